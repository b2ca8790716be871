import {
  allowAll,
  object,
  owner,
  policy,
  read,
  readUnderDeny,
  role,
  root,
  session,
  type SelfCheckCase,
} from './self-check-case';

const tag = 'aws:PrincipalTag/team';
const table = 'arn:aws:x:y:z:table:t/a:end';

/** One identity Allow, changed in one element; `a` is the team's tag. */
function allowed(
  name: string,
  change: object,
  decision: SelfCheckCase['decision'],
  version = '2012-10-17',
): SelfCheckCase {
  const request = read({ context: { [tag]: 'a', 'aws:userid': 'AROAEXAMPLEEXAMPLE01:s1', 'example:table': table } });
  const statement = { ...allowAll, ...change };
  return { name, decision, case: { request, identityPolicies: [{ Version: version, Statement: [statement] }] } };
}

/** The language of statements: actions, resources, variables, versions. */
export const languageCases: readonly SelfCheckCase[] = [
  allowed('actions ignore case', { Action: 'S3:getobject' }, 'allow'),
  allowed('resources do not ignore case', { Resource: 'arn:aws:s3:::ACME-data/*' }, 'implicitDeny'),
  allowed('a question mark is one character', { Action: 's3:GetObjec?' }, 'allow'),
  allowed('a neighbouring bucket is another bucket', { Resource: 'arn:aws:s3:::acme-data2/*' }, 'implicitDeny'),
  allowed('NotAction matches everything else', { Action: undefined, NotAction: 's3:Put*' }, 'allow'),
  allowed('NotResource leaves out what it names', { Resource: undefined, NotResource: object }, 'implicitDeny'),
  allowed('a variable in the resource is filled in', { Resource: `arn:aws:s3:::acme-data/\${${tag}}/*` }, 'allow'),
  allowed(
    'a missing variable never matches',
    { Resource: 'arn:aws:s3:::acme-data/${aws:PrincipalTag/no}*' },
    'implicitDeny',
  ),
  allowed('a default stands in', { Resource: "arn:aws:s3:::acme-data/${aws:PrincipalTag/no, 'a'}/x" }, 'allow'),
  allowed('the literal star is a star', { Resource: 'arn:aws:s3:::acme-data/${*}' }, 'implicitDeny'),
  allowed(
    'the older version has no variables',
    { Resource: `arn:aws:s3:::acme-data/\${${tag}}/*` },
    'implicitDeny',
    '2008-10-17',
  ),
  allowed(
    'the sixth part of an ARN has colons of its own',
    { Condition: { ArnLike: { 'example:table': 'arn:aws:x:y:z:table:*:end' } } },
    'allow',
  ),
  allowed('an unknown operator cannot be judged', { Condition: { StringMatches: { [tag]: 'a' } } }, 'unknown'),
  allowed('an unknown element cannot be judged', { Conditions: {} }, 'unknown'),
  allowed(
    'an unknown element does not matter where nothing matches',
    { Conditions: {}, Action: 's3:Put*' },
    'implicitDeny',
  ),
  allowed('an unreadable effect cannot be judged', { Effect: 'allow' }, 'unknown'),
  allowed('Null takes no IfExists', { Condition: { NullIfExists: { [tag]: 'false' } } }, 'unknown'),
  allowed(
    'a role session has its role as principal ARN',
    { Condition: { ArnEquals: { 'aws:PrincipalArn': role } } },
    'allow',
  ),
  allowed(
    'a session ARN is not the principal ARN',
    { Condition: { ArnEquals: { 'aws:PrincipalArn': session } } },
    'implicitDeny',
  ),
  allowed(
    'an ARN wildcard stays in its part',
    { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:*::111122223333:role/ap' } } },
    'implicitDeny',
  ),
  allowed(
    'a text wildcard crosses parts',
    { Condition: { StringLike: { 'aws:PrincipalArn': 'arn:aws:*:role/app' } } },
    'allow',
  ),
  allowed(
    'the clock is never derived',
    { Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } } },
    'unknown',
  ),
  allowed(
    'the resource account is derived',
    { Condition: { StringEquals: { 'aws:ResourceAccount': owner } } },
    'allow',
  ),
];

const present = { [tag]: 'a' };
const absent = {};

