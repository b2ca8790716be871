import { describe, expect, test } from '@jest/globals';
import { known, policyDocument } from '../../../modules/core';
import { bucketNameOf, deployer, platformAccount, roleArnOf } from '../../../tools/bench/tenant-worlds';
import { reviewOf, told, twoTenants, withBucket, withKey } from '../../support/tenant-plans';

const bucket = `arn:aws:s3:::${bucketNameOf('a')}`;
const deny = { Sid: 'Nobody', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucket, `${bucket}/*`] };

function bucketPolicy(statement: object): readonly string[] {
  return told(reviewOf(withBucket('a', { policy: known(policyDocument([statement])) }))).filter((line) =>
    line.includes('lockout'),
  );
}

describe('a bucket policy that nobody can repair (F18)', () => {
  test('is told once, and who still can', () => {
    const review = reviewOf(withBucket('a', { policy: known(policyDocument([deny])) }));
    expect(told(review)).toEqual(['critical policy-lockout a']);
    expect(review.findings[0]?.message).toContain(`only the root user of account ${platformAccount} can`);
  });

  test('is told where only somebody of another account is left out', () => {
    const foreign = {
      ...deny,
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/guest' } },
    };
    expect(bucketPolicy(foreign)).toEqual(['critical policy-lockout a']);
  });

  test.each<[string, object]>([
    ['the deployer is left out', { ...deny, Condition: { ArnNotLike: { 'aws:PrincipalArn': deployer.arn } } }],
    ['it only asks for TLS', { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['it leaves the policy alone', { ...deny, Action: 's3:GetObject' }],
    ['it lets the policy be deleted', { ...deny, Action: 's3:PutBucketPolicy' }],
  ])('is none where %s', (_name, statement) => {
    expect(bucketPolicy(statement)).toEqual([]);
  });
});

describe('a key policy that nobody can repair (F18)', () => {
  function keyPolicy(...statements: readonly object[]): readonly string[] {
    return told(reviewOf(withKey('a', { policy: known(policyDocument(statements)) }))).filter(
      (line) => !line.includes('access'),
    );
  }
  const use = { Effect: 'Allow', Principal: { AWS: roleArnOf('a-reader') }, Action: 'kms:Decrypt', Resource: '*' };
  const account = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${platformAccount}:root` },
    Action: 'kms:*',
    Resource: '*',
  };

  test('is told where it lets nobody put a policy', () => {
    expect(keyPolicy(use)).toEqual(['critical policy-lockout a']);
    expect(keyPolicy({ ...account, Effect: 'Deny', Principal: '*' }, account)).toEqual(['critical policy-lockout a']);
  });

  test('is none where the account, or a role, can', () => {
    expect(keyPolicy(account, use)).toEqual([]);
    expect(keyPolicy({ ...use, Principal: { AWS: deployer.arn }, Action: 'kms:Put*' })).toEqual([]);
    const guarded = { ...account, Condition: { StringEquals: { 'aws:PrincipalAccount': platformAccount } } };
    expect(keyPolicy(guarded)).toEqual([]);
  });

  test('is none without a change', () => {
    const locked = withKey('a', { policy: known(policyDocument([use])) });
    expect(told(reviewOf(locked, {}, {}, locked))).toEqual([]);
    expect(told(reviewOf(twoTenants))).toEqual([]);
  });
});
