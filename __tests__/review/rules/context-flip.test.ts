import { describe, expect, test } from '@jest/globals';
import {
  describeBucket,
  describeRole,
  known,
  policyDocument,
  type DefaultEncryption,
  type PolicyStatement,
  type World,
} from '../../../modules/core';
import type { Review } from '../../../modules/review';
import { bucketNameOf, keyArnOf, named, platformAccount, region, roleArnOf } from '../../../tools/bench/tenant-worlds';
import {
  reviewOf,
  told,
  twoTenants,
  withBucket,
  withGrant,
  withKey,
  withRole,
  without,
} from '../../support/tenant-plans';

const context = 'kms:EncryptionContext:aws:s3:arn';
const bucket = `arn:aws:s3:::${bucketNameOf('a')}`;
const account = {
  Sid: 'Account',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${platformAccount}:root` },
  Action: 'kms:*',
  Resource: '*',
};

function encryption(bucketKeyEnabled: boolean): DefaultEncryption {
  return { algorithm: 'aws:kms', keyId: known(keyArnOf('a')), bucketKeyEnabled: known(bucketKeyEnabled) };
}

function turned(on: boolean, world: World): World {
  return withBucket('a', { encryption: known(encryption(on)) }, world);
}

/** A key that delegates to its account, and statements beside that. */
function keyWorld(...statements: readonly object[]): World {
  return withKey('a', { policy: known(policyDocument([account, ...statements])) });
}

/** A role that uses the key under a condition of its own. */
function roleWorld(
  name: string,
  Condition: PolicyStatement['Condition'],
  Action = ['kms:Decrypt', 'kms:GenerateDataKey'],
): World {
  const statements: readonly PolicyStatement[] = [
    { Sid: 'Objects', Effect: 'Allow', Action: 's3:*', Resource: '*' },
    { Sid: 'UseKey', Effect: 'Allow', Action, Resource: keyArnOf('a'), ...(Condition && { Condition }) },
  ];
  return withRole(
    describeRole({ arn: roleArnOf(name), identityPolicies: known([named('own', statements)]) }),
    keyWorld(),
  );
}

function flips({ findings }: Review): readonly string[] {
  return told({ findings: findings.filter(({ topic }) => topic === 'context-flip') });
}

const objects = { StringLike: { [context]: `${bucket}/*` } };
const like = (...values: readonly string[]) => ({ StringLike: { [context]: values } });

describe('Bucket Keys that are turned on (F17)', () => {
  test.each([
    ['a replication role', ['kms:Decrypt'], 'read'],
    ['a Firehose role', ['kms:Decrypt', 'kms:GenerateDataKey'], 'read and write'],
    ['a replica’s writer', ['kms:Encrypt'], 'write'],
  ])('break %s that names object ARNs', (_name, actions, verbs) => {
    const world = roleWorld('worker', objects, actions);
    const review = reviewOf(turned(true, world), {}, {}, turned(false, world));
    expect(told(review)).toEqual(['high context-flip a']);
    expect(review.findings[0]).toMatchObject({
      address: 'aws_iam_role.worker',
      message: expect.stringContaining(
        `role/tenants/worker can no longer ${verbs} new objects; objects that are there keep the old context`,
      ),
      fix: `in UseKey of the identity policy of role/tenants/worker: own write "Condition": ${JSON.stringify({
        StringLike: { [context]: [bucket, `${bucket}/*`] },
      })}`,
    });
  });

  test('name a role by what it delivers', () => {
    const world = roleWorld('worker', objects);
    const deliveries = [
      { kind: 'replication', address: 'r', buckets: [bucketNameOf('a')], role: known(roleArnOf('worker')) },
    ] as const;
    const review = reviewOf(turned(true, world), { after: { deliveries } }, {}, turned(false, world));
    expect(review.findings[0]?.message).toContain('role/tenants/worker (replication) can no longer');
  });

  test('break whom a key policy lets in, though nobody knows its own policies', () => {
    const state = roleArnOf('terraform');
    const statement = {
      Sid: 'State',
      Effect: 'Allow',
      Principal: { AWS: state },
      Action: 'kms:*',
      Resource: '*',
      Condition: { StringEquals: { [context]: `${bucket}/prod.tfstate` } },
    };
    const world = keyWorld(statement);
    const review = reviewOf(turned(true, world), {}, {}, turned(false, world));
    expect(flips(review)).toEqual(['high context-flip a']);
    const [finding] = review.findings.filter(({ topic }) => topic === 'context-flip');
    expect(finding?.message).toContain(
      'role/tenants/terraform (unless its own policies allow it) can no longer read and write',
    );
    expect(finding?.address).toBe('aws_kms_key.a');
    expect(finding?.fix).toContain(JSON.stringify({ StringLike: { [context]: [bucket, `${bucket}/prod.tfstate`] } }));
  });

  test('break a grant that names an object', () => {
    const constraints = known({ encryptionContextSubset: { 'aws:s3:arn': `${bucket}/one` } });
    const world = withGrant('a-reader', { constraints });
    const review = reviewOf(turned(true, world), {}, {}, turned(false, world));
    expect(told(review)).toEqual(['high context-flip a']);
    expect(review.findings[0]?.message).toContain('grant a-reader does not match');
    expect(review.findings[0]?.fix).toContain(`encryption_context_equals = { "aws:s3:arn" = "${bucket}" }`);
  });

  test('are for information where everybody keeps access, and the access is told in one line', () => {
    const world = roleWorld('worker', like(bucket, `${bucket}/*`));
    const review = reviewOf(turned(true, world), {}, {}, turned(false, world));
    expect(told(review)).toEqual(['info context-flip a']);
    expect(review.findings[0]?.message).toContain('keep access under both contexts');
  });

  describe('under a key that is in no plan', () => {
    const gone = (world: World) => without({ keys: ['a'], grants: ['a-reader', 'a-writer', 'a-owner'] }, world);
    const flipped = (world: World) => reviewOf(turned(true, world), {}, { accessDiff: false }, turned(false, world));

    test('break a role whose own policy names objects', () => {
      const review = flipped(gone(roleWorld('bob', objects)));
      expect(flips(review)).toEqual(['high context-flip a']);
      expect(review.findings[0]?.message).toContain('role/tenants/bob can no longer read and write new objects');
    });

    test('break a grant that names objects, whatever the grantee may do by itself', () => {
      const constraints = known({ encryptionContextSubset: { 'aws:s3:arn': `${bucket}/report` } });
      const reader = withGrant(
        'a-reader',
        { constraints, operations: known(['Decrypt']) },
        roleWorld('bob', undefined),
      );
      const world = without({ keys: ['a'], grants: ['a-writer', 'a-owner'] }, reader);
      expect(flips(flipped(world))).toEqual(['high context-flip a']);
    });

    test('clear nobody of whom its policy may say anything', () => {
      const review = flipped(gone(roleWorld('bob', undefined)));
      expect(flips(review)).toEqual(['medium context-flip a']);
      expect(review.findings[0]?.message).toContain(
        'no policy or grant of the plan shuts anybody out; whom the policy of key/a does cannot be told, for it is not in the plan',
      );
    });
  });

  test.each(['a', 'alias/a', `arn:aws:kms:${region}:${platformAccount}:alias/a`])(
    'break whom the policy of a key lets in that is named %s',
    (name) => {
      const keyId = known(name);
      const world = withKey('a', { aliases: known(['alias/a']) }, roleWorld('bob', objects));
      const named = (on: boolean) =>
        withBucket('a', { encryption: known({ algorithm: 'aws:kms', keyId, bucketKeyEnabled: known(on) }) }, world);
      const alone = (on: boolean): World => ({ ...named(on), tenants: new Map() });
      expect(flips(reviewOf(alone(true), {}, { accessDiff: false }, alone(false)))).toContain('high context-flip -');
    },
  );

  test('break reads of what is there where a policy is rewritten to the new context alone', () => {
    const [before, after] = [roleWorld('worker', objects), roleWorld('worker', like(bucket))];
    const review = reviewOf(turned(true, after), {}, {}, turned(false, before));
    expect(told(review)).toEqual(['high context-flip a']);
    expect(review.findings[0]?.message).toContain('can no longer read the objects that are there');
    expect(review.findings[0]?.fix).toContain(
      JSON.stringify([bucket, `${bucket}/*`])
        .slice(1, -1)
        .split(',')[0],
    );
  });
});

describe('a wildcard that reaches past the bucket', () => {
  const world = roleWorld('worker', like(`${bucket}*`));

  test('is told with a bucket that anybody could make', () => {
    const review = reviewOf(turned(true, world), {}, {}, turned(false, world));
    expect(told(review)).toEqual(['medium context-flip a']);
    expect(review.findings[0]?.message).toContain('matches both contexts, and with them those of corp-a-evil');
    expect(review.findings[0]?.fix).toContain(JSON.stringify({ StringLike: { [context]: [bucket, `${bucket}/*`] } }));
  });

  test('is told with a bucket that is there', () => {
    const neighbour = describeBucket({ name: 'corp-a-logs', accountId: platformAccount, region });
    const there = { ...world, buckets: new Map([...world.buckets, [neighbour.name, neighbour]]) };
    const review = reviewOf(turned(true, there), {}, {}, turned(false, there));
    expect(review.findings[0]?.message).toContain('with them those of corp-a-logs');
  });
});

describe('Bucket Keys that are turned off', () => {
  test('break grants that name the bucket, in one finding beside the cost', () => {
    const review = reviewOf(turned(false, twoTenants));
    expect(told(review)).toEqual(['high context-flip a', 'medium bucket-key-disabled a']);
    expect(review.findings[0]?.message).toContain('grants a-reader and a-writer do not match');
    expect(review.findings[0]?.fix).toMatch(/^leave the Bucket Key on/);
  });

  test('break a statement that names the bucket', () => {
    const world = roleWorld('worker', like(bucket));
    const [finding] = reviewOf(turned(false, world), {}, {}, turned(true, world)).findings.filter(({ fix }) =>
      fix.includes('UseKey'),
    );
    expect(finding?.fix).toContain(JSON.stringify({ StringLike: { [context]: [bucket, `${bucket}/*`] } }));
  });
});

describe('a Bucket Key that stays', () => {
  test('flips nothing', () => {
    expect(flips(reviewOf(turned(true, keyWorld()), {}, {}, turned(true, twoTenants)))).toEqual([]);
  });

  test('flips nothing where there was no KMS before', () => {
    const plain = withBucket('a', { encryption: known({ algorithm: 'AES256' }) });
    expect(flips(reviewOf(twoTenants, {}, {}, plain))).toEqual([]);
  });
});
