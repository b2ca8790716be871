import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  allow,
  encryptionXml,
  platform,
  policyOf,
  region,
  root,
  startBench,
  tenant,
  type Bench,
} from '../../support/wire/bench';
import type { WireCredentials } from '../../support/wire/signed-request';

const sse = 'x-amz-server-side-encryption';
const owner = root(platform);

let bench: Bench;
let keyArn = '';
let app: WireCredentials;

beforeAll(async () => {
  bench = await startBench();
  keyArn = await bench.key(platform);
  await bench.bucket(platform, 'data', keyArn);
  await bench.bucket(platform, 'plain');
  app = await bench.session(platform, 'app', allow(['s3:GetObject', 's3:PutObject', 'kms:*']));
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

function put(path: string, headers: { readonly [name: string]: string } = {}, credentials = owner) {
  return bench.s3(credentials, { method: 'PUT', path, headers, body: 'data' });
}

function head(path: string) {
  return bench.s3(owner, { method: 'HEAD', path });
}

/** What an answer says of encryption. */
function shown(headers: { readonly [name: string]: string }): object {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith(sse)));
}

const underKey = () => ({
  [sse]: 'aws:kms',
  [`${sse}-aws-kms-key-id`]: keyArn,
  [`${sse}-bucket-key-enabled`]: 'true',
});