/** Operators in a Deny, with the key there, absent and unknown. */
export const operatorCases: readonly SelfCheckCase[] = [
  readUnderDeny('a positive operator is false when absent', { StringEquals: { [tag]: 'a' } }, absent, 'allow'),
  readUnderDeny('a negated operator is true when absent', { StringNotEquals: { [tag]: 'a' } }, absent, 'explicitDeny'),
  readUnderDeny('IfExists is true when absent', { StringEqualsIfExists: { [tag]: 'a' } }, absent, 'explicitDeny'),
  readUnderDeny('negated values are nor', { StringNotEquals: { [tag]: ['b', 'a'] } }, present, 'allow'),
  readUnderDeny('text is case-sensitive', { StringNotEquals: { [tag]: 'A' } }, present, 'explicitDeny'),
  readUnderDeny('IgnoreCase is not', { StringNotEqualsIgnoreCase: { [tag]: 'A' } }, present, 'allow'),
  readUnderDeny('keys ignore case', { StringEquals: { 'AWS:principaltag/TEAM': 'a' } }, present, 'explicitDeny'),
  readUnderDeny('a null value is known to be absent', { Null: { [tag]: 'true' } }, { [tag]: null }, 'explicitDeny'),
  readUnderDeny(
    'ForAllValues is true when absent',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } },
    absent,
    'explicitDeny',
  ),
  readUnderDeny(
    'ForAnyValue is false when absent, negated too',
    { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'a' } },
    absent,
    'allow',
  ),
  readUnderDeny(
    'ForAllValues wants all',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
    { 'aws:TagKeys': ['a', 'b'] },
    'allow',
  ),
  readUnderDeny(
    'ForAnyValue wants one',
    { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } },
    { 'aws:TagKeys': ['a', 'b'] },
    'explicitDeny',
  ),
  readUnderDeny(
    'an address lies in its range',
    { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    { 'aws:SourceIp': '10.9.8.7' },
    'explicitDeny',
  ),
  readUnderDeny(
    'IPv6 addresses lie in ranges too',
    { NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' } },
    { 'aws:SourceIp': '2001:db8:1::9' },
    'allow',
  ),
  readUnderDeny(
    'families do not mix',
    { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    { 'aws:SourceIp': '2001:db8::1' },
    'explicitDeny',
  ),
  readUnderDeny(
    'the source address is the caller’s to tell',
    { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    absent,
    'unknown',
  ),
  readUnderDeny(
    'through an endpoint there is none',
    { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    { 'aws:SourceVpce': 'vpce-1' },
    'explicitDeny',
  ),
  readUnderDeny(
    'numbers compare as numbers',
    { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    { 's3:TlsVersion': '1.10' },
    'explicitDeny',
  ),
  readUnderDeny(
    'dates compare as dates',
    { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:01Z' },
    'explicitDeny',
  ),
  readUnderDeny(
    'seconds are dates',
    { DateEquals: { 'aws:CurrentTime': '1767225600' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'explicitDeny',
  ),
  readUnderDeny(
    'the transport is true or false',
    { Bool: { 'aws:SecureTransport': false } },
    { 'aws:SecureTransport': 'false' },
    'explicitDeny',
  ),
  readUnderDeny(
    'all tests have to hold',
    { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { [tag]: 'b' } },
    present,
    'allow',
  ),
  readUnderDeny(
    'a missing variable never matches a negated operator',
    { StringNotEquals: { [tag]: '${aws:PrincipalTag/no}' } },
    present,
    'explicitDeny',
  ),
  readUnderDeny('a root caller has no role', { ArnNotEquals: { 'aws:PrincipalArn': [role, root] } }, present, 'allow'),
];

/** What hangs on the unknown is unknown, unless a Deny is sure. */
export const unknownCases: readonly SelfCheckCase[] = [
  {
    name: 'an unknown key under a Deny',
    decision: 'unknown',
    case: {
      request: read({ unknownContext: [tag] }),
      identityPolicies: [
        policy(allowAll, { ...allowAll, Effect: 'Deny', Condition: { StringEquals: { [tag]: 'a' } } }),
      ],
    },
  },
  {
    name: 'an unknown key under a Deny where nothing allows',
    decision: 'unknown',
    case: {
      request: read({ unknownContext: [tag] }),
      identityPolicies: [policy({ ...allowAll, Effect: 'Deny', Condition: { StringEquals: { [tag]: 'a' } } })],
    },
  },
  {
    name: 'S3 without the account of the bucket',
    decision: 'unknown',
    case: { request: read({ resourceAccount: undefined }), identityPolicies: [policy(allowAll)] },
  },
];
