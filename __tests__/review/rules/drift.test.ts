import { describe, expect, test } from '@jest/globals';
import { describeRole, known, policyDocument } from '../../../modules/core';
import type { ResourceChange, Subject } from '../../../modules/plan';
import { bucketNameOf, keyArnOf, platformAccount, roleArnOf } from '../../../tools/bench/tenant-worlds';
import { reviewPlan } from '../../../modules/review';
import { allBlocked, changeOf, planFacts } from '../../support/plan-facts';
import {
  bucketStatements,
  reviewOf,
  told,
  twoTenants,
  withBucket,
  withGrant,
  withKey,
  withRole,
} from '../../support/tenant-plans';

const bucket: Subject = { kind: 'bucket', id: bucketNameOf('a') };
const key: Subject = { kind: 'key', id: keyArnOf('a') };

function drifted(type: string, subject: Subject, parts: Partial<ResourceChange> = {}): readonly ResourceChange[] {
  return [changeOf(type, subject, { kind: 'update', changed: ['rule'], ...parts })];
}

function statementsOf(policy: unknown): readonly unknown[] {
  return typeof policy === 'object' && policy !== null && 'Statement' in policy && Array.isArray(policy.Statement)
    ? policy.Statement
    : [];
}

const encryptionType = 'aws_s3_bucket_server_side_encryption_configuration';
const policyType = 'aws_s3_bucket_policy';
const handMade = (...left: readonly string[]) =>
  withBucket('a', { policy: known(policyDocument(bucketStatements.filter(({ Sid }) => !left.includes(Sid)))) });

