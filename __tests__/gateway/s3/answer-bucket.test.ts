import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  allow,
  encryptionXml,
  platform,
  policyOf,
  root,
  startBench,
  tenant,
  type Bench,
} from '../../support/wire/bench';
import type { JsonObject } from '../../support/json';

const owner = root(platform);
const own = 'arn:aws:s3:::data';
const inBucket = `${own}/*`;

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
  await bench.bucket(platform, 'data');
});

beforeEach(() => bench.admin.s3(platform, { method: 'DELETE', path: '/data', query: { policy: '' } }));

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const putPolicy = (body: string, credentials = owner) =>
  bench.s3(credentials, { method: 'PUT', path: '/data', query: { policy: '' }, body });
const ask = (query: string, credentials = owner) =>
  bench.s3(credentials, { method: 'GET', path: '/data', query: { [query]: '' } });

const deny = (more: JsonObject): JsonObject => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: inBucket,
  ...more,
});

describe('a bucket policy', () => {
  test('comes back word for word', async () => {
    const text = `{ "Version": "2012-10-17",\n "Statement": [${JSON.stringify(deny({}))}] }`;
    expect((await putPolicy(text)).status).toBe(204);
    expect((await ask('policy')).body).toBe(text);
  });

  test.each([
    ['no JSON', 'nonsense', /valid JSON/],
    ['too long', policyOf(deny({ Sid: 'x'.repeat(20_480) })), /maximum allowed document size/],
    [
      'silent about whom',
      policyOf({ Effect: 'Deny', Action: 's3:GetObject', Resource: inBucket }),
      /Missing required field Principal/,
    ],
    ['about another bucket', policyOf(deny({ Resource: 'arn:aws:s3:::other/*' })), /invalid resource/],
    ['about another service', policyOf(deny({ Action: 'kms:Decrypt' })), /invalid action/],
    [
      'about nobody who is there',
      policyOf(deny({ Principal: { AWS: `arn:aws:iam::${tenant}:role/nobody` } })),
      /^Invalid principal in policy$/,
    ],
    [
      'about a key that S3 does not know',
      policyOf(deny({ Condition: { Bool: { 's3:x-amz-server-side-encryption-bucket-key-enabled': 'true' } } })),
      /invalid condition key/,
    ],
  ])('fails when it is %s', async (_, text, message) => {
    const answer = await putPolicy(text);
    expect([answer.status, answer.code]).toEqual([400, 'MalformedPolicy']);
    expect(answer.message).toMatch(message);
  });

  test('fails when it lets in the world and the bucket blocks that, and tells once it stands', async () => {
    const open = policyOf(deny({ Effect: 'Allow' }));
    expect(await putPolicy(open)).toMatchObject({ status: 403, code: 'AccessDenied' });
    await bench.admin.s3(platform, { method: 'DELETE', path: '/data', query: { publicAccessBlock: '' } });
    expect((await putPolicy(open)).status).toBe(204);
    expect((await ask('policyStatus')).body).toContain('<IsPublic>true</IsPublic>');
    const block =
      '<PublicAccessBlockConfiguration><BlockPublicPolicy>true</BlockPublicPolicy></PublicAccessBlockConfiguration>';
    await bench.admin.s3(platform, { method: 'PUT', path: '/data', query: { publicAccessBlock: '' }, body: block });
    expect((await putPolicy(open)).status).toBe(403);
  });

  test('is for no other account to write, even where it is let', async () => {
    const writer = await bench.session(tenant, 'writer', allow('s3:*'));
    const Principal = { AWS: `arn:aws:iam::${tenant}:role/writer` };
    await putPolicy(policyOf({ Effect: 'Allow', Principal, Action: 's3:*', Resource: [own, inBucket] }));
    expect(await putPolicy(policyOf(deny({})), writer)).toMatchObject({ status: 405, code: 'MethodNotAllowed' });
  });

  test('never shuts out the root user of its account', async () => {
    await putPolicy(policyOf(deny({ Action: 's3:*', Resource: [own, inBucket] })));
    expect((await ask('encryption')).status).toBe(403);
    expect((await ask('policy')).status).toBe(200);
  });

  test('keeps of a role that is deleted only its id, which a role of the same name does not have (F19)', async () => {
    const reader = await bench.session(platform, 'reader');
    await bench.admin.s3(platform, { method: 'PUT', path: '/data/a', body: 'data' });
    const Principal = { AWS: `arn:aws:iam::${platform}:role/reader` };
    await putPolicy(policyOf({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: inBucket }));
    expect((await bench.s3(reader, { method: 'GET', path: '/data/a' })).status).toBe(200);
    await bench.admin.iam(platform, 'DeleteRole', { RoleName: 'reader' });
    expect((await ask('policy')).body).toMatch(/"AWS":"AROA[0-9A-Z]+"/);
    const again = await bench.session(platform, 'reader');
    expect((await bench.s3(again, { method: 'GET', path: '/data/a' })).status).toBe(403);
  });
});

