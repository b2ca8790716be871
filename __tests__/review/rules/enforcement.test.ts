import { describe, expect, test } from '@jest/globals';
import {
  dedicatedEnforcementStatements,
  describeBucket,
  describeWorld,
  known,
  policyDocument,
  poolStatements,
  unknown,
  type PolicyStatement,
  type PoolTenant,
  type World,
} from '../../../modules/core';
import {
  bucketNameOf,
  keyArnOf,
  placement,
  platformAccount,
  region,
  roleArnOf,
} from '../../../tools/bench/tenant-worlds';
import { planFromNothing } from '../../support/plan-facts';
import { reviewPlan } from '../../../modules/review';
import { reviewOf, told, twoTenants, withBucket } from '../../support/tenant-plans';

const standard = dedicatedEnforcementStatements({ placement, bucketName: bucketNameOf('a'), keyArns: [keyArnOf('a')] });

function withPolicy(statements: readonly PolicyStatement[], world?: World): World {
  return withBucket('a', { policy: known(policyDocument(statements)) }, world);
}

function without(...sids: readonly string[]): World {
  return withPolicy(standard.filter(({ Sid }) => !sids.includes(Sid)));
}

describe('enforcement that a plan takes away', () => {
  test.each([
    ['DenyOtherAlgorithms', 'writes under AES256 and under aws:kms:dsse'],
    ['DenyOtherKeys', 'writes under aws:kms without a key, under another key and under a key named by alias'],
    [
      'DenyKmsWithoutKey',
      'aws:kms without a key (if the condition key of the key id holds what the header says and nothing else)',
    ],
    ['DenyCustomerKeys', 'writes under a key that the client brings (SSE-C)'],
    ['DenyEncryptionChange', 'changes of default encryption'],
    ['DenyFormUploads', 'writes by an HTML form'],
  ])('is told by what passes without %s', (sid, words) => {
    const review = reviewOf(without(sid));
    expect(told(review)).toEqual(['high enforcement-weakened a']);
    expect(review.findings[0]?.message).toContain(
      `no longer refuses ${words}`.replace('refuses aws', 'refuses writes under aws'),
    );
    expect(review.findings[0]?.address).toBe('aws_s3_bucket_policy.corp-a');
  });

  test('is told of a statement that stays and spares somebody', () => {
    const spared = (sid: string, operator: string, tests: Readonly<Record<string, string>>) =>
      reviewOf(
        withPolicy(
          standard.map((one) =>
            one.Sid === sid ? { ...one, Condition: { ...one.Condition, [operator]: tests } } : one,
          ),
        ),
      );
    const caller = { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/spared' };
    expect(told(spared('DenyOtherKeys', 'ArnNotLike', caller))).toEqual(['high enforcement-weakened a']);
    expect(told(spared('DenyPlainHttp', 'ArnNotLike', caller))).toEqual(['medium tls-not-required a']);
  });

  test('is high where requests without TLS carry what no key locks', () => {
    const plain = (world: World) => withBucket('a', { encryption: known({ algorithm: 'AES256' }) }, world);
    const found = reviewOf(plain(without('DenyPlainHttp')), {}, {}, plain(twoTenants));
    expect(told(found)).toContain('high tls-not-required a');
  });

  test('is about encryption when a statement tests both', () => {
    const both = (condition: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
      withPolicy([
        ...standard.filter(({ Sid }) => Sid !== 'DenyPlainHttp'),
        {
          Sid: 'Both',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::${bucketNameOf('a')}/*`,
          Condition: {
            Bool: { 'aws:SecureTransport': 'false' },
            StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
            ...condition,
          },
        },
      ]);
    const narrowed = both({ StringEquals: { 'aws:UserAgent': 'x' } });
    expect(told(reviewOf(narrowed, {}, {}, both({})))).toEqual(['high enforcement-weakened a']);
  });

  test('is told once when all of it goes', () => {
    expect(told(reviewOf(withBucket('a', { policy: known(undefined) })))).toEqual(['high enforcement-removed a']);
    const onlyTls = reviewOf(withPolicy(standard.filter(({ Sid }) => Sid === 'DenyPlainHttp')));
    expect(told(onlyTls)).toEqual(['high enforcement-removed a']);
  });

  test('is told apart from TLS', () => {
    const review = reviewOf(without('DenyPlainHttp'));
    expect(told(review)).toEqual(['medium tls-not-required a']);
    expect(review.findings[0]?.fix).toContain('"aws:SecureTransport":"false"');
    expect(told(reviewOf(without('DenyPlainHttp', 'DenyFormUploads')))).toEqual([
      'high enforcement-weakened a',
      'medium tls-not-required a',
    ]);
  });

  test('is not told where only the words differ', () => {
    const renamed = standard.map((one, index) => ({ ...one, Sid: `S${String(index)}` }));
    expect(told(reviewOf(withPolicy([...renamed].reverse())))).toEqual([]);
  });

  test('is not judged where a policy is not known: that is said instead', () => {
    const review = reviewOf(withBucket('a', { policy: unknown('known after apply') }));
    expect(told(review)).toEqual(['medium unknown-value a']);
  });

  test('is a gain where nothing lets a header-less write under the tenant’s own key in any more', () => {
    const strict = dedicatedEnforcementStatements({
      placement,
      bucketName: bucketNameOf('a'),
      keyArns: [keyArnOf('a')],
      enforcement: 'strict',
    });
    expect(told(reviewOf(twoTenants, {}, {}, withPolicy(strict)))).toEqual([]);
  });
});

describe('a policy that locks out clients', () => {
  const condition = (key: string) => ({
    Sid: 'DenyNoHeader',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucketNameOf('a')}/*`,
    Condition: { Null: { [key]: 'true' } },
  });

  test.each([
    ['s3:x-amz-server-side-encryption', 'high access-lost a'],
    ['s3:x-amz-server-side-encryption-aws-kms-key-id', 'medium access-lost a'],
  ])('because it asks for the header behind %s is told: %s (F13)', (key, line) => {
    const policy = known({ Version: '2012-10-17', Statement: [...standard, condition(key)] });
    const review = reviewOf(withBucket('a', { policy }));
    expect(told(review)).toEqual([line]);
    expect(review.findings[0]?.message).toContain('clients that leave the encryption to it can no longer write');
  });
});

describe('the policy of a new bucket', () => {
  const made = (policy: unknown) => {
    const facts = planFromNothing({ ...withBucket('a', { policy: known(policy) }), complete: false });
    return told(reviewPlan({ plans: [{ name: 'new', facts }], today: '2026-11-30' })).filter((line) =>
      line.endsWith(' a'),
    );
  };

  test('is told by what it lacks', () => {
    expect(made(undefined)).toEqual([
      'medium enforcement-weakened a',
      'medium tls-not-required a',
      'info access-gained a',
    ]);
    expect(made(policyDocument(standard))).toEqual(['info access-gained a']);
  });

  test('is nothing to tell of a bucket that was vended to nobody', () => {
    const bucket = describeBucket({ name: 'logs', accountId: platformAccount, region });
    const facts = planFromNothing(describeWorld({ buckets: [bucket] }));
    expect(told(reviewPlan({ plans: [{ name: 'new', facts }], today: '2026-11-30' }))).toEqual([]);
  });
});

describe('the policy of a shared bucket', () => {
  const tenants = ['a', 'b'].map((id): PoolTenant => ({
    id,
    prefix: `${id}/`,
    keyArn: keyArnOf(id),
    enforcement: 'standard',
    principals: [{ kind: 'created', arn: roleArnOf(`${id}-writer`), access: 'writer' }],
  }));
  const statements = poolStatements({ placement, bucketName: 'pool', tenants });

  function pool(policy: readonly PolicyStatement[]): World {
    const bucket = describeBucket({
      name: 'pool',
      accountId: platformAccount,
      region,
      encryption: known({ algorithm: 'aws:kms', keyId: known(keyArnOf('a')), bucketKeyEnabled: known(true) }),
      policy: known(policyDocument(policy)),
    });
    const vended = tenants.map(({ id, prefix }) => ({ id, bucket: 'pool', prefix, keyArn: known(keyArnOf(id)) }));
    return {
      ...twoTenants,
      buckets: new Map([[bucket.name, bucket]]),
      tenants: new Map(vended.map((one) => [one.id, one])),
    };
  }

  test('is judged for each prefix by its own writers', () => {
    const weaker = statements.filter(({ Sid }) => Sid !== 'DenyCustomerKeys');
    const review = reviewOf(pool(weaker), {}, {}, pool(statements));
    expect(told(review)).toEqual(['high enforcement-weakened -']);
    expect(review.findings[0]?.message).toContain('(SSE-C) below a/ and b/');
  });

  test('is judged outside the prefixes, too', () => {
    const open = statements.filter(({ Sid }) => Sid !== 'DenyWritesOutsidePrefixes');
    const review = reviewOf(pool(open), {}, {}, pool(statements));
    expect(told(review)).toEqual(['high enforcement-weakened -']);
    expect(review.findings[0]?.message).toContain('no longer refuses writes outside the prefixes of tenants');
  });

  test('is judged where a fence leaves out what is no tenant’s', () => {
    const spared = statements.map((one) =>
      'NotResource' in one ? { ...one, NotResource: [one.NotResource ?? [], 'arn:aws:s3:::pool/c/*'].flat() } : one,
    );
    const review = reviewOf(pool(spared), {}, {}, pool(statements));
    expect(told(review)).toEqual(['high enforcement-weakened -']);
    expect(review.findings[0]?.message).toContain('no longer refuses writes outside the prefixes of tenants');
  });

  test('is told for the prefix alone that loses its key', () => {
    const keys = statements.filter(({ Sid }) => Sid.startsWith('Key-'));
    const weaker = statements.filter((one) => one !== keys[1]);
    const [finding] = reviewOf(pool(weaker), {}, {}, pool(statements)).findings;
    expect(finding?.topic).toBe('enforcement-weakened');
    expect(finding?.message).toContain('below b/');
    expect(finding?.message).not.toContain('a/ and');
  });
});
