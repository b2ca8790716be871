import { describe, expect, test } from '@jest/globals';
import { describeRole, known, unknown } from '../../../modules/core';
import { roleArnOf } from '../../../tools/bench/tenant-worlds';
import { reviewOf, told, twoTenants, withRole } from '../../support/tenant-plans';

const arn = roleArnOf('a-reader');
const stranger = 'arn:aws:iam::999988887777:root';

function trusting(...statements: readonly object[]) {
  const role = twoTenants.principals.get(arn);
  const parts = role?.kind === 'role' ? role : describeRole({ arn });
  return withRole({ ...parts, trustPolicy: known({ Version: '2012-10-17', Statement: statements }) });
}

function allow(principal: unknown, condition?: object): object {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  };
}

describe('a role that more callers can become', () => {
  test.each([
    ['everybody', allow({ AWS: '*' }), 'critical access-gained a'],
    [
      'everybody but one',
      { Effect: 'Allow', NotPrincipal: { AWS: stranger }, Action: '*' },
      'critical access-gained a',
    ],
    ['another account', allow({ AWS: stranger }), 'high access-gained a'],
    ['a service', allow({ Service: 'ec2.amazonaws.com' }), 'high access-gained a'],
  ])('is told of %s', (_, statement, expected) => {
    expect(told(reviewOf(trusting(statement)))).toContain(expected);
  });

  test('is told when a condition of those who could goes', () => {
    const before = trusting(allow({ AWS: stranger }, { StringEquals: { 'sts:ExternalId': 'x' } }));
    const review = reviewOf(trusting(allow({ AWS: stranger })), {}, {}, before);
    expect(told(review)).toEqual(['high access-gained a']);
    expect(review.findings[0]?.message).toContain('account 999988887777 without sts:externalid now');
  });

  test('is not told when fewer can, or when nobody knows the role', () => {
    const before = trusting(allow({ AWS: stranger }), allow({ Service: 'ec2.amazonaws.com' }));
    expect(told(reviewOf(trusting(allow({ AWS: stranger })), {}, {}, before))).toEqual([]);
    const idle = 'arn:aws:iam::111122223333:role/idle';
    const [old, now] = [known(undefined), known({ Statement: [allow('*')] })].map((trustPolicy) =>
      withRole(describeRole({ arn: idle, trustPolicy })),
    );
    expect(old && now && told(reviewOf(now, {}, {}, old))).toEqual([]);
  });

  test('is unknown where the trust is', () => {
    const role = twoTenants.principals.get(arn);
    const parts = role?.kind === 'role' ? role : describeRole({ arn });
    expect(told(reviewOf(withRole({ ...parts, trustPolicy: unknown('later') })))).toContain('medium unknown-value -');
  });
});
