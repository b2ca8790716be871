import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allow, platform, startBench, type Bench } from '../../support/wire/bench';
import type { WireCredentials } from '../../support/wire/signed-request';

const bypass = { 'x-amz-bypass-governance-retention': 'true' };
const actions = ['s3:PutObjectRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'];

let bench: Bench;
let cleaner: WireCredentials;
let governor: WireCredentials;

beforeAll(async () => {
  bench = await startBench();
  await bench.bucket(platform, 'locked');
  cleaner = await bench.session(platform, 'cleaner', allow(actions));
  governor = await bench.session(platform, 'governor', allow([...actions, 's3:BypassGovernanceRetention']));
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

describe('a lock in governance mode', () => {
  const body = '<Retention><Mode>GOVERNANCE</Mode></Retention>';
  const many = '<Delete><Object><Key>k</Key><VersionId>v1</VersionId></Object></Delete>';

  test.each([
    ['a delete', { method: 'DELETE', path: '/locked/k', query: { versionId: 'v1' } }],
    ['another retention', { method: 'PUT', path: '/locked/k', query: { retention: '', versionId: 'v1' }, body }],
    ['a delete of many', { method: 'POST', path: '/locked', query: { delete: '' }, body: many }],
  ])('is passed by %s of those alone who ask for it and may', async (_, ask) => {
    const passed = async (credentials: WireCredentials, headers: { readonly [name: string]: string }) => {
      expect((await bench.s3(credentials, { ...ask, headers })).status).toBe(200);
      return Object.keys(bypass).filter((name) => name in (bench.upstream.seen.at(-1)?.headers ?? {}));
    };
    expect(await passed(cleaner, bypass)).toEqual([]);
    expect(await passed(governor, {})).toEqual([]);
    expect(await passed(governor, bypass)).toEqual(Object.keys(bypass));
  });
});
