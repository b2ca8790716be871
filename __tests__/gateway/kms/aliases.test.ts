import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allow, platform, region, root, startBench, type Bench } from '../../support/wire/bench';
import type { WireCredentials } from '../../support/wire/signed-request';

const aliasArn = `arn:aws:kms:${region}:${platform}:alias/app`;
const actions = ['kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias'];

let bench: Bench;
let [one, other] = ['', ''];
let namer: WireCredentials;
let half: WireCredentials;
let all: WireCredentials;

beforeAll(async () => {
  bench = await startBench();
  [one, other] = [await bench.key(platform), await bench.key(platform)];
  namer = await bench.session(platform, 'namer', allow(actions, aliasArn));
  half = await bench.session(platform, 'half', allow(actions, aliasArn), allow(actions, one));
  all = await bench.session(platform, 'all', allow(actions));
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

test('an alias is made, moved and taken away by those alone who may do that to each key that it means', async () => {
  const AliasName = 'alias/app';
  const ask = async (credentials: WireCredentials, operation: string, TargetKeyId?: string) =>
    (await bench.kms(credentials, operation, { AliasName, ...(TargetKeyId === undefined ? {} : { TargetKeyId }) }))
      .code;
  expect(await ask(namer, 'CreateAlias', one)).toBe('AccessDeniedException');
  expect(await ask(half, 'CreateAlias', one)).toBe('none');
  expect(await ask(half, 'UpdateAlias', other)).toBe('AccessDeniedException');
  expect(await ask(all, 'UpdateAlias', other)).toBe('none');
  expect(await ask(half, 'UpdateAlias', one)).toBe('AccessDeniedException');
  expect(await ask(half, 'DeleteAlias')).toBe('AccessDeniedException');
  expect(await ask(all, 'DeleteAlias')).toBe('none');
  expect((await bench.kms(root(platform), 'DescribeKey', { KeyId: AliasName })).code).toBe('NotFoundException');
});
