import { describe, expect, test } from '@jest/globals';
import { AccessRole, type AccessRoleProps } from '../../modules/constructs';
import { synthesizeIn, unresolvedValues, type SynthesizedStack } from '../support/synthesize';
import { accountId, deployment } from '../support/tenancy';

const trusted = `arn:aws:iam::${accountId}:role/application`;

function synthesizeRole(props: Partial<AccessRoleProps> = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    new AccessRole(stack, 'Role', {
      placement: deployment,
      roleName: 'corp-acme-app',
      bucketName: 'corp-acme',
      access: 'reader',
      trustedArns: [trusted],
      ...props,
    });
  });
}

describe('AccessRole', () => {
  test('is a role with one inline policy and nothing else', () => {
    const stack = synthesizeRole({ tags: { costCenter: '4711' } });
    expect(stack.counts).toEqual({ aws_iam_role: 1, aws_iam_role_policy: 1 });
    const { assume_role_policy: _, ...fields } = stack.only('aws_iam_role').fields;
    expect(fields).toEqual({ name: 'corp-acme-app', path: '/tenants/', tags: { costCenter: '4711' } });
    expect(stack.only('aws_iam_role_policy').fields).toMatchObject({
      name: 'tenant-objects',
      role: `\${${stack.only('aws_iam_role').address}.name}`,
    });
  });

  test('trusts whom it is told to and nobody else', () => {
    expect(synthesizeRole().statements('aws_iam_role', 'assume_role_policy')).toEqual([
      { Sid: 'AssumeRole', Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' },
    ]);
  });

  test('lets a reader read and list one bucket', () => {
    expect(synthesizeRole().statements('aws_iam_role_policy')).toEqual([
      {
        Sid: 'ReadObjects',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: 'arn:aws:s3:::corp-acme/*',
      },
      { Sid: 'ListObjects', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::corp-acme' },
    ]);
  });

  test('lets a writer write one bucket and read nothing', () => {
    expect(synthesizeRole({ access: 'writer' }).statements('aws_iam_role_policy')).toEqual([
      {
        Sid: 'WriteObjects',
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
        Resource: 'arn:aws:s3:::corp-acme/*',
      },
    ]);
  });

  test('is bounded when the placement says so', () => {
    const permissionsBoundaryArn = `arn:aws:iam::${accountId}:policy/boundary`;
    const { fields } = synthesizeRole({ placement: { ...deployment, permissionsBoundaryArn } }).only('aws_iam_role');
    expect(fields['permissions_boundary']).toBe(permissionsBoundaryArn);
  });

  test('fails when IAM refuses its name, naming every broken rule', () => {
    const roleName = `${'x'.repeat(64)}:`;
    expect(() => synthesizeRole({ roleName })).toThrow(
      'Validation failed with the following errors:\n' +
        `  [test/Role] TB2009 role name "${roleName}": a role name has 1 to 64 characters; choose another tenant id, principal name or name prefix\n` +
        `  [test/Role] TB2009 role name "${roleName}": a role name has only letters, digits and + = , . @ _ -; choose another tenant id, principal name or name prefix`,
    );
  });

  test('takes a name that is known only to terraform', () => {
    const stack = synthesizeIn((scope) => {
      new AccessRole(scope, 'Role', {
        placement: deployment,
        roleName: unresolvedValues(scope).text,
        bucketName: 'corp-acme',
        access: 'reader',
        trustedArns: [trusted],
      });
    });
    expect(stack.only('aws_iam_role').fields['name']).toBe('${var.Text}');
  });

  test('reaches a prefix of a shared bucket and no other', () => {
    const statements = synthesizeRole({ bucketName: 'corp-pool-1', prefix: 'acme/' }).statements('aws_iam_role_policy');
    expect(statements).toMatchObject([
      { Resource: 'arn:aws:s3:::corp-pool-1/acme/*' },
      { Resource: 'arn:aws:s3:::corp-pool-1', Condition: { StringLike: { 's3:prefix': 'acme/*' } } },
    ]);
  });

  test('lets in only a session that carries the tags that are asked for', () => {
    const stack = synthesizeRole({ principalTags: { team: 'a' } });
    const StringEquals = { 'aws:PrincipalAccount': accountId, 'aws:PrincipalTag/team': 'a' };
    expect(stack.statements('aws_iam_role_policy').map((one) => one['Condition'])).toEqual([
      { StringEquals },
      { StringEquals },
    ]);
    expect(stack.statements('aws_iam_role', 'assume_role_policy')).toMatchObject([
      { Action: ['sts:AssumeRole', 'sts:TagSession'] },
    ]);
  });
});
