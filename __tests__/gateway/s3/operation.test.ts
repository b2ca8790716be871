import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allow, platform, startBench, type Bench } from '../../support/wire/bench';
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

describe('a request that names two operations', () => {
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

  test('is none where a parameter says more of the one operation', async () => {
    for (const query of [
      { tagging: '', versionId: 'null' },
      { tagging: '', 'x-id': 'GetObjectTagging' },
    ]) {
      expect((await bench.s3(tagger, { method: 'GET', path: '/data/a', query })).status).toBe(200);
    }
  });
});
