import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../../modules/core';
import { accountId, oneStack, onlyOf, policyText } from '../documents';

const read = { known: true, value: { Version: '2012-10-17', Statement: [{ Sid: 'Read' }] } };
const policy = policyText({ Sid: 'Read' });
const managedArn = `arn:aws:iam::${accountId}:policy/read`;
const managed = { aws_iam_policy: { M: { name: 'read', policy } } };

function roleWith(resources: object, fields: object = {}): Role {
  const roles = { R: { name: 'app', path: '/tenants/', ...fields } };
  const principal = onlyOf(oneStack({ resource: { aws_iam_role: roles, ...resources } }).world.principals);
  if (principal.kind !== 'role') throw new Error(principal.kind);
  return principal;
}

describe('a role of a stack', () => {
  test('has its ARN, its trust and nothing else when nothing is attached', () => {
    const trust = policyText({ Sid: 'Trust' });
    expect(roleWith({}, { assume_role_policy: trust })).toMatchObject({
      arn: `arn:aws:iam::${accountId}:role/tenants/app`,
      accountId,
      trustPolicy: { known: true, value: { Statement: [{ Sid: 'Trust' }] } },
      identityPolicies: { known: true, value: [] },
      permissionsBoundary: { known: true, value: 'none' },
      tags: { known: true, value: {} },
    });
  });

  test.each([
    [
      'aws_iam_role_policy',
      { aws_iam_role_policy: { P: { name: 'p', role: '${aws_iam_role.R.name}', policy } } },
      {},
      'p',
    ],
    ['inline_policy', {}, { inline_policy: [{ name: 'p', policy }] }, 'p'],
    [
      'an attachment',
      { ...managed, aws_iam_role_policy_attachment: { A: { role: 'app', policy_arn: '${aws_iam_policy.M.arn}' } } },
      {},
      managedArn,
    ],
    [
      'a shared attachment',
      {
        ...managed,
        aws_iam_policy_attachment: { A: { name: 'a', roles: ['${aws_iam_role.R.name}'], policy_arn: managedArn } },
      },
      {},
      managedArn,
    ],
    ['managed_policy_arns', managed, { managed_policy_arns: [managedArn] }, managedArn],
  ])('has the policy of %s', (_, resources, fields, name) => {
    expect(roleWith(resources, fields).identityPolicies).toEqual({ known: true, value: [{ name, document: read }] });
  });

  test('has nothing of what is attached to others', () => {
    const resources = {
      ...managed,
      aws_iam_role_policy: { P: { role: 'other', policy } },
      aws_iam_role_policy_attachment: { A: { role: 'other', policy_arn: managedArn } },
      aws_iam_policy_attachment: { A: { roles: ['other'], policy_arn: '${var.arn}' } },
    };
    expect(roleWith(resources).identityPolicies).toEqual({ known: true, value: [] });
  });

  test('numbers inline policies without a name', () => {
    const resources = { aws_iam_role_policy: { P: { role: 'app', policy } } };
    expect(roleWith(resources).identityPolicies).toMatchObject({ value: [{ name: 'inline policy 1' }] });
  });

  test('does not know a managed policy that no stack makes', () => {
    const name = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const value = [{ name, document: { known: false, why: `policy ${name} is not in the stacks` } }];
    expect(roleWith({}, { managed_policy_arns: [name] }).identityPolicies).toEqual({ known: true, value });
  });

  test.each([
    [{ aws_iam_role_policy: { P: { role: '${var.role}', policy } } }, {}],
    [{ aws_iam_role_policy_attachment: { A: { role: '${var.role}', policy_arn: managedArn } } }, {}],
    [{ aws_iam_role_policy_attachment: { A: { role: 'app', policy_arn: '${var.arn}' } } }, {}],
    [{ aws_iam_policy_attachment: { A: { roles: '${var.roles}', policy_arn: managedArn } } }, {}],
    [{ aws_iam_policy_attachment: { A: { roles: ['app'], policy_arn: '${var.arn}' } } }, {}],
    [{}, { managed_policy_arns: ['${var.arn}'] }],
    [{}, { dynamic: { inline_policy: { for_each: [] } } }],
  ])('does not know its policies with %j and %j', (resources, fields) => {
    expect(roleWith(resources, fields).identityPolicies).toMatchObject({ known: false });
  });

  test('has the boundary that a stack makes; of another one the text is not known', () => {
    expect(roleWith(managed, { permissions_boundary: '${aws_iam_policy.M.arn}' }).permissionsBoundary).toEqual({
      known: true,
      value: { name: managedArn, document: read },
    });
    const foreign = `arn:aws:iam::${accountId}:policy/foreign`;
    const why = `policy ${foreign} is not in the stacks`;
    expect(roleWith({}, { permissions_boundary: foreign }).permissionsBoundary).toEqual({
      known: true,
      value: { name: foreign, document: { known: false, why } },
    });
    expect(roleWith({}, { permissions_boundary: '${var.b}' }).permissionsBoundary).toMatchObject({ known: false });
  });

  test.each([[{ name_prefix: 'app' }], [{ name: '${var.name}' }], [{ name: 'app', path: '${var.path}' }]])(
    'fails when nobody can tell which role it is: %j',
    (fields) => {
      const { world, diagnostics } = oneStack({ resource: { aws_iam_role: { R: fields } } });
      expect(world.principals.size).toBe(0);
      expect(diagnostics).toEqual([expect.objectContaining({ code: 'TB7002', path: 'hand/aws_iam_role.R' })]);
    },
  );
});