describe('what was changed outside terraform (F28)', () => {
  test('a Bucket Key that is off is one line', () => {
    const off = withBucket('a', {
      encryption: known({ algorithm: 'aws:kms', keyId: known(key.id), bucketKeyEnabled: known(false) }),
    });
    const review = reviewOf(twoTenants, { drift: drifted(encryptionType, bucket) }, {}, off);
    expect(told(review)).toEqual(['medium bucket-key-disabled a']);
    expect(review.findings[0]?.message).toBe(
      'bucket corp-a of tenant a was changed (rule) outside terraform: its Bucket Key is off now, so S3 calls KMS for every object',
    );
  });

  test('a default under another key is one line', () => {
    const plain = withBucket('a', { encryption: known({ algorithm: 'AES256' }) });
    const review = reviewOf(twoTenants, { drift: drifted(encryptionType, bucket) }, {}, plain);
    expect(told(review).filter((line) => !line.includes('access'))).toEqual(['high encryption-weakened a']);
  });

  test.each([
    [['DenyCustomerKeys'], 'high enforcement-weakened a'],
    [['DenyPlainHttp'], 'medium tls-not-required a'],
  ])('a policy without %j is one line', (left, line) => {
    const review = reviewOf(twoTenants, { drift: drifted(policyType, bucket) }, {}, handMade(...left));
    expect(told(review)).toEqual([line]);
    expect(review.findings[0]?.message).toContain('outside terraform');
  });

  test.each([
    ['DenyOtherKeys', { Null: { 'aws:PrincipalTag/x': 'true' } }, 'high enforcement-weakened a', 'refuses less now'],
    ['DenyOtherKeys', { StringEquals: { 'aws:UserAgent': 'x' } }, 'high enforcement-weakened a', 'it refuses less now'],
    ['DenyPlainHttp', { ArnNotLike: { 'aws:PrincipalArn': 'arn:x' } }, 'medium tls-not-required a', 'less TLS now'],
  ])('a %s that is narrowed by %j is one line', (sid, condition, line, words) => {
    const narrowed = bucketStatements.map((one) =>
      one.Sid === sid ? { ...one, Condition: { ...one.Condition, ...condition } } : one,
    );
    const now = withBucket('a', { policy: known(policyDocument(narrowed)) });
    const review = reviewOf(twoTenants, { drift: drifted(policyType, bucket) }, {}, now);
    expect(told(review)).toEqual([line]);
    expect(review.findings[0]?.message).toContain(words);
  });

  test('data that goes sooner, and copies that leave, are one line each', () => {
    const scope = { prefix: '', tags: {}, largerThan: 0, smallerThan: Infinity };
    const expirations = known([{ rule: 'hand', of: 'noncurrent' as const, scope, after: { days: 1 }, keeps: 0 }]);
    const replications = known([
      { rule: 'hand', destination: known('copies'), accountId: known<string | undefined>('777788889999') },
    ]);
    const before = { buckets: { [bucket.id]: { expirations, replications } } };
    const types = ['lifecycle', 'replication'].map((name) => `aws_s3_bucket_${name}_configuration`);
    const found = types.map((type) => {
      const back = changeOf(type, bucket, { kind: 'update', changed: ['rule'] });
      return told(reviewOf(twoTenants, { drift: drifted(type, bucket), before, changes: [back] }));
    });
    expect(found).toEqual([['critical retention-weakened a'], ['high replication-outside a']]);
    const stays = types.map((type) => {
      const parts = { drift: drifted(type, bucket), before, after: before };
      const facts = planFacts(twoTenants, twoTenants, parts);
      const remembered = planFacts(twoTenants, twoTenants).before;
      return told(reviewPlan({ plans: [{ name: 'main', facts: { ...facts, remembered } }], today: '2026-11-30' }));
    });
    expect(stays).toEqual(found);
  });

  test('a policy with more is one line', () => {
    const more = { Sid: 'More', Effect: 'Deny', Principal: '*', Action: 's3:GetObjectTorrent', Resource: '*' };
    const edited = withBucket('a', { policy: known(policyDocument([...bucketStatements, more])) });
    expect(told(reviewOf(twoTenants, { drift: drifted(policyType, bucket) }, {}, edited))).toEqual([
      'medium access-gained a',
    ]);
  });

  test('guards of a bucket that are off are one line', () => {
    const before = { buckets: { [bucket.id]: { publicAccess: known({ ...allBlocked, blockPublicAcls: false }) } } };
    const drift = drifted('aws_s3_bucket_public_access_block', bucket);
    expect(told(reviewOf(twoTenants, { before, drift }))).toEqual(['high public-access a']);
  });

  test('a key is told by what became of it', () => {
    const drift = drifted('aws_kms_key', key);
    const disabled = withKey('a', { state: known('Disabled') });
    expect(told(reviewOf(twoTenants, { drift }, {}, disabled))).toEqual(['high key-disabled a']);
    const resting = { keys: { [key.id]: { rotationEnabled: known(false) } } };
    expect(told(reviewOf(twoTenants, { drift, before: resting }))).toEqual(['medium rotation-disabled a']);
    const account = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${platformAccount}:root` },
      Action: 'kms:PutKeyPolicy',
      Resource: '*',
    };
    const edited = withKey('a', { policy: known(policyDocument([account])) });
    const messages = reviewOf(twoTenants, { drift }, {}, edited).findings.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('outside terraform: its policy refuses less now'));
    const [before] = [...twoTenants.keys.values()].filter(({ arn }) => arn === key.id);
    const statements = before?.policy.known ? statementsOf(before.policy.value) : [];
    const more = { ...account, Sid: 'More', Action: 'kms:TagResource' };
    const widened = withKey('a', { policy: known({ Version: '2012-10-17', Statement: [...statements, more] }) });
    expect(told(reviewOf(twoTenants, { drift }, {}, widened))).toEqual(['medium access-gained a']);
    expect(told(reviewOf(twoTenants, { drift: drifted('aws_kms_key_policy', key) }))).toEqual([
      'medium access-gained a',
    ]);
  });

  test.each([
    ['aws_s3_bucket', bucket, 'critical bucket-deleted a'],
    ['aws_s3_bucket_policy', bucket, 'high enforcement-removed a'],
    ['aws_kms_key', key, 'critical key-deleted a'],
    ['aws_kms_grant', { kind: 'grant', id: 'a-reader' } as const, 'medium grant-removed -'],
  ])('a deleted %s is one line', (type, subject, line) => {
    const review = reviewOf(twoTenants, { drift: drifted(type, subject, { kind: 'delete' }) });
    expect(told(review)).toEqual([line]);
    expect(review.findings[0]?.message).toContain('was deleted outside terraform');
  });

  test('guards of a bucket that somebody turned on are nothing to tell', () => {
    const off = known({ ...allBlocked, blockPublicAcls: false });
    const after = { buckets: { [bucket.id]: { publicAccess: off } } };
    const drift = drifted('aws_s3_bucket_public_access_block', bucket);
    const { findings } = reviewOf(twoTenants, { after, drift });
    expect(findings.filter(({ message }) => message.includes('outside terraform'))).toEqual([]);
  });

  test.each([
    [
      'server_side_encryption_configuration',
      { encryption: known({ algorithm: 'AES256' } as const) },
      'encryption-weakened',
    ],
    ['policy', { policy: known(policyDocument([])) }, 'enforcement-weakened'],
  ])('what a bucket says of its %s itself is told, too', (argument, parts, topic) => {
    const drift = drifted('aws_s3_bucket', bucket, { changed: [argument, 'tags'] });
    const review = reviewOf(twoTenants, { drift }, { accessDiff: false }, withBucket('a', parts));
    expect(told(review)).toContain(`high ${topic} a`);
    const tagged = drifted('aws_s3_bucket', bucket, { changed: ['tags'] });
    expect(told(reviewOf(twoTenants, { drift: tagged }, { accessDiff: false }, withBucket('a', parts)))).toEqual([]);
  });

  test('is told where the plan leaves it as it is, as one that only refreshes does', () => {
    const off = withBucket('a', {
      encryption: known({ algorithm: 'aws:kms', keyId: known(key.id), bucketKeyEnabled: known(false) }),
    });
    const parts = { drift: drifted(encryptionType, bucket), remembered: twoTenants };
    const review = reviewOf(off, parts, {}, off);
    expect(told(review)).toEqual(['medium bucket-key-disabled a']);
    expect(review.findings[0]?.fix).toMatch(/^the plan leaves it as it is/);
    const back = reviewOf(twoTenants, parts, {}, off);
    expect(back.findings[0]?.fix).toMatch(/^apply to put it back/);
  });

  test('takes nothing else away: what the plan itself opens or closes is told beside it', () => {
    const drift = drifted('aws_s3_bucket_public_access_block', bucket);
    const before = { buckets: { [bucket.id]: { publicAccess: known({ ...allBlocked, blockPublicAcls: false }) } } };
    const shut = withRole(describeRole({ arn: roleArnOf('a-reader'), identityPolicies: known([]) }));
    expect(told(reviewOf(shut, { before, drift }))).toEqual(['high access-lost a', 'high public-access a']);
    const disabled = withKey('a', { state: known('Disabled') });
    const enabled = { drift: drifted('aws_kms_key', key) };
    expect(told(reviewOf(twoTenants, enabled, {}, disabled))).toEqual(['high key-disabled a']);
    const newcomer = withGrant('a-reader', { granteePrincipal: known(roleArnOf('b-reader')) });
    expect(told(reviewOf(newcomer, enabled, {}, disabled))).toContain('high access-gained a');
  });

  test('what a role may do is one line, and its loss by the plan none more', () => {
    const arn = roleArnOf('a-reader');
    const document = known({ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
    const now = withRole(describeRole({ arn, identityPolicies: known([{ name: 'hand', document }]) }));
    const principal: Subject = { kind: 'principal', id: arn };
    const drift = drifted('aws_iam_role', principal, { changed: ['inline_policy'] });
    const review = reviewOf(twoTenants, { drift }, {}, now);
    expect(told(review)).toEqual(['medium access-gained a']);
    expect(review.findings[0]?.message).toBe(
      'role/tenants/a-reader of tenant a was changed (inline_policy) outside terraform: role/tenants/a-reader may do other things now',
    );
    expect(review.access.length).toBeGreaterThan(0);
    const less = withRole(describeRole({ arn, identityPolicies: known([]) }));
    expect(told(reviewOf(less, { drift, remembered: twoTenants }, {}, now))).toContain('high access-lost a');
    const tags = drifted('aws_iam_role', principal, { changed: ['tags'] });
    expect(told(reviewOf(twoTenants, { drift: tags }, {}, now))).not.toContain('medium access-gained a');
  });

  test('what a managed policy of a role allows is one line, and of a role that has nothing to do with data none', () => {
    const arn = 'arn:aws:iam::111122223333:role/idle';
    const holding = (Action: string) => {
      const document = known({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
      return withRole(describeRole({ arn, identityPolicies: known([{ name: 'p', document }]) }));
    };
    const change = changeOf('aws_iam_policy', { kind: 'principal', id: arn }, { kind: 'update', changed: ['policy'] });
    const { subject: _, ...nobodys } = change;
    const lines = (action: string) => told(reviewOf(holding('ec2:*'), { drift: [nobodys] }, {}, holding(action)));
    expect(lines('s3:ListAllMyBuckets')).toEqual(['medium access-gained -']);
    expect(lines('sqs:*')).toEqual([]);
  });

  test('is nothing to tell where nothing differs', () => {
    const nothing = [encryptionType, policyType, 'aws_s3_bucket_public_access_block', 'aws_s3_bucket_versioning'];
    expect(told(reviewOf(twoTenants, { drift: nothing.flatMap((type) => drifted(type, bucket)) }))).toEqual([]);
    expect(told(reviewOf(twoTenants, { drift: drifted('aws_kms_key', key) }))).toEqual([]);
    expect(told(reviewOf(twoTenants, { drift: drifted('aws_sns_topic', key, { kind: 'delete' }) }))).toEqual([]);
  });
});
