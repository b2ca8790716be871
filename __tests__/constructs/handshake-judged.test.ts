import { describe, expect, test } from '@jest/globals';
import { TenantOwnedKey } from '../../modules/constructs';
import {
  bucketArn,
  cloudFormationOf,
  describeAccount,
  describeBucket,
  describeKey,
  describeRole,
  describeWorld,
  known,
  objectArn,
  ownedKey,
  policyDocument,
  terraformOf,
  type Role,
  type World,
} from '../../modules/core';
import {
  compile,
  decideObjectRequest,
  judgeKeyUse,
  whoCan,
  type CompiledWorld,
  type ObjectDecision,
} from '../../modules/evaluation';
import { activeTenant, handshakeFor, keyAccountId, ownKeyArn } from '../support/handshakes';
import { asObject, objectAt, objectsAt, parseJson, parseJsonObject, textAt, type Json } from '../support/json';
import { synthesizeIn } from '../support/synthesize';
import { synthesizedWorld } from '../support/synthesized-world';
import { accountId, environmentOf } from '../support/tenancy';

const handshake = handshakeFor(activeTenant);
const key = ownedKey(handshake);

/** The key policy in each of the three forms in which a tenant can get it. */
const forms: readonly (readonly [string, () => Json])[] = [
  [
    'the construct',
    () => {
      const stack = synthesizeIn((scope) => {
        new TenantOwnedKey(scope, 'Key', { handshake });
      });
      return parseJson(textAt(stack.only('aws_kms_key').fields, 'policy'));
    },
  ],
  [
    'plain Terraform',
    () => {
      const resources = objectAt(parseJsonObject(JSON.stringify(terraformOf(handshake, key))), 'resource');
      return parseJson(textAt(objectAt(objectAt(resources, 'aws_kms_key'), 'tenant'), 'policy'));
    },
  ],
  [
    'CloudFormation',
    () => {
      const resources = objectAt(parseJsonObject(JSON.stringify(cloudFormationOf(key))), 'Resources');
      return objectAt(objectAt(objectAt(resources, 'Key'), 'Properties'), 'KeyPolicy');
    },
  ],
];

const read = synthesizedWorld(environmentOf(activeTenant)).world;
const [writer = '', reader = ''] = handshake.principals.map((one) => one.arn);

function powerful(arn: string): Role {
  const everything = policyDocument([{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }]);
  return describeRole({ arn, identityPolicies: known([{ name: 'everything', document: known(everything) }]) });
}

const insider = `arn:aws:iam::${accountId}:role/administrator`;
const owner = `arn:aws:iam::${keyAccountId}:role/administrator`;
const outsider = 'arn:aws:iam::999988887777:role/outsider';

/** Both accounts: what the platform synthesizes, and the key as its tenant made it. Another bucket takes any write. */
function worldWith(policy: Json): World {
  return describeWorld({
    complete: true,
    accounts: [accountId, keyAccountId, '999988887777'].map((id) => describeAccount({ id })),
    principals: [...read.principals.values(), ...[insider, owner, outsider].map(powerful)],
    buckets: [...read.buckets.values(), describeBucket({ name: 'corp-other', accountId, region: 'eu-west-1' })].map(
      (one) => ({ ...one, blockedEncryptionTypes: known([]) }),
    ),
    keys: [describeKey({ arn: ownKeyArn, policy: known(policy) })],
    tenants: [...read.tenants.values()],
  });
}

function kmsOf({ outcome, legs }: ObjectDecision): string {
  const leg = legs.find((one) => one.action.startsWith('kms:'));
  return leg === undefined ? `${outcome} without KMS` : `${leg.action} ${leg.verdict}`;
}

