import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import { bucketNameOf } from '../../../tools/bench/tenant-worlds';
import { bucketStatements, reviewOf, withBucket } from '../../support/tenant-plans';

function withAllow(parts: object) {
  const statement = {
    Sid: 'Crowd',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucketNameOf('a')}/*`,
    ...parts,
  };
  return withBucket('a', { policy: known({ Version: '2012-10-17', Statement: [...bucketStatements, statement] }) });
}

function unjudged(review: ReturnType<typeof reviewOf>): readonly (string | undefined)[] {
  return review.findings.filter(({ topic }) => topic === 'unknown-value').map(({ tenant }) => tenant);
}

describe('an Allow for callers whom no plan describes', () => {
  test.each([
    ['an organization', { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc1234567' } } }],
    ['a network', { Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
    ['a canonical user', { Principal: { CanonicalUser: '79a59d' } }],
  ])('is told of %s, once', (_, parts) => {
    const world = withAllow(parts);
    expect(unjudged(reviewOf(world))).toEqual(['a']);
    expect(unjudged(reviewOf(world, {}, {}, world))).toEqual([]);
  });

  test('is not told of whom it names', () => {
    expect(unjudged(reviewOf(withAllow({ Principal: { AWS: 'arn:aws:iam::999988887777:root' } })))).toEqual([]);
  });
});