describe('an object that is written', () => {
  test('lies under the default key with a Bucket Key, and says so to whoever looks', async () => {
    expect(shown((await put('/data/a')).headers)).toEqual(underKey());
    expect(shown((await head('/data/a')).headers)).toEqual(underKey());
  });

  test('lies under AES256 where the header says so, whatever the default', async () => {
    expect(shown((await put('/data/b', { [sse]: 'AES256' })).headers)).toEqual({ [sse]: 'AES256' });
  });

  test('has no Bucket Key where the header says false, and the answer is silent about it (F15)', async () => {
    const { headers } = await put('/data/c', { [`${sse}-bucket-key-enabled`]: 'false' });
    expect(shown(headers)).toEqual({ [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: keyArn });
  });

  test('keeps the context of its writer, and shows it when it is written alone', async () => {
    const context = Buffer.from('{"project":"blue"}').toString('base64');
    const { headers } = await put('/data/d', { [`${sse}-context`]: context });
    expect(shown(headers)).toEqual({ ...underKey(), [`${sse}-context`]: context });
    expect(shown((await head('/data/d')).headers)).toEqual(underKey());
  });

  test('has the ARN that is due in its context, which its writer may repeat and not change', async () => {
    const claim = (arn: string) => Buffer.from(JSON.stringify({ 'aws:s3:arn': arn })).toString('base64');
    const write = (arn: string, more: object = {}) => put('/data/d2', { [`${sse}-context`]: claim(arn), ...more });
    const off = { [`${sse}-bucket-key-enabled`]: 'false' };
    expect((await write('arn:aws:s3:::data')).status).toBe(200);
    expect((await write('arn:aws:s3:::data/d2', off)).status).toBe(200);
    const refused = await Promise.all([write('arn:aws:s3:::data/d2'), write('arn:aws:s3:::plain'), write('', off)]);
    expect(refused.map(({ status, code }) => [status, code])).toEqual(refused.map(() => [400, 'InvalidArgument']));
  });

  test('takes the key of AWS in the account of the requester for a bare aws:kms, made on first use', async () => {
    const { headers } = await put('/data/e', { [sse]: 'aws:kms' });
    const managed = headers[`${sse}-aws-kms-key-id`] ?? '';
    expect(managed).toMatch(new RegExp(`^arn:aws:kms:${region}:${platform}:key/[0-9a-f-]{36}$`));
    expect(managed).not.toBe(keyArn);
    expect((await put('/data/f', { [sse]: 'aws:kms' })).headers[`${sse}-aws-kms-key-id`]).toBe(managed);
    const policy = await bench.kms(owner, 'GetKeyPolicy', { KeyId: 'alias/aws/s3' });
    expect(policy.body).toContain('auto-s3-2');
    const changed = await bench.kms(owner, 'PutKeyPolicy', {
      KeyId: managed,
      PolicyName: 'default',
      Policy: policyOf(),
    });
    expect(changed.code).toBe('AccessDeniedException');
  });

  test('finds a key by its alias and its id in the account of the requester', async () => {
    await bench.admin.kms(platform, 'CreateAlias', { AliasName: 'alias/data', TargetKeyId: keyArn });
    for (const reference of ['alias/data', keyArn.slice(keyArn.lastIndexOf('/') + 1)]) {
      const { headers } = await put('/plain/a', { [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: reference });
      expect(headers[`${sse}-aws-kms-key-id`]).toBe(keyArn);
    }
  });
});

describe('a write that S3 refuses', () => {
  const dead = '00000000-0000-4000-8000-00000000dead';
  test.each([
    [
      { [`${sse}-aws-kms-key-id`]: 'any' },
      400,
      'InvalidArgument',
      /requires HTTP header x-amz-server-side-encryption : aws:kms/,
    ],
    [{ [sse]: 'rot13' }, 400, 'InvalidArgument', /encryption method specified is not supported/],
    [
      { [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: 'fake-key-id' },
      400,
      'KMS.NotFoundException',
      /^Invalid keyId 'fake-key-id'$/,
    ],
    [
      { [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: dead },
      400,
      'KMS.NotFoundException',
      new RegExp(`^Key 'arn:aws:kms:${region}:${platform}:key/${dead}' does not exist$`),
    ],
    [
      { [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: `arn:aws:kms:us-west-2:${platform}:key/${dead}` },
      400,
      'KMS.NotFoundException',
      /^Invalid arn us-west-2$/,
    ],
    [{ 'x-amz-acl': 'public-read' }, 400, 'AccessControlListNotSupported', /does not allow ACLs/],
    [{ 'x-amz-expected-bucket-owner': tenant }, 403, 'AccessDenied', /^Access Denied$/],
    [{ [`${sse}-customer-algorithm`]: 'AES256', [`${sse}-customer-key`]: 'a2s=' }, 403, 'AccessDenied', /SSE-C/],
  ])('fails when it sends %j (F53)', async (headers, status, code, message) => {
    const answer = await put('/plain/refused', headers);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.message).toMatch(message);
  });

  test('fails when the key is disabled or about to be deleted, and so does a read (F22)', async () => {
    const KeyId = await bench.key(platform);
    const headers = { [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: KeyId, [`${sse}-bucket-key-enabled`]: 'false' };
    await put('/plain/k', headers);
    await bench.admin.kms(platform, 'DisableKey', { KeyId });
    const disabled = { status: 400, code: 'KMS.DisabledException', message: `${KeyId} is disabled.` };
    expect(await put('/plain/k', headers)).toMatchObject(disabled);
    expect(await bench.s3(owner, { method: 'GET', path: '/plain/k' })).toMatchObject(disabled);
    await bench.admin.kms(platform, 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect(await put('/plain/k', headers)).toMatchObject({
      code: 'KMS.KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    });
  });

  test('fails when a read or a part carries encryption headers', async () => {
    const read = await bench.s3(owner, { method: 'GET', path: '/data/a', headers: { [sse]: 'aws:kms' } });
    expect([read.status, read.code]).toEqual([400, 'InvalidArgument']);
    expect((await bench.s3(owner, { method: 'HEAD', path: '/data/a', headers: { [sse]: 'aws:kms' } })).status).toBe(
      400,
    );
  });
});

describe('an upload in parts', () => {
  const query = { uploadId: 'upload-1' };

  test('is encrypted as it was begun, each part and the whole, and needs to decrypt (F16)', async () => {
    const begun = await bench.s3(owner, { method: 'POST', path: '/data/big', query: { uploads: '' } });
    expect(shown(begun.headers)).toEqual(underKey());
    const part = (credentials: WireCredentials) =>
      bench.s3(credentials, { method: 'PUT', path: '/data/big', query: { ...query, partNumber: '1' }, body: 'part' });
    expect(shown((await part(owner)).headers)).toEqual(underKey());
    const blind = await bench.session(platform, 'blind', allow(['s3:PutObject', 'kms:GenerateDataKey']));
    expect((await part(blind)).message).toContain('kms:Decrypt');
    const whole = await bench.s3(owner, {
      method: 'POST',
      path: '/data/big',
      query,
      body: '<CompleteMultipartUpload/>',
    });
    expect(shown(whole.headers)).toEqual(underKey());
  });

  test('fails when a part carries encryption headers of its own', async () => {
    const headers = { [sse]: 'aws:kms' };
    const part = await bench.s3(owner, {
      method: 'PUT',
      path: '/data/big',
      query: { ...query, partNumber: '1' },
      headers,
    });
    expect([part.status, part.code]).toEqual([400, 'InvalidArgument']);
  });
});

describe('several deletes at once', () => {
  test('are decided one by one', async () => {
    const Resource = 'arn:aws:s3:::plain/mine/*';
    const cleaner = await bench.session(platform, 'cleaner', allow('s3:DeleteObject', Resource));
    const body = '<Delete><Object><Key>mine/a</Key></Object><Object><Key>yours/a</Key></Object></Delete>';
    const answer = await bench.s3(cleaner, { method: 'POST', path: '/plain', query: { delete: '' }, body });
    expect(answer.body).toContain('<Deleted><Key>mine/a</Key></Deleted>');
    expect(answer.body).toMatch(/<Error><Key>yours.a<\/Key><Code>AccessDenied<\/Code>/);
    const nowhere = await bench.s3(owner, { method: 'POST', path: '/nowhere', query: { delete: '' }, body });
    expect([nowhere.status, nowhere.code]).toEqual([404, 'NoSuchBucket']);
  });
});

describe('a copy', () => {
  const copy = (path: string, source: string, headers: { readonly [name: string]: string } = {}) =>
    bench.s3(owner, { method: 'PUT', path, headers: { 'x-amz-copy-source': source, ...headers } });

  test('gets the encryption of its destination, not that of its source', async () => {
    await put('/data/source');
    expect(shown((await copy('/plain/copy', '/data/source')).headers)).toEqual({ [sse]: 'AES256' });
    expect(shown((await copy('/data/copy', '/plain/copy')).headers)).toEqual(underKey());
  });

  test('of an object to itself fails when it changes nothing', async () => {
    await bench.bucket(platform, 'unset');
    await put('/unset/a');
    expect(await copy('/unset/a', '/unset/a')).toMatchObject({ status: 400, code: 'InvalidRequest' });
    const encrypted = await copy('/unset/a', '/unset/a', { [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: keyArn });
    expect([encrypted.status, shown(encrypted.headers)]).toEqual([
      200,
      { [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: keyArn },
    ]);
  });
});

describe('an object that is not there', () => {
  test('is missing for who may list the bucket, and forbidden for the others', async () => {
    expect((await bench.s3(owner, { method: 'GET', path: '/data/none' })).status).toBe(404);
    const hidden = await bench.s3(app, { method: 'GET', path: '/data/none' });
    expect([hidden.status, hidden.code]).toEqual([403, 'AccessDenied']);
    expect(hidden.message).toContain('is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::data"');
  });
});

describe('a customer key', () => {
  const key = Buffer.alloc(32, 'k').toString('base64');
  const headers = { [`${sse}-customer-algorithm`]: 'AES256', [`${sse}-customer-key`]: key };

  test('is blocked in a new bucket, allowed where the bucket says so, and needed to read', async () => {
    await bench.bucket(platform, 'own-keys');
    expect((await put('/own-keys/a', headers)).status).toBe(403);
    const none = '<BlockedEncryptionTypes><EncryptionType>NONE</EncryptionType></BlockedEncryptionTypes>';
    const body = encryptionXml(keyArn, none);
    await bench.admin.s3(platform, { method: 'PUT', path: '/own-keys', query: { encryption: '' }, body });
    expect(shown((await put('/own-keys/a', headers)).headers)).toMatchObject({
      [`${sse}-customer-algorithm`]: 'AES256',
    });
    expect(await bench.s3(owner, { method: 'GET', path: '/own-keys/a' })).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
    });
    expect((await bench.s3(owner, { method: 'GET', path: '/own-keys/a', headers })).status).toBe(200);
  });
});

describe('tags of an object', () => {
  test('are seen by policies, as the last request has left them', async () => {
    const tagged = { StringEquals: { 's3:ExistingObjectTag/team': 'blue' } };
    const reader = await bench.session(
      platform,
      'blue',
      allow('s3:GetObject', 'arn:aws:s3:::plain/*', { Condition: tagged }),
    );
    await put('/plain/t', { 'x-amz-tagging': 'team=blue' });
    const read = () => bench.s3(reader, { method: 'GET', path: '/plain/t' });
    expect((await read()).status).toBe(200);
    const body = '<Tagging><TagSet><Tag><Key>team</Key><Value>red</Value></Tag></TagSet></Tagging>';
    await bench.admin.s3(platform, { method: 'PUT', path: '/plain/t', query: { tagging: '' }, body });
    expect((await read()).status).toBe(403);
  });

  test('go with a copy, unless it brings its own', async () => {
    const Condition = { StringEquals: { 's3:ExistingObjectTag/team': 'blue' } };
    const reader = await bench.session(
      platform,
      'copies',
      allow('s3:GetObject', 'arn:aws:s3:::plain/*', { Condition }),
    );
    const copy = (path: string, more: { readonly [name: string]: string }) =>
      put(path, { 'x-amz-copy-source': '/plain/blue', ...more });
    const read = async (path: string) => (await bench.s3(reader, { method: 'GET', path })).status;
    await put('/plain/blue', { 'x-amz-tagging': 'team=blue' });
    await copy('/plain/alike', {});
    await copy('/plain/other', { 'x-amz-tagging-directive': 'REPLACE', 'x-amz-tagging': 'team=red' });
    expect([await read('/plain/alike'), await read('/plain/other')]).toEqual([200, 403]);
  });
});
