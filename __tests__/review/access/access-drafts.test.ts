import { describe, expect, test } from '@jest/globals';
import { describeRole, known, policyDocument, type PolicyStatement, type World } from '../../../modules/core';
import { bucketNameOf, named, platformAccount, roleArnOf } from '../../../tools/bench/tenant-worlds';
import {
  bucketStatements,
  reviewOf,
  told,
  twoTenants,
  withBucket,
  withGrant,
  withKey,
  withRole,
  without,
} from '../../support/tenant-plans';

const bucket = `arn:aws:s3:::${bucketNameOf('a')}`;

function letIn(principal: string, ...actions: readonly string[]): World {
  const statement = {
    Sid: 'Guest',
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: actions,
    Resource: [bucket, `${bucket}/*`],
  };
  return withBucket('a', { policy: known(policyDocument([...bucketStatements, statement])) });
}

function roleOf(name: string, ...actions: readonly string[]): World {
  const own: readonly PolicyStatement[] = [{ Sid: 'Own', Effect: 'Allow', Action: actions, Resource: '*' }];
  return withRole(describeRole({ arn: roleArnOf(name), identityPolicies: known([named('own', own)]) }));
}

describe('access that somebody gains', () => {
  test('to data that is there is high, and told with the statement that gives it', () => {
    const review = reviewOf(roleOf('bob', 's3:ListBucket', 's3:DeleteObject'));
    expect(told(review)).toEqual(['high access-gained a', 'high access-gained b']);
    expect(review.findings[0]).toMatchObject({
      message: 'role/tenants/bob can now list and delete the data of tenant a (corp-a/*)',
      fix: 'if that is not meant, take back what allows it: Own of the identity policy of role/tenants/bob: own',
    });
  });

  test('says read and write, and not what follows from them', () => {
    const reader = withGrant('a-reader', { granteePrincipal: known(roleArnOf('bob')) }, roleOf('bob', 's3:*'));
    const [finding] = reviewOf(reader).findings.filter(
      ({ topic, tenant }) => topic === 'access-gained' && tenant === 'a',
    );
    expect(finding?.message).toContain('role/tenants/bob can now read, delete, decrypt and administer');
  });

  test('of another account whose policies nobody knows is told as far as the bucket lets it', () => {
    const review = reviewOf(letIn('arn:aws:iam::444455556666:role/guest', 's3:ListBucket'));
    expect(told(review)).toEqual(['high access-gained a']);
    expect(review.findings[0]?.message).toBe(
      'role/guest can now list, if its own policies let it, the data of tenant a (corp-a/*)',
    );
    expect(review.findings[0]?.fix).toContain('Guest of the bucket policy of corp-a');
    expect(review.access).toMatchObject([{ before: 'deny', after: 'unknown', action: 'read' }]);
  });

  test('of an account is told once for all who are in it', () => {
    const account = {
      Sid: 'Account',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${platformAccount}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const review = reviewOf(withKey('a', { policy: known(policyDocument([account])) }));
    expect(told(review)).toEqual(['high access-gained a', 'high access-gained a']);
    expect(review.findings[1]?.message).toContain('DenyUseOutsideS3 is gone');
    expect(review.findings[0]?.message).toMatch(/^anyone else in 111122223333 can now .+; role\/deployer can now /);
    expect(review.findings[0]?.fix).toContain('Account of the key policy of key/a');
    expect(review.findings[0]?.fix).not.toContain('any permission');
  });
});

describe('access that somebody loses', () => {
  test('is high, and told with the statement that takes it', () => {
    const deny = {
      Sid: 'NoReader',
      Effect: 'Deny',
      Principal: { AWS: roleArnOf('a-reader') },
      Action: 's3:GetObject*',
      Resource: `${bucket}/*`,
    };
    const review = reviewOf(withBucket('a', { policy: known(policyDocument([...bucketStatements, deny])) }));
    expect(told(review)).toEqual(['high access-lost a']);
    expect(review.findings[0]?.message).toContain(
      'role/tenants/a-reader can no longer read the data of tenant a (corp-a/*): NoReader of the bucket policy of corp-a denies',
    );
  });

  test('is told with what allowed it where nothing denies', () => {
    const empty = withRole(describeRole({ arn: roleArnOf('a-reader') }));
    const [finding] = reviewOf(empty).findings;
    expect(finding?.topic).toBe('access-lost');
    expect(finding?.fix).toContain('give back what allowed it');
    expect(finding?.fix).toContain('identity policy of role/tenants/a-reader');
  });

  test('is medium for a role that goes with it', () => {
    const before = roleOf('bob', 's3:ListBucket');
    const review = reviewOf(twoTenants, {}, {}, before);
    expect(told(review)).toEqual(['medium access-lost a', 'medium access-lost b']);
    expect(review.findings[0]?.message).toContain('because the plan deletes the principal');
  });

  test('of people whom nothing names stands in the rows alone', () => {
    const deny = { Sid: 'Closed', Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: bucket };
    const review = reviewOf(withBucket('b', {}, letIn(roleArnOf('a-reader'), 's3:GetObject')), {}, {}, twoTenants);
    expect(told(review)).toEqual([]);
    const closed = withBucket('a', { policy: known(policyDocument([...bucketStatements, deny])) });
    const { access, findings } = reviewOf(closed);
    expect(access.map(({ principal }) => principal)).toContain('anyone else in 111122223333');
    expect(findings.every(({ message }) => !message.includes('anyone else'))).toBe(true);
  });

  test('is explained by a finding that tells the cause, and stays in the rows', () => {
    const review = reviewOf(without({ grants: ['a-reader'] }));
    expect(told(review)).toEqual(['medium grant-removed a']);
    expect(review.access).toMatchObject([
      { principal: roleArnOf('a-reader'), action: 'decrypt', before: 'allow', after: 'deny' },
      { principal: roleArnOf('a-reader'), action: 'read', before: 'allow', after: 'deny' },
    ]);
  });
});
