import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { platform, root, startBench, type Bench } from '../../support/wire/bench';

const owner = root(platform);

let bench: Bench;

beforeAll(async () => {
  bench = await startBench({ transport: 'plain' });
  await bench.bucket(platform, 'locked', await bench.key(platform));
  await bench.bucket(platform, 'open');
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const put = (path: string) => bench.s3(owner, { method: 'PUT', path, body: 'data' });

describe('over plain HTTP', () => {
  test('nothing is written under SSE-KMS, though no policy forbids it', async () => {
    const answer = await put('/locked/a');
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
    expect(answer.message).toContain('must be made over a secure connection');
  });

  test('other objects are written and read', async () => {
    expect((await put('/open/a')).status).toBe(200);
    expect((await bench.s3(owner, { method: 'GET', path: '/open/a' })).status).toBe(200);
  });
});
