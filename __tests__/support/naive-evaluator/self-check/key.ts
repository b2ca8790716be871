import {
  allowAll,
  allowTo,
  decrypt,
  denyAll,
  key,
  owner,
  policy,
  read,
  role,
  root,
  stranger,
  strangerSession,
  type SelfCheckCase,
} from './self-check-case';

const bucketContext = { 'aws:s3:arn': 'arn:aws:s3:::acme-data' };
const identity = { identityPolicies: [policy(allowAll)] };
const nothing = [policy({ ...allowAll, Action: 's3:*' })];
const strangerRole = `arn:aws:iam::${stranger}:role/app`;

function direct(name: string, request: object, more: object, decision: SelfCheckCase['decision']): SelfCheckCase {
  return { name, decision, case: { request: decrypt(request), ...more } };
}

function grant(constraints?: object, grantee = role): object {
  const constrained = constraints === undefined ? {} : { Constraints: constraints };
  return { GrantId: 'g1', GranteePrincipal: grantee, Operations: ['Decrypt', 'DescribeKey'], ...constrained };
}

/** Key policies, delegation and other accounts. */
export const keyPolicyCases: readonly SelfCheckCase[] = [
  direct('identity policies alone open no key', {}, identity, 'implicitDeny'),
  direct(
    'the account delegates to identity policies',
    {},
    { ...identity, resourcePolicy: policy(allowTo({ AWS: root })) },
    'allow',
  ),
  direct('delegation alone opens no key', {}, { resourcePolicy: policy(allowTo({ AWS: root })) }, 'implicitDeny'),
  direct('the role is allowed directly', {}, { resourcePolicy: policy(allowTo({ AWS: role })) }, 'allow'),
  direct(
    'the role stays inside its boundary',
    {},
    { permissionBoundaries: nothing, resourcePolicy: policy(allowTo({ AWS: role })) },
    'implicitDeny',
  ),
  direct('root has nothing implicit', { principal: root }, {}, 'implicitDeny'),
  direct(
    'root is what the account statement names',
    { principal: root },
    { resourcePolicy: policy(allowTo({ AWS: root })) },
    'allow',
  ),
  direct(
    'an identity deny counts without delegation',
    {},
    { identityPolicies: [policy(denyAll)], resourcePolicy: policy(allowTo({ AWS: role })) },
    'explicitDeny',
  ),
  direct(
    'a stranger needs both sides',
    { principal: strangerSession },
    { resourcePolicy: policy(allowTo({ AWS: stranger })) },
    'implicitDeny',
  ),
  direct(
    'a stranger with both sides',
    { principal: strangerSession },
    { ...identity, resourcePolicy: policy(allowTo({ AWS: stranger })) },
    'allow',
  ),
  direct(
    'a stranger administers no key',
    { principal: strangerSession, action: 'kms:PutKeyPolicy' },
    { ...identity, resourcePolicy: policy(allowTo({ AWS: stranger })) },
    'implicitDeny',
  ),
  direct(
    'the encryption context is a condition key',
    {},
    {
      encryptionContext: bucketContext,
      resourcePolicy: policy(
        allowTo({ AWS: role }, { StringEquals: { 'kms:encryptioncontext:AWS:S3:arn': 'arn:aws:s3:::acme-data' } }),
      ),
    },
    'allow',
  ),
  direct(
    'DescribeKey has no encryption context',
    { action: 'kms:DescribeKey' },
    {
      encryptionContext: bucketContext,
      resourcePolicy: policy(
        allowTo({ AWS: role }, { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::acme-data' } }),
      ),
    },
    'implicitDeny',
  ),
  direct(
    'the calling account is derived',
    {},
    { resourcePolicy: policy(allowTo('*', { StringEquals: { 'kms:CallerAccount': owner } })) },
    'allow',
  ),
  direct(
    'aws/s3 opens to its account through S3',
    { context: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    { awsManagedKey: true },
    'allow',
  ),
  direct('aws/s3 stays shut for direct calls', {}, { ...identity, awsManagedKey: true }, 'implicitDeny'),
  direct(
    'aws/s3 stays shut for strangers',
    { principal: strangerSession, context: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    { ...identity, awsManagedKey: true },
    'implicitDeny',
  ),
  direct(
    'aws/s3 is under no resource control policy',
    { context: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    { awsManagedKey: true, resourceControlPolicies: [[policy({ ...denyAll, Principal: '*' })]] },
    'allow',
  ),
];

const exact = { EncryptionContextEquals: bucketContext };
const subset = { EncryptionContextSubset: bucketContext };
const more = { ...bucketContext, tenant: 'a' };

/** Grants and their constraints. */
export const grantCases: readonly SelfCheckCase[] = [
  direct('a grant is enough', {}, { grants: [grant()] }, 'allow'),
  direct('a grant for other operations', { action: 'kms:Encrypt' }, { grants: [grant()] }, 'implicitDeny'),
  direct('a grant for somebody else', {}, { grants: [grant(undefined, `${role}2`)] }, 'implicitDeny'),
  direct('a grant gives way to a deny', {}, { grants: [grant()], identityPolicies: [policy(denyAll)] }, 'explicitDeny'),
  direct(
    'a grant across accounts',
    { principal: strangerSession },
    { grants: [grant(undefined, strangerRole)] },
    'allow',
  ),
  direct(
    'a grant to an account needs an identity policy',
    { principal: strangerSession },
    { grants: [grant(undefined, `arn:aws:iam::${stranger}:root`)] },
    'implicitDeny',
  ),
  direct(
    'a grant to an account and an identity policy',
    { principal: strangerSession },
    { ...identity, grants: [grant(undefined, `arn:aws:iam::${stranger}:root`)] },
    'allow',
  ),
  direct('an exact constraint', {}, { encryptionContext: bucketContext, grants: [grant(exact)] }, 'allow'),
  direct(
    'an exact constraint and more context',
    {},
    { encryptionContext: more, grants: [grant(exact)] },
    'implicitDeny',
  ),
  direct('a subset constraint and more context', {}, { encryptionContext: more, grants: [grant(subset)] }, 'allow'),
  direct(
    'the object context is not the bucket context',
    {},
    { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::acme-data/a/x' }, grants: [grant(subset)] },
    'implicitDeny',
  ),
  direct(
    'names ignore case',
    {},
    { encryptionContext: { 'AWS:s3:ARN': 'arn:aws:s3:::acme-data' }, grants: [grant(exact)] },
    'allow',
  ),
  direct(
    'values do not',
    {},
    { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::ACME-data' }, grants: [grant(exact)] },
    'implicitDeny',
  ),
  direct('DescribeKey ignores the constraint', { action: 'kms:DescribeKey' }, { grants: [grant(exact)] }, 'allow'),
  direct(
    'two constraints cannot be judged',
    {},
    { encryptionContext: bucketContext, grants: [grant({ ...exact, ...subset })] },
    'unknown',
  ),
];

const via = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };
const kmsLeg = { request: { action: 'kms:Decrypt', resource: key, context: via }, encryptionContext: bucketContext };

function chained(name: string, leg: object, decision: SelfCheckCase['decision'], more: object = {}): SelfCheckCase {
  const context = { 'aws:PrincipalTag/team': 'a', 'aws:SourceIp': '10.1.1.1' };
  return { name, decision, case: { request: read({ context }), ...identity, then: [{ ...kmsLeg, ...leg }], ...more } };
}

/** Further legs by the same caller. */
export const legCases: readonly SelfCheckCase[] = [
  chained('every leg allows', { grants: [grant(exact)] }, 'allow'),
  chained('one leg does not', {}, 'implicitDeny'),
  chained('the identity side is inherited', { resourcePolicy: policy(allowTo({ AWS: root })) }, 'allow'),
  chained(
    'the caller’s tags are inherited',
    { resourcePolicy: policy(allowTo({ AWS: role }, { StringEquals: { 'aws:PrincipalTag/team': 'a' } })) },
    'allow',
  ),
  chained(
    'the caller’s address is not',
    { resourcePolicy: policy(allowTo({ AWS: role }, { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })) },
    'unknown',
  ),
  chained('the case’s own resource policy is not', {}, 'implicitDeny', {
    resourcePolicy: policy(allowTo({ AWS: role })),
  }),
  chained('the last leg denies', { resourcePolicy: policy({ ...denyAll, Principal: '*' }) }, 'explicitDeny'),
];
