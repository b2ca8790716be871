import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allow, platform, root, startBench, type Bench } from '../../support/wire/bench';
import { startWireGateway } from '../../support/wire-gateway';
import type { WireCredentials } from '../../support/wire/signed-request';

let bench: Bench;
let tagger: WireCredentials;

beforeAll(async () => {
  bench = await startBench();
  await bench.bucket(platform, 'data');
  await bench.admin.s3(platform, { method: 'PUT', path: '/data/a', body: 'data' });
  tagger = await bench.session(platform, 'tagger', allow(['s3:GetObject*Tagging', 's3:ListBucketMultipartUploads']));
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

describe('a request that names an operation beside the one that it is', () => {
  test.each([
    ['/data/a', { tagging: '', acl: '' }, 'acl, tagging'],
    ['/data/a', { uploads: '', uploadId: 'u' }, 'uploadId, uploads'],
    ['/data', { versioning: '', acl: '' }, 'acl, versioning'],
    ['/data', { 'list-type': '2', uploads: '' }, 'list-type, uploads'],
  ])('at %s is refused, and the emulator hears of none (F51)', async (path, query, named) => {
    const before = bench.upstream.seen.length;
    const answer = await bench.s3(tagger, { method: 'GET', path, query });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
    expect(answer.message).toBe(`Conflicting query string parameters: ${named}`);
    expect(answer.body).toContain(`<ArgumentValue>${named.split(',')[0] ?? ''}</ArgumentValue>`);
    expect(bench.upstream.seen.length).toBe(before);
  });

  test.each([
    ['PUT', '/data/a', { uploadId: 'upload-1' }, 'uploadId'],
    ['GET', '/data/a', { policy: '' }, 'policy'],
    ['DELETE', '/data/a', { retention: '' }, 'retention'],
  ])('as %s %s is refused, also when there is no such operation (F51)', async (method, path, query, name) => {
    const before = bench.upstream.seen.length;
    const answer = await bench.s3(root(platform), { method, path, query });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
    expect(answer.message).toBe(`The query string parameter ${name} does not go with this request.`);
    expect(bench.upstream.seen.length).toBe(before);
  });

  test('is none where a parameter says more of the one operation', async () => {
    for (const query of [
      { tagging: '', versionId: 'null' },
      { tagging: '', 'x-id': 'GetObjectTagging' },
    ]) {
      expect((await bench.s3(tagger, { method: 'GET', path: '/data/a', query })).status).toBe(200);
    }
  });
});

describe('a parameter that stands twice', () => {
  test('is refused, be it the same (F51)', async () => {
    await using wire = await startWireGateway();
    const before = wire.upstream.seen.length;
    for (const target of ['/corp-acme?list-type=2&prefix=a&prefix=b', '/corp-acme/k?versionId=null&versionId=null']) {
      expect(await wire.send({ target })).toMatchObject({
        status: 400,
        text: expect.stringContaining('more than once'),
      });
    }
    expect(wire.upstream.seen.length).toBe(before);
  });
});
