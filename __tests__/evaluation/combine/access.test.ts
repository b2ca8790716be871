import { describe, expect, test } from '@jest/globals';
import { account, allow, ask, askKey, deny, grounds, key, other, role, root, session, stranger, user } from '../asking';

const nothing = allow({ Action: 'sqs:*' });
const keyAdmin = { action: 'kms:PutKeyPolicy' };

describe('a KMS key in the account of the caller', () => {
  test('an identity policy alone allows nothing', () => {
    expect(grounds(askKey({ identityPolicies: [allow()] }))).toEqual(['implicit resourcePolicy']);
    expect(askKey({ identityPolicies: [allow()], resourcePolicy: nothingFor('*') }).decision).toBe('implicitDeny');
  });

  function nothingFor(principal: unknown): object {
    return allow({ Principal: principal, Action: 'kms:DescribeKey' });
  }

  test('a key policy that delegates to the account needs an identity policy within its limits', () => {
    const resourcePolicy = allow({ Principal: { AWS: root } });
    expect(grounds(askKey({ resourcePolicy, identityPolicies: [allow()] }))).toEqual([
      'identityPolicies[0] may',
      'resourcePolicy may',
    ]);
    expect(grounds(askKey({ resourcePolicy }))).toEqual(['implicit identityPolicies', 'implicit resourcePolicy']);
    expect(askKey({ resourcePolicy, identityPolicies: [allow()], sessionPolicies: [nothing] }).decision).toBe(
      'implicitDeny',
    );
    expect(askKey({ resourcePolicy, identityPolicies: [deny()] }).decision).toBe('explicitDeny');
  });

  test.each([
    [{ AWS: session }, 'allow'],
    ['*', 'allow'],
    [{ AWS: role }, 'implicitDeny'],
  ])('a key policy that names %j under a boundary that says nothing: %s', (principal, expected) => {
    const resourcePolicy = allow({ Principal: principal });
    expect(askKey({ resourcePolicy }).decision).toBe('allow');
    expect(askKey({ resourcePolicy, permissionBoundaries: [nothing] }).decision).toBe(expected);
  });

  test('the root user has nothing that the key policy does not give it (F18)', () => {
    const request = { ...keyAdmin, principal: root };
    expect(askKey({ request }).decision).toBe('implicitDeny');
    expect(askKey({ request, resourcePolicy: allow({ Principal: { AWS: user } }) }).decision).toBe('implicitDeny');
    expect(askKey({ request, resourcePolicy: allow({ Principal: { AWS: root } }) }).decision).toBe('allow');
  });
});

describe('a KMS key of another account', () => {
  const abroad = { request: { principal: stranger } };
  const resourcePolicy = allow({ Principal: { AWS: other } });

  test('key policy and identity policy must both allow', () => {
    expect(askKey({ ...abroad, resourcePolicy, identityPolicies: [allow()] }).decision).toBe('allow');
    expect(askKey({ ...abroad, resourcePolicy }).decision).toBe('implicitDeny');
    expect(askKey({ ...abroad, resourcePolicy: allow({ Principal: { AWS: stranger } }) }).decision).toBe(
      'implicitDeny',
    );
    expect(askKey({ ...abroad, identityPolicies: [allow()] }).decision).toBe('implicitDeny');
  });

  test.each([
    ['kms:GenerateDataKey', 'allow'],
    ['kms:CreateGrant', 'allow'],
    ['kms:ListGrants', 'allow'],
    ['kms:PutKeyPolicy', 'implicitDeny'],
    ['kms:ScheduleKeyDeletion', 'implicitDeny'],
  ])('%s from abroad: %s', (action, expected) => {
    const decided = askKey({ request: { action, principal: stranger }, resourcePolicy, identityPolicies: [allow()] });
    expect(decided.decision).toBe(expected);
    expect(grounds(decided).includes('implicit kms')).toBe(expected === 'implicitDeny');
  });
});

