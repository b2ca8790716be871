import { describe, expect, test } from '@jest/globals';
import { accountId, policyText } from '../documents';
import { added, aRole, asked, askedOf, common, hand, own, roleArn } from './deployer';

const ofIam = { ...common, 'aws:RequestedRegion': 'us-east-1' };

describe('a role', () => {
  const boundary = `arn:aws:iam::${accountId}:policy/b`;
  const reads = ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'];

  test('is made and read, without a policy', () => {
    expect(asked(hand(aRole))).toEqual(askedOf(roleArn, ['iam:CreateRole', ...reads, 'iam:TagRole']));
  });

  test('that is taken over is not made', () => {
    const needs = hand(aRole, { import: [{ to: 'aws_iam_role.R', id: 'app' }] });
    expect(asked(needs)).toEqual(askedOf(roleArn, [...reads, 'iam:TagRole']));
  });

  test.each(['${aws_iam_role.R.name}', '${var.role}'])('gets a policy under its boundary, also as %s', (role) => {
    const bounded = { aws_iam_role: { R: { name: 'app', path: '/tenants/', permissions_boundary: boundary } } };
    const policy = { aws_iam_role_policy: { P: { name: 'p', role, policy: policyText() } } };
    expect(added(bounded, policy)).toEqual([
      {
        ...own,
        action: 'iam:PutRolePolicy',
        resource: roleArn,
        values: { ...ofIam, 'iam:PermissionsBoundary': boundary },
      },
      { ...own, action: 'iam:GetRolePolicy', resource: roleArn, values: ofIam },
    ]);
  });

  test('gets no policy of another one', () => {
    const policy = { aws_iam_role_policy: { P: { name: 'p', role: 'other', policy: policyText() } } };
    expect(added(aRole, policy)).toEqual([]);
  });
});
