import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import type { BucketAcl, PublicAccessSettings } from '../../../modules/plan';
import { bucketNameOf } from '../../../tools/bench/tenant-worlds';
import { allBlocked, changeOf } from '../../support/plan-facts';
import { reviewOf, told, twoTenants, withBucket } from '../../support/tenant-plans';

const bucket = bucketNameOf('a');
const open: PublicAccessSettings = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

interface Side {
  readonly groups?: readonly string[];
  readonly guards?: PublicAccessSettings;
}

function side({ groups = [], guards = open }: Side) {
  const acl: BucketAcl = { address: 'aws_s3_bucket_acl.a', publicGroups: known(groups) };
  return { acls: new Map([[bucket, acl]]), buckets: { [bucket]: { publicAccess: known(guards) } } };
}

function review(before: Side, after: Side, ownership: 'BucketOwnerEnforced' | 'ObjectWriter' = 'ObjectWriter') {
  const change = changeOf('aws_s3_bucket_acl', { kind: 'bucket', id: bucket }, { kind: 'update', changed: ['acl'] });
  const world = withBucket('a', { objectOwnership: known(ownership) }, twoTenants);
  return reviewOf(world, { before: side(before), after: side(after), changes: [change] }, {}, world);
}

describe('an ACL', () => {
  test.each([
    [['AllUsers'], 'everybody'],
    [['AuthenticatedUsers'], 'everybody who has any account of AWS'],
  ])('that lets in %j is critical', (groups, words) => {
    const { findings } = review({}, { groups });
    expect(findings).toMatchObject([
      {
        topic: 'public-access',
        severity: 'critical',
        tenant: 'a',
        address: 'aws_s3_bucket_acl.a',
        message: `the ACL of bucket ${bucket} of tenant a lets in ${words}`,
      },
    ]);
  });

  test('behind Block Public Access is high', () => {
    const guards = { ...open, ignorePublicAcls: true };
    const found = review({ guards }, { groups: ['AllUsers'], guards });
    expect(told(found)).toEqual(['high public-access a']);
    expect(found.findings[0]?.message).toContain('; Block Public Access refuses or ignores it');
  });

  test('that was public counts when its guard goes, and not while it stays', () => {
    const groups = ['AllUsers'];
    expect(told(review({ groups, guards: allBlocked }, { groups }))).toContain('critical public-access a');
    expect(told(review({ groups }, { groups }))).toEqual([]);
    expect(told(review({ groups }, { groups, guards: allBlocked }))).toEqual([]);
  });

  test('is nothing where the owner of the bucket is enforced, and where it is private', () => {
    expect(told(review({}, { groups: ['AllUsers'] }, 'BucketOwnerEnforced'))).toEqual([]);
    expect(told(review({ groups: ['AllUsers'] }, {}))).toEqual([]);
  });
});