describe.each(forms)('a key policy from %s', (_, policyOf) => {
  const policy = policyOf();
  const world = worldWith(policy);
  const compiled = compile(world);
  const context = { values: { 'aws:SecureTransport': 'true', 's3:authType': 'REST-HEADER' }, unknown: [] };
  const stored = (bucketKeyEnabled: boolean) => ({ kind: 'aws:kms', keyArn: ownKeyArn, bucketKeyEnabled }) as const;
  const ask = (request: Parameters<typeof decideObjectRequest>[1], where: CompiledWorld = compiled): ObjectDecision =>
    decideObjectRequest(where, { context, key: 'x', ...request });

  test('lets the writer write and the reader read in the tenant’s bucket, with and without headers', () => {
    const write = { operation: 'PutObject', principal: writer, bucket: 'corp-acme' } as const;
    expect(ask(write).outcome).toBe('allow');
    expect(ask({ ...write, headers: { algorithm: 'aws:kms', keyId: ownKeyArn } }).outcome).toBe('allow');
    const get = { operation: 'GetObject', bucket: 'corp-acme', stored: stored(true) } as const;
    expect(ask({ ...get, principal: reader }).outcome).toBe('allow');
    expect(ask({ ...get, principal: writer }).outcome).toBe('implicitDeny');
  });

  test('refuses the object’s own context: Bucket Keys are enforced', () => {
    const headers = { algorithm: 'aws:kms', keyId: ownKeyArn, bucketKeyEnabled: false };
    const write = ask({ operation: 'PutObject', principal: writer, bucket: 'corp-acme', headers });
    expect(kmsOf(write)).toBe('kms:GenerateDataKey implicitDeny');
    const get = ask({ operation: 'GetObject', principal: reader, bucket: 'corp-acme', stored: stored(false) });
    expect(kmsOf(get)).toBe('kms:Decrypt implicitDeny');
  });

  test('refuses another bucket, even one in which the roles may do everything', () => {
    const roles = [writer, reader].map(powerful);
    const strong = compile({
      ...world,
      principals: new Map([...world.principals, ...roles.map((one) => [one.arn, one] as const)]),
    });
    const headers = { algorithm: 'aws:kms', keyId: ownKeyArn, bucketKeyEnabled: true };
    for (const principal of [writer, reader]) {
      expect(kmsOf(ask({ operation: 'PutObject', principal, bucket: 'corp-other', headers }, strong))).toBe(
        'kms:GenerateDataKey implicitDeny',
      );
      expect(
        kmsOf(ask({ operation: 'GetObject', principal, bucket: 'corp-other', stored: stored(true) }, strong)),
      ).toBe('kms:Decrypt implicitDeny');
    }
  });

  test('refuses everybody else, of the platform, of a third account and of the tenant’s own', () => {
    for (const principal of [insider, outsider, owner]) {
      const get = ask({ operation: 'GetObject', principal, bucket: 'corp-acme', stored: stored(true) });
      expect(get.outcome).not.toBe('allow');
    }
    expect(kmsOf(ask({ operation: 'GetObject', principal: insider, bucket: 'corp-acme', stored: stored(true) }))).toBe(
      'kms:Decrypt implicitDeny',
    );
  });

  test('leaves administration, and so the end of it all, to the tenant’s account alone', () => {
    const may = (action: string): readonly string[] =>
      whoCan(compiled, action, ownKeyArn)
        .filter(({ verdict }) => verdict === 'allow')
        .map(({ principal }) => principal);
    for (const action of ['kms:PutKeyPolicy', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'])
      for (const principal of may(action)) expect(principal).toContain(keyAccountId);
    expect(may('kms:PutKeyPolicy')).toContain(owner);
    expect(may('kms:CreateGrant')).toEqual([]);
  });

  test('passes the check of the command line, and would by its statements of use alone', () => {
    const judge = (document: Json): readonly unknown[] =>
      judgeKeyUse({ path: 'x', keyArn: ownKeyArn, handshake, policy: known(document), grants: known([]) });
    expect(judge(policy)).toEqual([]);
    const bare = withoutDeny(policy);
    expect(JSON.stringify(bare)).not.toContain('Deny');
    expect(judge(bare)).toEqual([]);
  });

  test('speaks of the bucket as S3 does', () => {
    expect(JSON.stringify(policy)).toContain(`"kms:EncryptionContext:aws:s3:arn":"${bucketArn('aws', 'corp-acme')}"`);
    expect(JSON.stringify(policy)).not.toContain(objectArn('aws', 'corp-acme', ''));
  });
});

/** Each Allow is bound to S3 by itself: the deny is there for what others add. */
function withoutDeny(policy: Json): Json {
  const document = asObject(policy, 'policy');
  return { ...document, Statement: objectsAt(document, 'Statement').filter((one) => one['Effect'] === 'Allow') };
}