describe('other callers at a KMS key', () => {
  test('services need the key policy alone', () => {
    const request = { principal: 'logging.s3.amazonaws.com' };
    expect(
      askKey({ request, resourcePolicy: allow({ Principal: { Service: 'logging.s3.amazonaws.com' } }) }).decision,
    ).toBe('allow');
    expect(askKey({ request, resourcePolicy: allow({ Principal: { AWS: root } }) }).decision).toBe('implicitDeny');
  });

  test('anonymous callers get nothing', () => {
    const decided = askKey({ request: { principal: 'anonymous' }, resourcePolicy: allow({ Principal: '*' }) });
    expect(decided.decision).toBe('implicitDeny');
    expect(grounds(decided)).toContain('implicit kms');
  });

  test('actions without a key, and aliases, are decided by identity policies', () => {
    const mine = { identityPolicies: [allow()] };
    expect(askKey({ request: { action: 'kms:ListKeys', resource: '*' }, ...mine }).decision).toBe('allow');
    expect(
      askKey({ request: { action: 'kms:CreateAlias', resource: `arn:aws:kms:us-east-1:${account}:alias/a` }, ...mine })
        .decision,
    ).toBe('allow');
  });
});

describe('aws/s3, the managed key', () => {
  const through = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };

  test('allows its own account through S3, and nothing else', () => {
    const asked = { awsManagedKey: true, request: { context: through } };
    expect(grounds(askKey(asked))).toEqual(['implicit awsManagedKey']);
    expect(askKey({ ...asked, request: {} }).decision).toBe('implicitDeny');
    for (const service of ['ec2.us-east-1.amazonaws.com', 's3.eu-west-1.amazonaws.com']) {
      const request = { context: { 'kms:ViaService': service } };
      expect(askKey({ ...asked, request }).decision).toBe('implicitDeny');
    }
    expect(
      askKey({ ...asked, request: { context: through, principal: stranger }, identityPolicies: [allow()] }).decision,
    ).toBe('implicitDeny');
    expect(askKey({ ...asked, request: { context: through, action: 'kms:PutKeyPolicy' } }).decision).toBe(
      'implicitDeny',
    );
  });

  test('is beyond resource control policies, like kms:RetireGrant', () => {
    const resourceControlPolicies = [[deny({ Principal: '*' })]];
    expect(askKey({ awsManagedKey: true, request: { context: through }, resourceControlPolicies }).decision).toBe(
      'allow',
    );
    const resourcePolicy = allow({ Principal: '*' });
    expect(askKey({ request: { action: 'kms:RetireGrant' }, resourcePolicy, resourceControlPolicies }).decision).toBe(
      'allow',
    );
    expect(askKey({ resourcePolicy, resourceControlPolicies }).decision).toBe('explicitDeny');
  });
});

describe('the trust policy of a role', () => {
  const request = { action: 'sts:AssumeRole', resource: role, resourceAccount: undefined, principal: user };
  const trust = (principal: unknown) => ({
    Statement: { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' },
  });

  test('decides like a key policy: without it nothing goes', () => {
    expect(ask({ request, resourcePolicy: trust({ AWS: user }) }).decision).toBe('allow');
    expect(ask({ request, resourcePolicy: trust({ AWS: root }), identityPolicies: [allow()] }).decision).toBe('allow');
    expect(ask({ request, resourcePolicy: trust({ AWS: root }) }).decision).toBe('implicitDeny');
    expect(ask({ request, identityPolicies: [allow()] })).toMatchObject({
      reasons: [{ why: expect.stringContaining('trust policy') }],
    });
    expect(
      ask({
        request: { ...request, principal: 'accounts.google.com' },
        resourcePolicy: trust({ Federated: 'accounts.google.com' }),
      }).decision,
    ).toBe('allow');
  });

  test('knows no grants', () => {
    const grants = [{ GrantId: 'g', GranteePrincipal: user, Operations: ['AssumeRole'] }];
    expect(ask({ request, grants, resourcePolicy: trust({ AWS: key }) }).decision).toBe('unknown');
    expect(ask({ request, grants }).decision).toBe('implicitDeny');
  });
});
