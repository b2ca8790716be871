import { describe, expect, test } from '@jest/globals';
import { account, allow, ask, grounds, key, other, policy, role, session, stranger } from '../asking';

const restrict = { publicAccessBlock: { restrictPublicBuckets: true } };

/** How a public or private statement beside a named one treats the named stranger. */
function strangerUnder(statement: object): string {
  const named = { Sid: 'named', Effect: 'Allow', Principal: { AWS: stranger }, Action: '*', Resource: '*' };
  const resourcePolicy = {
    Version: '2012-10-17',
    Statement: [named, { Sid: 'other', Effect: 'Allow', Action: 'sqs:*', Resource: '*', ...statement }],
  };
  return ask({ request: { principal: stranger }, identityPolicies: [allow()], resourcePolicy, ...restrict }).decision;
}

describe('RestrictPublicBuckets', () => {
  test.each([
    [{ Principal: '*' }],
    [{ Principal: { AWS: [role, '*'] } }],
    [{ NotPrincipal: { AWS: role } }],
    [{ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }],
    [{ Principal: '*', Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } }],
    [{ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpc': '${aws:PrincipalTag/vpc}' } } }],
    [{ Principal: '*', Condition: { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } } }],
    [{ Principal: '*', Condition: { 'ForAllValues:StringEquals': { 'aws:SourceVpc': 'vpc-1' } } }],
    [{ Principal: '*', Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }],
    [{ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpc': [] } } }],
    [{ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/7' } } }],
    [{ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '2000::/16' } } }],
    [{ Principal: '*', Condition: { StringLike: { 'aws:SourceIp': '10.*' } } }],
    [{ Principal: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
    [{ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': 'nowhere' } } }],
    [{ Principal: '*', Condition: { ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:eu-west-1:*:accesspoint/a' } } }],
  ])('ends access from abroad, also of those named, where the policy is public: %j', (statement) => {
    expect(strangerUnder(statement)).toBe('explicitDeny');
  });

  test.each([
    [{ Principal: { AWS: other } }],
    [{ Principal: { Service: 's3.amazonaws.com' } }],
    [{ Effect: 'Deny', Principal: '*' }],
    [{ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
    [{ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32'] } } }],
    [{ Principal: '*', Condition: { ArnLike: { 'AWS:SourceArn': key } } }],
    [{ Principal: '*', Condition: { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': key } } }],
    [{ NotPrincipal: '*' }],
    [
      {
        Principal: '*',
        Condition: { ArnLike: { 's3:DataAccessPointArn': `arn:aws:s3:eu-west-1:${account}:accesspoint/*` } },
      },
    ],
  ])('leaves it where the policy is not: %j', (statement) => {
    expect(strangerUnder(statement)).toBe('allow');
  });

  test('cannot tell where a principal cannot be read', () => {
    expect(strangerUnder({ Principal: { AWS: 'nobody' } })).toBe('unknown');
    const limited = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
    expect(strangerUnder({ Principal: { AWS: 'nobody' }, Condition: limited })).toBe('allow');
  });

  test('names the statements that let in the world, and only those', () => {
    const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    const named = { ...open, Sid: 'named', Principal: { AWS: role } };
    const unread = { ...open, Sid: 'unread', Principal: { AWS: 'nobody' } };
    const asked = (...statements: readonly object[]) =>
      ask({ ...restrict, request: { principal: stranger }, resourcePolicy: policy(...statements) });
    const ends = 'RestrictPublicBuckets ends all access from outside the account: the bucket policy';
    const reason = { policy: 'publicAccessBlock', statement: 'restrictPublicBuckets', effect: 'Deny' };
    expect(asked({ ...open, Sid: 'a' }, named, { ...open, Sid: 'b' }).reasons).toEqual([
      { ...reason, why: `${ends} is public (statement a, b)` },
    ]);
    expect(asked(named, unread).reasons).toContainEqual({ ...reason, why: `${ends} may be public (statement unread)` });
  });

  test('ends anonymous access, and spares the own account and services', () => {
    const asked = { resourcePolicy: allow({ Principal: '*' }), ...restrict };
    const anonymous = ask({ ...asked, request: { principal: 'anonymous' } });
    expect(grounds(anonymous)).toEqual(['publicAccessBlock restrictPublicBuckets']);
    expect(anonymous.reasons[0]?.why).toContain('(statement may)');
    expect(ask({ ...asked, request: { principal: session } }).decision).toBe('allow');
    expect(ask({ ...asked, request: { principal: 's3.amazonaws.com' } }).decision).toBe('allow');
    expect(ask({ ...asked, request: { principal: 'anonymous' }, publicAccessBlock: {} }).decision).toBe('allow');
  });

  test('is for buckets alone, and needs to know whose the bucket is', () => {
    const asked = { resourcePolicy: allow({ Principal: '*' }), ...restrict };
    expect(ask({ ...asked, request: { action: 'sqs:SendMessage', principal: 'anonymous' } }).decision).toBe('allow');
    expect(ask({ ...asked, request: { principal: 'anonymous', resourceAccount: undefined } }).decision).toBe('unknown');
    expect(
      ask({
        ...restrict,
        identityPolicies: [policy({ Effect: 'Allow', Action: '*', Resource: '*' })],
        request: { resourceAccount: account },
      }).decision,
    ).toBe('allow');
  });
});
