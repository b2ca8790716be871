import { describe, expect, test } from '@jest/globals';
import { describeRole, known, policyDocument, type World } from '../../../modules/core';
import { bucketNameOf, roleArnOf } from '../../../tools/bench/tenant-worlds';
import { changeOf } from '../../support/plan-facts';
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

const reader = roleArnOf('a-reader');

function letIn(principal: string, world?: World, Action = 's3:GetObjectTagging'): World {
  const resource = `arn:aws:s3:::${bucketNameOf('a')}/*`;
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action,
    Resource: resource,
  };
  return withBucket('a', { policy: known(policyDocument([statement])) }, world);
}

function dead(after: World, before: World = twoTenants, parts = {}): readonly string[] {
  return told(reviewOf(after, parts, {}, before)).filter((line) => line.includes('dead'));
}

describe('a principal that is gone (F19)', () => {
  test('is told once when a grant outlives its role', () => {
    const review = reviewOf(without({ roles: ['a-reader'] }));
    expect(told(review)).toEqual(['medium dead-principal a']);
    expect(review.findings[0]?.message).toBe(
      'role/tenants/a-reader is deleted by the plan, but the grant on key/a of tenant a still names it',
    );
  });

  test('is told with every place that still names it', () => {
    const [finding] = reviewOf(without({ roles: ['a-reader'] }, letIn(reader)), {}, {}, letIn(reader)).findings;
    expect(finding?.message).toContain(
      'the policy of bucket corp-a of tenant a and the grant on key/a of tenant a still name it',
    );
  });

  test('is told when a role is made anew and a policy keeps the id of the old one', () => {
    const replaced = changeOf('aws_iam_role', { kind: 'principal', id: reader }, { kind: 'replace' });
    const review = reviewOf(twoTenants, { changes: [replaced] });
    expect(told(review)).toEqual(['medium dead-principal a']);
    expect(review.findings[0]?.fix).toContain('once more after the new one is there');
  });

  test('is nothing to tell when the plan writes the policy again as well', () => {
    const bob = roleArnOf('bob');
    const [before, after] = [letIn(bob), letIn(bob)].map((world) => withRole(describeRole({ arn: bob }), world));
    const replaced = changeOf('aws_iam_role', { kind: 'principal', id: bob }, { kind: 'replace' });
    expect(dead(after ?? twoTenants, before, { changes: [replaced] })).toEqual(['medium dead-principal a']);
    const rewritten = withRole(describeRole({ arn: bob }), letIn(bob, twoTenants, 's3:GetObjectAcl'));
    expect(dead(rewritten, before, { changes: [replaced] })).toEqual([]);
  });

  test('is told by the id that AWS shows for it', () => {
    expect(dead(letIn('AROAEXAMPLEEXAMPLE123'))).toEqual(['medium dead-principal a']);
    const keyPolicy = policyDocument([
      { Effect: 'Allow', Principal: { AWS: 'AIDAEXAMPLEEXAMPLE123' }, Action: 'kms:*', Resource: '*' },
    ]);
    expect(dead(withKey('a', { policy: known(keyPolicy) }))).toEqual(['medium dead-principal a']);
    expect(dead(letIn('AROAEXAMPLEEXAMPLE123'), letIn('AROAEXAMPLEEXAMPLE123'))).toEqual([]);
  });

  test('is told where the world is complete and has none of that name', () => {
    const nobody = roleArnOf('nobody');
    const complete = (world: World) => ({ ...world, complete: true });
    expect(dead(complete(letIn(nobody)), complete(twoTenants))).toEqual(['medium dead-principal a']);
    expect(dead(letIn(nobody))).toEqual([]);
    expect(dead(complete(letIn('arn:aws:iam::444455556666:role/guest')), complete(twoTenants))).toEqual([]);
  });

  test('is nothing to tell when its grant goes along, or it only leaves the state', () => {
    expect(dead(without({ roles: ['a-reader'], grants: ['a-reader'] }))).toEqual([]);
    const forgotten = changeOf('aws_iam_role', { kind: 'principal', id: reader }, { kind: 'forget' });
    expect(dead(without({ roles: ['a-reader'] }), twoTenants, { changes: [forgotten] })).toEqual([]);
  });

  test('is told of a new grant', () => {
    const grant = withGrant('a-reader', { granteePrincipal: known('AROAEXAMPLEEXAMPLE123') });
    const before = without({ grants: ['a-reader'] });
    expect(dead(grant, before)).toEqual(['medium dead-principal a']);
  });
});
