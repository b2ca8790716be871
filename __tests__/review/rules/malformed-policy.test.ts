import { describe, expect, test } from '@jest/globals';
import { describeRole, known } from '../../../modules/core';
import { roleArnOf } from '../../../tools/bench/tenant-worlds';
import { bucketStatements, reviewOf, told, withBucket, withKey, withRole } from '../../support/tenant-plans';

function doubts(review: ReturnType<typeof reviewOf>): readonly string[] {
  return told(review).filter((line) => line.includes('unknown-value'));
}

describe('a policy that the plan writes and nobody can read (F20)', () => {
  test.each([
    ['no statements', {}, 'a policy is an object with a Statement, not {}'],
    ['no object', 'Deny', 'a policy is an object with a Statement, not "Deny"'],
    [
      'an effect that there is not',
      { Version: '2012-10-17', Statement: bucketStatements.map((one) => ({ ...one, Effect: 'deny' })) },
      'Statement[0].Effect: Effect is Allow or Deny, not "deny"',
    ],
  ])('is told of a bucket: %s', (_what, policy, why) => {
    const review = reviewOf(withBucket('a', { policy: known(policy) }));
    expect(doubts(review)).toEqual(['medium unknown-value a']);
    expect(review.findings.find(({ topic }) => topic === 'unknown-value')?.message).toContain(
      `the policy of bucket corp-a of tenant a cannot be judged as it is written: ${why}`,
    );
  });

  test('is told of a key and of a role, and of neither while it stays', () => {
    const key = withKey('a', { policy: known({ Version: '2012-10-17', Statement: ['all'] }) });
    expect(doubts(reviewOf(key))).toEqual(['medium unknown-value a']);
    const policies = known([{ name: 'own', document: known({ Statement: [{ Effect: 'Allow', Actions: 's3:*' }] }) }]);
    const role = withRole(describeRole({ arn: roleArnOf('a-reader'), identityPolicies: policies }));
    expect(doubts(reviewOf(role))).toEqual(['medium unknown-value -']);
    expect(reviewOf(role).findings.find(({ topic }) => topic === 'unknown-value')?.message).toContain(
      'own: Statement[0].Actions',
    );
    expect(doubts(reviewOf(role, {}, {}, role))).toEqual([]);
    expect(doubts(reviewOf(key, {}, {}, key))).toEqual([]);
  });
});
