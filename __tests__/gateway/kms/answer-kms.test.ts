import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allow, platform, policyOf, root, startBench, tenant, type Bench } from '../../support/wire/bench';
import { parseJsonObject, type JsonObject } from '../../support/json';
import type { WireCredentials } from '../../support/wire/signed-request';

const owner = root(platform);
const day = 86_400;

let bench: Bench;
let stranger: WireCredentials;

beforeAll(async () => {
  bench = await startBench();
  stranger = await bench.session(tenant, 'stranger', allow('kms:*'));
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const own = (operation: string, parameters: JsonObject) => bench.kms(owner, operation, parameters);
const account = { Effect: 'Allow', Principal: { AWS: platform }, Action: 'kms:*', Resource: '*' };

describe('a key policy', () => {
  const put = async (Policy: string) =>
    own('PutKeyPolicy', { KeyId: await bench.key(platform), PolicyName: 'default', Policy });
  const everyContext = { 'ForAllValues:StringEquals': { 'kms:EncryptionContext:aws:s3:arn': ['a'] } };

  test.each([
    ['no JSON', 'nonsense', /not valid JSON/],
    ['too long', policyOf({ ...account, Sid: 'x'.repeat(32_768) }), /32768 bytes/],
    [
      'about nobody who is there',
      policyOf({ ...account, Principal: { AWS: `arn:aws:iam::${platform}:role/nobody` } }),
      /invalid principals/,
    ],
    [
      'closed to its author (F18)',
      policyOf({ ...account, Principal: { AWS: tenant } }),
      /will not allow you to update the key policy/,
    ],
    ['one that compares whole contexts', policyOf(account, { ...account, Condition: everyContext }), /ForAllValues/],
  ])('fails when it is %s', async (_, Policy, message) => {
    const answer = await put(Policy);
    expect(answer.code).toBe('MalformedPolicyDocumentException');
    expect(answer.message).toMatch(message);
    expect((await own('CreateKey', { Policy })).code).toBe('MalformedPolicyDocumentException');
  });

  test('comes back word for word', async () => {
    const Policy = ` ${policyOf(account)}`;
    const { KeyId = '' } = parseJsonObject(
      JSON.stringify((await bench.admin.kms(platform, 'CreateKey', { Policy }))['KeyMetadata']),
    );
    expect(parseJsonObject((await own('GetKeyPolicy', { KeyId })).body)).toEqual({ Policy, PolicyName: 'default' });
  });
});

describe('the key that AWS manages for S3', () => {
  test('is made when it is described, in the account that asks', async () => {
    const reader = await bench.session(tenant, 'looker', allow('kms:DescribeKey'));
    const alias = `arn:aws:kms:eu-central-1:${tenant}:alias/aws/s3`;
    expect((await bench.kms(reader, 'DescribeKey', { KeyId: alias })).status).toBe(200);
    const nobody = await bench.session(tenant, 'nobody', allow('s3:*'));
    const refused = await bench.kms(nobody, 'DescribeKey', { KeyId: 'alias/aws/s3' });
    expect(refused.code).toBe('AccessDeniedException');
    expect((await own('DescribeKey', { KeyId: alias })).code).toBe('AccessDeniedException');
  });
});

describe('a key that is made with tags', () => {
  test('takes the permission to tag, too', async () => {
    const Tags = [{ TagKey: 'team', TagValue: 'blue' }];
    const own = policyOf(account);
    const maker = await bench.session(platform, 'maker', allow(['kms:CreateKey', 'kms:PutKeyPolicy']));
    const tagger = await bench.session(
      platform,
      'tagger',
      allow(['kms:CreateKey', 'kms:PutKeyPolicy', 'kms:TagResource']),
    );
    const refused = await bench.kms(maker, 'CreateKey', { Policy: own, Tags });
    expect(refused.code).toBe('AccessDeniedException');
    expect(refused.message).toContain('kms:TagResource');
    expect((await bench.kms(maker, 'CreateKey', { Policy: own })).status).toBe(200);
    expect((await bench.kms(tagger, 'CreateKey', { Policy: own, Tags })).status).toBe(200);
  });
});

describe('a key', () => {
  test('that is disabled serves nobody until it is enabled again', async () => {
    const KeyId = await bench.key(platform);
    await bench.admin.kms(platform, 'DisableKey', { KeyId });
    expect(await own('GenerateDataKey', { KeyId })).toMatchObject({
      code: 'DisabledException',
      message: `${KeyId} is disabled.`,
    });
    expect((await own('DescribeKey', { KeyId })).status).toBe(200);
    await bench.admin.kms(platform, 'EnableKey', { KeyId });
    expect((await own('GenerateDataKey', { KeyId })).status).toBe(200);
  });

  test('that is to be deleted is gone when its day has come, unless that is cancelled (F22)', async () => {
    const KeyId = await bench.key(platform);
    const kept = await bench.key(platform);
    expect((await own('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 6 })).code).toBe('ValidationException');
    for (const one of [KeyId, kept]) await own('ScheduleKeyDeletion', { KeyId: one, PendingWindowInDays: 7 });
    expect((await own('GenerateDataKey', { KeyId })).code).toBe('KMSInvalidStateException');
    await own('CancelKeyDeletion', { KeyId: kept });
    await bench.admin.control('POST', 'clock', { advanceSeconds: 7 * day });
    expect((await own('DescribeKey', { KeyId })).code).toBe('NotFoundException');
    expect((await own('EnableKey', { KeyId: kept })).status).toBe(200);
  });

  test('keeps the period of its rotation', async () => {
    const KeyId = await bench.key(platform);
    expect((await own('EnableKeyRotation', { KeyId, RotationPeriodInDays: 89 })).code).toBe('ValidationException');
    await own('EnableKeyRotation', { KeyId, RotationPeriodInDays: 180 });
    const status = async () => parseJsonObject((await own('GetKeyRotationStatus', { KeyId })).body);
    expect(await status()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 180 });
    await own('DisableKeyRotation', { KeyId });
    expect(await status()).toEqual({ KeyRotationEnabled: false });
  });

  test('of another account can be used where its policy lets, and not be administered', async () => {
    const Principal = { AWS: `arn:aws:iam::${tenant}:role/stranger` };
    const KeyId = await bench.key(platform, { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' });
    expect((await bench.kms(stranger, 'GenerateDataKey', { KeyId })).status).toBe(200);
    const refused = await bench.kms(stranger, 'DisableKey', { KeyId });
    expect(refused.code).toBe('AccessDeniedException');
    expect(refused.message).toContain(
      'the resource does not exist in this Region, no resource-based policies allow access',
    );
  });

  test('is known by an alias, which can come to mean another one', async () => {
    const [first, second] = [await bench.key(platform), await bench.key(platform)];
    const AliasName = 'alias/moving';
    await bench.admin.kms(platform, 'CreateAlias', { AliasName, TargetKeyId: first });
    expect((await own('CreateAlias', { AliasName, TargetKeyId: second })).code).toBe('AlreadyExistsException');
    await own('DisableKey', { KeyId: first });
    expect((await own('GenerateDataKey', { KeyId: AliasName })).code).toBe('DisabledException');
    await bench.admin.kms(platform, 'UpdateAlias', { AliasName, TargetKeyId: second });
    expect((await own('GenerateDataKey', { KeyId: AliasName })).status).toBe(200);
    await bench.admin.kms(platform, 'DeleteAlias', { AliasName });
    expect((await own('GenerateDataKey', { KeyId: AliasName })).message).toContain('alias/moving is not found.');
  });

  test('is asked twice when data is encrypted again, once as source and once as destination', async () => {
    const [from, to] = [await bench.key(platform), await bench.key(platform)];
    const user = await bench.session(platform, 'half', allow('kms:ReEncryptFrom'));
    const CiphertextBlob = Buffer.from(from.slice(from.lastIndexOf('/') + 1)).toString('base64');
    const again = (credentials: WireCredentials) =>
      bench.kms(credentials, 'ReEncrypt', { CiphertextBlob, DestinationKeyId: to });
    expect((await again(owner)).status).toBe(200);
    expect((await again(user)).message).toContain('kms:ReEncryptTo');
  });

  test('answers 501 where the table refuses (F53)', async () => {
    const answer = await own('ReplicateKey', {});
    expect([answer.status, answer.code]).toEqual([501, 'NotImplementedException']);
    expect((await own('Nonsense', {})).status).toBe(501);
  });
});
