import { describe, expect, test } from '@jest/globals';
import { known, policyDocument } from '../../../modules/core';
import { platformAccount } from '../../../tools/bench/tenant-worlds';
import { reviewOf, told, twoTenants, withBucket, withKey } from '../../support/tenant-plans';

const filler = (bytes: number) => ({
  Sid: 'x'.repeat(bytes),
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:GetObjectAcl',
  Resource: '*',
});
const account = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${platformAccount}:root` },
  Action: 'kms:*',
  Resource: '*',
};

function sizes(review: ReturnType<typeof reviewOf>): readonly string[] {
  return told(review).filter((line) => line.includes('size'));
}

describe('a policy that is too large (F10)', () => {
  test.each([
    [21_000, ['high size-limit a']],
    [19_000, ['low size-limit a']],
    [10_000, []],
  ])('of a bucket with %i bytes more: %j', (bytes, findings) => {
    expect(sizes(reviewOf(withBucket('a', { policy: known(policyDocument([filler(bytes)])) })))).toEqual(findings);
  });

  test('of a key is counted by the limit of keys', () => {
    const policy = (bytes: number) => known(policyDocument([account, filler(bytes)]));
    const review = reviewOf(withKey('a', { policy: policy(33_000) }));
    expect(sizes(review)).toEqual(['high size-limit a']);
    expect(review.findings.find(({ topic }) => topic === 'size-limit')?.message).toMatch(/has 33\d{3} of 32768 bytes/);
    expect(sizes(reviewOf(withKey('a', { policy: policy(21_000) })))).toEqual([]);
  });

  test('is nothing to tell where the plan leaves it alone', () => {
    const large = withBucket('a', { policy: known(policyDocument([filler(19_000)])) });
    expect(sizes(reviewOf(large, {}, {}, large))).toEqual([]);
    expect(told(reviewOf(twoTenants))).toEqual([]);
  });
});
