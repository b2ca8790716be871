import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allow, platform, startBench, type Bench } from '../../support/wire/bench';
import type { JsonObject } from '../../support/json';

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
  await bench.bucket(platform, 'data');
  await bench.admin.s3(platform, { method: 'PUT', path: '/data/tern/a', body: 'data' });
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

type Query = { readonly [name: string]: string };

test.each<readonly [string, JsonObject, Query, Query]>([
  ['s3:prefix', { StringLike: { 's3:prefix': 'tern/*' } }, { prefix: 'tern/' }, { prefix: 'plover/' }],
  ['s3:delimiter', { StringEquals: { 's3:delimiter': '/' } }, { delimiter: '/' }, {}],
  ['s3:max-keys', { NumericLessThanEquals: { 's3:max-keys': '10' } }, { 'max-keys': '10' }, { 'max-keys': '11' }],
])('a list fills %s', async (key, Condition, within, beyond) => {
  const lister = await bench.session(
    platform,
    key.replace(':', '-'),
    allow('s3:ListBucket', 'arn:aws:s3:::data', { Condition }),
  );
  const list = async (query: Query) => (await bench.s3(lister, { method: 'GET', path: '/data', query })).status;
  expect(await list(within)).toBe(200);
  expect(await list(beyond)).toBe(403);
});

test('a request counts as one over TLS of the newest version', async () => {
  const Condition = { NumericEquals: { 's3:TlsVersion': '1.3' }, Bool: { 'aws:SecureTransport': 'true' } };
  const reader = await bench.session(platform, 'tls', allow('s3:GetObject', '*', { Condition }));
  expect((await bench.s3(reader, { method: 'GET', path: '/data/tern/a' })).status).toBe(200);
});

test('tags that are put count as those of the request, in the body as in a header', async () => {
  const Condition = { StringEquals: { 's3:RequestObjectTag/team': 'blue' } };
  const actions = ['s3:PutObjectTagging', 's3:PutObject'];
  const tagger = await bench.session(platform, 'tagger', allow(actions, '*', { Condition }));
  const retag = async (team: string) => {
    const body = `<Tagging><TagSet><Tag><Key>team</Key><Value>${team}</Value></Tag></TagSet></Tagging>`;
    return (await bench.s3(tagger, { method: 'PUT', path: '/data/tern/a', query: { tagging: '' }, body })).status;
  };
  const write = async (team: string) => {
    const headers = { 'x-amz-tagging': `team=${team}` };
    return (await bench.s3(tagger, { method: 'PUT', path: '/data/tern/b', headers, body: 'data' })).status;
  };
  expect([await retag('blue'), await retag('red')]).toEqual([200, 403]);
  expect([await write('blue'), await write('red')]).toEqual([200, 403]);
});