describe('default encryption', () => {
  const put = (body: string) => bench.s3(owner, { method: 'PUT', path: '/data', query: { encryption: '' }, body });

  test('is AES256 without a Bucket Key where none was put, and blocks SSE-C', async () => {
    const { body } = await ask('encryption');
    expect(body).toContain('<SSEAlgorithm>AES256</SSEAlgorithm>');
    expect(body).toContain('<BucketKeyEnabled>false</BucketKeyEnabled>');
    expect(body).toContain('<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>');
  });

  test('names its key as it was put, and takes keys that are not there', async () => {
    expect((await put(encryptionXml('alias/nowhere'))).status).toBe(200);
    expect((await ask('encryption')).body).toContain('<KMSMasterKeyID>alias/nowhere</KMSMasterKeyID>');
    await bench.admin.s3(platform, { method: 'DELETE', path: '/data', query: { encryption: '' } });
    expect((await ask('encryption')).body).toContain('<SSEAlgorithm>AES256</SSEAlgorithm>');
  });

  test('fails when it has no rule, or a key that its algorithm cannot use', async () => {
    const empty = '<ServerSideEncryptionConfiguration></ServerSideEncryptionConfiguration>';
    expect(await put(empty)).toMatchObject({ status: 400, code: 'MalformedXML' });
    const answer = await put(encryptionXml('any').replace('aws:kms<', 'AES256<'));
    expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' });
    expect(answer.body).toContain('<ArgumentName>ApplyServerSideEncryptionByDefault</ArgumentName>');
  });
});

describe('a bucket', () => {
  const create = (name: string, credentials: typeof owner, place: string, region = place) =>
    bench.s3(credentials, {
      method: 'PUT',
      path: `/${name}`,
      region,
      body:
        place === ''
          ? ''
          : `<CreateBucketConfiguration><LocationConstraint>${place}</LocationConstraint></CreateBucketConfiguration>`,
    });

  test('has a name that no other account can take', async () => {
    expect(await create('data', root(tenant), 'eu-central-1')).toMatchObject({
      status: 409,
      code: 'BucketAlreadyExists',
    });
    expect(await create('data', owner, 'eu-central-1')).toMatchObject({ status: 409, code: 'BucketAlreadyOwnedByYou' });
    expect((await create('american', owner, '', 'us-east-1')).status).toBe(200);
    expect((await create('american', owner, '', 'us-east-1')).status).toBe(200);
  });

  test('fails when it is asked for where it cannot be made', async () => {
    expect((await create('x', owner, 'us-east-1')).code).toBe('InvalidLocationConstraint');
    expect((await create('x', owner, 'eu-west-1', 'eu-central-1')).code).toBe('IllegalLocationConstraintException');
  });

  test('tells where it lies', async () => {
    expect((await ask('location')).body).toContain('>eu-central-1</LocationConstraint>');
    const { headers } = await bench.s3(owner, { method: 'HEAD', path: '/data' });
    expect(headers['x-amz-bucket-region']).toBe('eu-central-1');
  });

  test('that is deleted is forgotten with everything in it', async () => {
    await bench.bucket(platform, 'gone', await bench.key(platform));
    await bench.admin.s3(platform, { method: 'PUT', path: '/gone/a', body: 'data' });
    await bench.admin.s3(platform, { method: 'DELETE', path: '/gone' });
    expect((await bench.s3(owner, { method: 'GET', path: '/gone/a' })).code).toBe('NoSuchBucket');
    await bench.bucket(platform, 'gone');
    const { headers } = await bench.s3(owner, { method: 'GET', path: '/gone/a' });
    expect(headers['x-amz-server-side-encryption']).toBe('AES256');
  });
});

describe('an ACL of an object', () => {
  test('takes a permission of its own to be read of a version', async () => {
    const reader = await bench.session(platform, 'acls', allow('s3:GetObjectAcl'));
    const read = (query: { readonly [name: string]: string }) =>
      bench.s3(reader, { method: 'GET', path: '/data/a', query: { acl: '', ...query } });
    await bench.admin.s3(platform, { method: 'PUT', path: '/data/a', body: 'data' });
    expect((await read({})).status).toBe(200);
    expect((await read({ versionId: 'v1' })).message).toContain('perform: s3:GetObjectVersionAcl ');
  });
});
