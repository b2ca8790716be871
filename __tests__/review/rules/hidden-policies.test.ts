import { describe, expect, test } from '@jest/globals';
import { describeRole, known, unknown } from '../../../modules/core';
import type { ResourceChange } from '../../../modules/plan';
import { changeOf } from '../../support/plan-facts';
import { reviewOf, told, withRole } from '../../support/tenant-plans';

const arn = 'arn:aws:iam::111122223333:role/app';
const address = 'aws_iam_role_policy.app';

function hiding(why: string) {
  return withRole(describeRole({ arn, identityPolicies: known([{ name: 'own', document: unknown(why) }]) }));
}

function edit(parts: Partial<ResourceChange> = {}): ResourceChange {
  const subject = { kind: 'principal', id: arn } as const;
  return { ...changeOf('aws_iam_role_policy', subject, { kind: 'update', changed: ['policy'] }), address, ...parts };
}

describe('a policy of a role that is hidden before and after', () => {
  const world = hiding(`${address}.policy is sensitive`);
  const trusted = withRole(
    describeRole({ arn, trustPolicy: unknown('aws_iam_role.app.assume_role_policy is sensitive') }),
  );

  test('is unknown when the plan changes it', () => {
    const review = reviewOf(world, { changes: [edit()] }, {}, world);
    expect(told(review)).toEqual(['medium unknown-value -']);
    expect(review.findings[0]).toMatchObject({ address, message: expect.stringContaining('what role/app may do') });
  });

  test('is unknown when it is a trust policy, or a managed policy of nobody’s own', () => {
    const trust = edit({ type: 'aws_iam_role', address: 'aws_iam_role.app', changed: ['assume_role_policy'] });
    expect(told(reviewOf(trusted, { changes: [trust] }, {}, trusted))).toEqual(['medium unknown-value -']);
    const managed = hiding('aws_iam_policy.p.policy is sensitive');
    const { subject: _, ...nobodys } = edit({ type: 'aws_iam_policy', address: 'aws_iam_policy.p' });
    expect(told(reviewOf(managed, { changes: [nobodys] }, {}, managed))).toEqual(['medium unknown-value -']);
  });

  test('is not told when something else changes, or when it is another policy that nobody shows', () => {
    expect(told(reviewOf(world, { changes: [edit({ changed: ['name'] })] }, {}, world))).toEqual([]);
    expect(told(reviewOf(world, { changes: [edit({ address: 'aws_iam_role_policy.other' })] }, {}, world))).toEqual([]);
    const elsewhere = hiding('policy arn:aws:iam::aws:policy/X is not in the plan');
    expect(told(reviewOf(elsewhere, { changes: [edit()] }, {}, elsewhere))).toEqual([]);
  });

  test('is told when somebody changed it outside terraform (F28)', () => {
    const review = reviewOf(world, { drift: [edit()], changes: [edit()] }, {}, world);
    expect(told(review)).toEqual(['medium access-gained -']);
    expect(review.findings[0]?.message).toBe(
      'role/app was changed (policy) outside terraform: what role/app may do now cannot be told, because the policy is sensitive',
    );
  });
});
