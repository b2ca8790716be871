import { describe, expect, test } from '@jest/globals';
import { compileGrant } from '../../../modules/evaluation';
import { account, allow, askKey, deny, grounds, other, role, root, session, stranger, user } from '../asking';

const context = { 'aws:s3:arn': 'arn:aws:s3:::b' };
const grant = { GrantId: 'g1', GranteePrincipal: role, Operations: ['Decrypt'] };

function granted(
  extra: object = {},
  rest: { readonly request?: object; readonly [field: string]: unknown } = {},
): string {
  return askKey({ grants: [{ ...grant, ...extra }], encryptionContext: context, ...rest }).decision;
}

describe('a grant', () => {
  test('allows its operations alone, without any policy', () => {
    expect(granted()).toBe('allow');
    expect(granted({}, { request: { action: 'kms:Encrypt' } })).toBe('implicitDeny');
    expect(granted({}, { request: { action: 'KMS:decrypt' } })).toBe('allow');
  });

  test.each([
    [role, session, 'allow'],
    [role, role, 'allow'],
    [session, session, 'allow'],
    [`${session}2`, session, 'implicitDeny'],
    [user, user, 'allow'],
    [`arn:aws:sts::${account}:federated-user/fay`, `arn:aws:sts::${account}:federated-user/fay`, 'allow'],
    [`arn:aws:iam::${other}:role/app`, stranger, 'allow'],
    [role, stranger, 'implicitDeny'],
    [root, session, 'implicitDeny'],
    ['s3.amazonaws.com', 's3.amazonaws.com', 'implicitDeny'],
    ['dynamodb.us-west-2.amazonaws.com', session, 'implicitDeny'],
    [role, 's3.amazonaws.com', 'implicitDeny'],
    ['*', session, 'unknown'],
    [5, session, 'unknown'],
  ])('to %s covers %s: %s', (grantee, principal, expected) => {
    expect(granted({ GranteePrincipal: grantee }, { request: { principal } })).toBe(expected);
  });

  test('to an account leaves the say to its identity policies, here and abroad', () => {
    const mine = { identityPolicies: [allow()] };
    expect(granted({ GranteePrincipal: root }, mine)).toBe('allow');
    const abroad = { GranteePrincipal: `arn:aws:iam::${other}:root` };
    expect(granted(abroad, { ...mine, request: { principal: stranger } })).toBe('allow');
    expect(granted(abroad, { request: { principal: stranger } })).toBe('implicitDeny');
    expect(granted({ GranteePrincipal: root }, { ...mine, permissionBoundaries: [allow({ Action: 's3:*' })] })).toBe(
      'implicitDeny',
    );
  });

  test.each([
    [{ EncryptionContextEquals: context }, context, 'allow'],
    [{ EncryptionContextEquals: context }, { ...context, more: '1' }, 'implicitDeny'],
    [{ EncryptionContextSubset: context }, { ...context, more: '1' }, 'allow'],
    [{ EncryptionContextSubset: context }, { 'aws:s3:arn': 'arn:aws:s3:::b/k' }, 'implicitDeny'],
    [{ EncryptionContextSubset: context }, undefined, 'implicitDeny'],
    [{ EncryptionContextSubset: { 'AWS:S3:arn': 'arn:aws:s3:::b' } }, context, 'allow'],
    [{ EncryptionContextEquals: { 'aws:s3:arn': 'ARN:aws:s3:::b' } }, context, 'implicitDeny'],
    [{}, context, 'allow'],
    [null, context, 'allow'],
  ])('with %j at %j: %s (F17)', (constraints, encryptionContext, expected) => {
    expect(granted({ Constraints: constraints }, { encryptionContext })).toBe(expected);
  });

  test.each(['DescribeKey', 'RetireGrant'])('has its constraint ignored for %s', (operation) => {
    const constrained = { Operations: [operation], Constraints: { EncryptionContextEquals: { a: 'b' } } };
    expect(granted(constrained, { request: { action: `kms:${operation}` } })).toBe('allow');
    expect(granted({ Operations: [operation], Constraints: 5 }, { request: { action: `kms:${operation}` } })).toBe(
      'allow',
    );
  });

  test('never beats a deny', () => {
    expect(granted({}, { resourcePolicy: deny({ Principal: '*' }) })).toBe('explicitDeny');
    expect(granted({}, { identityPolicies: [deny()] })).toBe('explicitDeny');
    expect(granted({}, { serviceControlPolicies: [[allow({ Action: 's3:*' })]] })).toBe('implicitDeny');
  });

  test('is named in the reasons', () => {
    expect(grounds(askKey({ grants: [grant] }))).toEqual(['grants[g1] g1']);
    expect(grounds(askKey({ grants: [{ ...grant, GrantId: undefined }] }))).toEqual(['grants[0] 0']);
  });

  test.each([
    [7, 'grants[g]'],
    [{ ...grant, Operations: 'Decrypt' }, 'grants[g].Operations'],
    [{ ...grant, Operations: [1] }, 'grants[g].Operations'],
    [{ ...grant, GranteePrincipal: 'app' }, 'grants[g].GranteePrincipal'],
    [{ ...grant, Constraints: 'bucket' }, 'grants[g].Constraints'],
    [
      { ...grant, Constraints: { EncryptionContextEquals: context, EncryptionContextSubset: context } },
      'grants[g].Constraints',
    ],
    [{ ...grant, Constraints: { EncryptionContextEquals: { a: 1 } } }, 'grants[g].Constraints'],
    [{ ...grant, Constraints: { EncryptionContextEquals: 'a' } }, 'grants[g].Constraints'],
    [{ ...grant, Constraints: { SourceArn: { a: 'b' } } }, 'grants[g].Constraints'],
  ])('fails when it is %j: told with its place, judged unknown (F20)', (value, path) => {
    expect(compileGrant('g', value).diagnostics.map((one) => [one.code, one.path])).toEqual([['TB6017', path]]);
    expect(askKey({ grants: [value], encryptionContext: context }).decision).toBe('unknown');
  });
});
