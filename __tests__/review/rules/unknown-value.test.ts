import { describe, expect, test } from '@jest/globals';
import { describeRole, known, unknown } from '../../../modules/core';
import type { Subject } from '../../../modules/plan';
import { bucketNameOf, keyArnOf, roleArnOf } from '../../../tools/bench/tenant-worlds';
import { changeOf } from '../../support/plan-facts';
import { reviewOf, told, twoTenants, withBucket, withGrant, withKey, withRole } from '../../support/tenant-plans';

const later = unknown('known after apply');

function unknowns(review: ReturnType<typeof reviewOf>): readonly string[] {
  return told(review).filter((line) => line.includes('unknown'));
}

describe('what cannot be judged before the apply (F30)', () => {
  test('is told with what it is and why', () => {
    const review = reviewOf(withBucket('a', { policy: later, encryption: later }));
    expect(unknowns(review)).toEqual(['medium unknown-value a']);
    expect(review.findings.find(({ topic }) => topic === 'unknown-value')?.message).toBe(
      'policy and default encryption of bucket corp-a of tenant a cannot be judged before the apply: known after apply',
    );
  });

  const kms = (keyId: ReturnType<typeof unknown>, bucketKeyEnabled: ReturnType<typeof unknown>) =>
    withBucket('a', { encryption: known({ algorithm: 'aws:kms', keyId, bucketKeyEnabled }) });

  test.each([
    ['default key and Bucket Key', reviewOf(kms(later, later))],
    ['policy and state', reviewOf(withKey('a', { policy: later, state: later }))],
    [
      'grantee, operations and constraint',
      reviewOf(withGrant('a-reader', { granteePrincipal: later, operations: later, constraints: later })),
    ],
  ])('is told of %s', (words, review) => {
    expect(unknowns(review)).toEqual(['medium unknown-value a']);
    expect(review.findings.find(({ topic }) => topic === 'unknown-value')?.message).toMatch(
      new RegExp(`^${words} of `),
    );
  });

  test('is told of a policy that is hidden before and after, and changes', () => {
    const world = withBucket('a', { policy: unknown('policy is sensitive') });
    const subject: Subject = { kind: 'bucket', id: bucketNameOf('a') };
    const edit = changeOf('aws_s3_bucket_policy', subject, { kind: 'update', changed: ['policy'] });
    expect(unknowns(reviewOf(world, { changes: [edit] }, {}, world))).toEqual(['medium unknown-value a']);
    const tags = changeOf('aws_s3_bucket', subject, { kind: 'update', changed: ['tags'] });
    expect(unknowns(reviewOf(world, { changes: [tags] }, {}, world))).toEqual([]);
  });

  describe('is told of what is hidden before and after, and changes:', () => {
    const hidden = unknown('it is sensitive');
    const bucket: Subject = { kind: 'bucket', id: bucketNameOf('a') };
    const key: Subject = { kind: 'key', id: keyArnOf('a') };
    const grant: Subject = { kind: 'grant', id: 'a-reader' };
    const encryptionType = 'aws_s3_bucket_server_side_encryption_configuration';
    const cases = [
      ['default encryption', encryptionType, 'rule', bucket, { encryption: hidden }],
      ['default encryption', 'aws_s3_bucket', 'server_side_encryption_configuration', bucket, { encryption: hidden }],
      ['state', 'aws_kms_key', 'is_enabled', key, { state: hidden }],
      ['grantee', 'aws_kms_grant', 'grantee_principal', grant, { granteePrincipal: hidden }],
      ['operations', 'aws_kms_grant', 'operations', grant, { operations: hidden }],
      ['constraint', 'aws_kms_grant', 'constraints', grant, { constraints: hidden }],
    ] as const;

    const worldOf = (subject: Subject, parts: object) =>
      ({
        bucket: () => withBucket('a', parts),
        key: () => withKey('a', parts),
        grant: () => withGrant('a-reader', parts),
        principal: () => twoTenants,
      })[subject.kind]();

    test.each(cases)('the %s, as %s says it', (of, type, argument, subject, parts) => {
      const world = worldOf(subject, parts);
      const edit = (...changed: readonly string[]) => [changeOf(type, subject, { kind: 'update', changed })];
      const review = reviewOf(world, { changes: edit(argument) }, {}, world);
      expect(unknowns(review)).toEqual(['medium unknown-value a']);
      expect(review.findings.find(({ topic }) => topic === 'unknown-value')?.message).toMatch(new RegExp(`^${of} of `));
      expect(unknowns(reviewOf(world, { changes: edit('tags') }, {}, world))).toEqual([]);
    });

    test('Block Public Access, and rotation', () => {
      const guards = { buckets: { [bucket.id]: { publicAccess: hidden } } };
      const block = changeOf('aws_s3_bucket_public_access_block', bucket, {
        kind: 'update',
        changed: ['block_public_policy'],
      });
      const sides = { before: guards, after: guards, changes: [block] };
      expect(unknowns(reviewOf(twoTenants, sides))).toEqual(['medium unknown-value a']);
      const turning = { keys: { [key.id]: { rotationEnabled: hidden } } };
      const rotated = changeOf('aws_kms_key', key, { kind: 'update', changed: ['enable_key_rotation'] });
      const turned = { before: turning, after: turning, changes: [rotated] };
      expect(unknowns(reviewOf(twoTenants, turned))).toEqual(['medium unknown-value a']);
      expect(unknowns(reviewOf(twoTenants, { after: turning, changes: [rotated] }))).toEqual([
        'medium unknown-value a',
      ]);
    });
  });

  test('is told of a grant on some key', () => {
    const made = changeOf('aws_kms_grant', { kind: 'grant', id: 'aws_kms_grant.some' }, { kind: 'create' });
    expect(told(reviewOf(twoTenants, { changes: [made] }))).toEqual(['medium unknown-value -']);
  });

  test('is told of a boundary that nobody has read and that goes', () => {
    const arn = roleArnOf('a-reader');
    const [bound, free] = [known({ name: 'boundary', document: later }), known<'none'>('none')].map(
      (permissionsBoundary) => withRole(describeRole({ arn, permissionsBoundary })),
    );
    const review = bound && free && reviewOf(free, {}, {}, bound);
    expect(review && unknowns(review)).toEqual(['medium unknown-value -']);
  });

  test('is told of a role', () => {
    const arn = roleArnOf('a-reader');
    const documents = withRole(describeRole({ arn, identityPolicies: known([{ name: 'own', document: later }]) }));
    expect(unknowns(reviewOf(documents))).toEqual(['medium unknown-value -']);
    const all = withRole(describeRole({ arn, identityPolicies: later, permissionsBoundary: later }));
    const [finding] = reviewOf(all).findings.filter(({ topic }) => topic === 'unknown-value');
    expect(finding?.message).toContain('identity policies and permissions boundary of role/tenants/a-reader');
  });

  test('is none where a name says what it will be', () => {
    const symbol = unknown('known after apply', keyArnOf('a'));
    expect(unknowns(reviewOf(kms(symbol, later))).length).toBe(1);
    const settled = withBucket('a', {
      encryption: known({ algorithm: 'aws:kms', keyId: symbol, bucketKeyEnabled: known(true) }),
    });
    expect(unknowns(reviewOf(settled))).toEqual([]);
  });

  test('is none where the plan leaves alone what was not known before', () => {
    const open = withBucket('a', { policy: later });
    const tags = changeOf(
      'aws_s3_bucket',
      { kind: 'bucket', id: bucketNameOf('a') },
      { kind: 'update', changed: ['tags'] },
    );
    expect(unknowns(reviewOf(open, { changes: [tags] }, {}, open))).toEqual([]);
  });

  test('is told of public access of a bucket that was guarded', () => {
    const block = changeOf(
      'aws_s3_bucket_public_access_block',
      { kind: 'bucket', id: bucketNameOf('a') },
      { kind: 'update' },
    );
    const after = { buckets: { [bucketNameOf('a')]: { publicAccess: later } } };
    expect(told(reviewOf(twoTenants, { after, changes: [block] }))).toEqual(['medium unknown-value a']);
  });
});
