import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allow, platform, root, startBench, tenant, type Bench } from '../../support/wire/bench';
import type { WireCredentials } from '../../support/wire/signed-request';

const owner = root(platform);
const sse = 'x-amz-server-side-encryption';

let bench: Bench;
let reader: WireCredentials;

beforeAll(async () => {
  bench = await startBench();
  const keyArn = await bench.key(platform);
  await bench.bucket(platform, 'locked', keyArn);
  await bench.bucket(platform, 'open');
  for (const path of ['/locked/kept', '/locked/a b']) {
    await bench.admin.s3(platform, { method: 'PUT', path, body: 'data' });
  }
  reader = await bench.session(platform, 'reader', allow('s3:*'));
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const copy = (source: string, credentials = reader) =>
  bench.s3(credentials, { method: 'PUT', path: '/open/copied', headers: { 'x-amz-copy-source': source } });

describe('the source of a copy', () => {
  test.each(['locked/kept', '/locked/kept', '/locked/a+b', '/locked/a%20b'])(
    '%s is decided on with its key',
    async (source) => {
      const answer = await copy(source);
      expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
      expect(answer.message).toContain('kms:Decrypt');
    },
  );

  test.each([
    ['locked/kept;x', '/locked/kept%3Bx'],
    ['locked/kept#x', '/locked/kept%23x'],
    ['/locked/kept&versionId=1', '/locked/kept%26versionId%3D1'],
    ['locked/kept?versionId=a+b&x=y', '/locked/kept?versionId=a%20b'],
  ])('%s reaches the emulator as what was decided on, whatever it makes of signs (F51)', async (source, spelled) => {
    await copy(source);
    expect(bench.upstream.seen.at(-1)?.headers['x-amz-copy-source']).toBe(spelled);
  });
});

describe('a copy that says whose its source is', () => {
  test('is refused where that is wrong', async () => {
    await bench.admin.s3(platform, { method: 'PUT', path: '/open/plain', body: 'data' });
    const copyOf = (accountId: string) => {
      const headers = { 'x-amz-copy-source': '/open/plain', 'x-amz-source-expected-bucket-owner': accountId };
      return bench.s3(reader, { method: 'PUT', path: '/open/copied', headers });
    };
    expect((await copyOf(platform)).status).toBe(200);
    expect(await copyOf(tenant)).toMatchObject({ status: 403, code: 'AccessDenied' });
  });
});

describe('a version that is named by nothing', () => {
  test.each(['GET', 'HEAD', 'DELETE'])('is refused to %s (F51)', async (method) => {
    const before = bench.upstream.seen.length;
    const answer = await bench.s3(reader, { method, path: '/locked/kept', query: { versionId: '' } });
    expect(answer.status).toBe(400);
    if (method === 'GET') expect(answer.message).toBe('Version id cannot be the empty string');
    expect(bench.upstream.seen.length).toBe(before);
  });

  test('is refused to a copy', async () => {
    const answer = await copy('locked/kept?versionId=');
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
    expect(answer.body).toContain('<ArgumentName>x-amz-copy-source</ArgumentName>');
  });
});

describe('a key that is not symmetric', () => {
  test('encrypts nothing in S3', async () => {
    const made = await bench.kms(owner, 'CreateKey', { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const arn = /"Arn":"([^"]+)"/.exec(made.body)?.[1] ?? '';
    const headers = { [sse]: 'aws:kms', [`${sse}-aws-kms-key-id`]: arn };
    const answer = await bench.s3(owner, { method: 'PUT', path: '/open/a', headers, body: 'data' });
    expect([answer.status, answer.code]).toEqual([400, 'KMS.InvalidKeyUsageException']);
  });
});
