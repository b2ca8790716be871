import {
  allowAll,
  allowTo,
  denyAll,
  owner,
  policy,
  read,
  role,
  root,
  session,
  stranger,
  strangerSession,
  type SelfCheckCase,
} from './self-check-case';

const nothing = [policy({ ...allowAll, Action: 's3:ListBucket' })];
const strangerRoot = `arn:aws:iam::${stranger}:root`;
const user = `arn:aws:iam::${owner}:user/bob`;
const federated = `arn:aws:sts::${owner}:federated-user/bob`;

/** A read under a bucket policy with one Allow and a boundary that does not allow. */
function bounded(
  name: string,
  principal: unknown,
  decision: SelfCheckCase['decision'],
  caller = session,
): SelfCheckCase {
  return {
    name,
    decision,
    case: {
      request: read({ principal: caller }),
      permissionBoundaries: nothing,
      resourcePolicy: policy(allowTo(principal)),
    },
  };
}

function plain(name: string, request: object, more: object, decision: SelfCheckCase['decision']): SelfCheckCase {
  return { name, decision, case: { request: read(request), ...more } };
}

/** Same account, by the form of the principal. */
export const principalCases: readonly SelfCheckCase[] = [
  bounded('everyone passes the boundary', '*', 'allow'),
  bounded('a session ARN passes the boundary', { AWS: session }, 'allow'),
  bounded('a role ARN does not pass the boundary', { AWS: role }, 'implicitDeny'),
  bounded('an account only delegates', { AWS: owner }, 'implicitDeny'),
  bounded('a user ARN passes the boundary', { AWS: user }, 'allow', user),
  bounded('a federated session’s ARN passes the boundary', { AWS: federated }, 'allow', federated),
  bounded('another session is somebody else', { AWS: session.replace('s1', 's2') }, 'implicitDeny'),
  bounded('a partial wildcard cannot be judged', { AWS: `arn:aws:iam::${owner}:role/*` }, 'unknown'),
  plain('a role ARN needs no identity policy', {}, { resourcePolicy: policy(allowTo({ AWS: role })) }, 'allow'),
  plain('an account needs an identity policy', {}, { resourcePolicy: policy(allowTo({ AWS: root })) }, 'implicitDeny'),
  plain(
    'a role ARN passes no session policy',
    {},
    { sessionPolicies: nothing, resourcePolicy: policy(allowTo({ AWS: role })) },
    'implicitDeny',
  ),
  plain(
    'identity allows inside the boundary',
    {},
    { identityPolicies: [policy(allowAll)], permissionBoundaries: nothing },
    'implicitDeny',
  ),
  plain(
    'a path is part of the role ARN',
    { context: { 'aws:PrincipalArn': `arn:aws:iam::${owner}:role/team/app` } },
    { resourcePolicy: policy(allowTo({ AWS: role })) },
    'implicitDeny',
  ),
  plain(
    'a role is known by its id',
    { context: { 'aws:userid': 'AROAEXAMPLEEXAMPLE01:s1' } },
    { resourcePolicy: policy(allowTo({ AWS: 'AROAEXAMPLEEXAMPLE01' })) },
    'allow',
  ),
  plain(
    'the account in a Deny hits all its principals',
    {},
    { identityPolicies: [policy(allowAll)], resourcePolicy: policy({ ...denyAll, Principal: { AWS: owner } }) },
    'explicitDeny',
  ),
  plain(
    'NotPrincipal has to list account, role and session',
    {},
    {
      identityPolicies: [policy(allowAll)],
      resourcePolicy: policy({ ...denyAll, NotPrincipal: { AWS: [role, owner] } }),
    },
    'explicitDeny',
  ),
  plain(
    'NotPrincipal spares whom it lists fully',
    {},
    {
      identityPolicies: [policy(allowAll)],
      resourcePolicy: policy({ ...denyAll, NotPrincipal: { AWS: [role, owner, session] } }),
    },
    'allow',
  ),
  plain(
    'NotPrincipal denies whoever has a boundary',
    {},
    {
      identityPolicies: [policy(allowAll)],
      permissionBoundaries: [policy(allowAll)],
      resourcePolicy: policy({ ...denyAll, NotPrincipal: { AWS: [role, owner, session] } }),
    },
    'explicitDeny',
  ),
];

/** Root users, other accounts, services, anonymous callers, object owners, Block Public Access. */
export const callerCases: readonly SelfCheckCase[] = [
  plain('the root user needs nothing', { principal: root }, {}, 'allow'),
  plain(
    'the root user is denied',
    { principal: root },
    { resourcePolicy: policy({ ...denyAll, Principal: '*' }) },
    'explicitDeny',
  ),
  plain(
    'the owner’s root user repairs the policy',
    { principal: root, action: 's3:PutBucketPolicy' },
    { resourcePolicy: policy({ ...denyAll, Principal: '*' }) },
    'allow',
  ),
  plain(
    'a stranger needs both sides: only the bucket’s',
    { principal: strangerSession },
    { resourcePolicy: policy(allowTo('*')) },
    'implicitDeny',
  ),
  plain(
    'a stranger needs both sides: only its own',
    { principal: strangerSession },
    { identityPolicies: [policy(allowAll)] },
    'implicitDeny',
  ),
  plain(
    'a stranger with both sides',
    { principal: strangerSession },
    { identityPolicies: [policy(allowAll)], resourcePolicy: policy(allowTo({ AWS: strangerRoot })) },
    'allow',
  ),
  plain(
    'a stranger’s root user',
    { principal: strangerRoot },
    { resourcePolicy: policy(allowTo({ AWS: stranger })) },
    'allow',
  ),
  plain('anonymous callers', { principal: 'anonymous' }, { resourcePolicy: policy(allowTo('*')) }, 'allow'),
  plain(
    'anonymous callers are in no account',
    { principal: 'anonymous' },
    { resourcePolicy: policy(allowTo({ AWS: owner })) },
    'implicitDeny',
  ),
  plain(
    'a service',
    { principal: 'logging.s3.amazonaws.com' },
    { resourcePolicy: policy(allowTo({ Service: 'logging.s3.amazonaws.com' })) },
    'allow',
  ),
  plain(
    'another service',
    { principal: 'logging.s3.amazonaws.com' },
    { resourcePolicy: policy(allowTo({ Service: 's3.amazonaws.com' })) },
    'implicitDeny',
  ),
  plain('another owner’s object', { objectOwner: stranger }, { resourcePolicy: policy(allowTo('*')) }, 'implicitDeny'),
  plain(
    'another owner’s object, by identity',
    { objectOwner: stranger },
    { identityPolicies: [policy(allowAll)] },
    'allow',
  ),
];

const blocked = { publicAccessBlock: { restrictPublicBuckets: true }, identityPolicies: [policy(allowAll)] };
const tenant = allowTo({ AWS: strangerRoot });
const organization = (operator: string, value: string): object =>
  allowTo('*', { [operator]: { 'aws:PrincipalOrgID': value } });
const context = { 'aws:PrincipalOrgID': 'o-1', 'aws:SourceIp': '10.1.1.1', 'aws:PrincipalTag/team': 'a' };

/** What makes a policy public. */
export const publicCases: readonly SelfCheckCase[] = [
  plain(
    'a public Allow ends all access from outside',
    { principal: strangerSession, context },
    { ...blocked, resourcePolicy: policy(tenant, allowTo('*')) },
    'explicitDeny',
  ),
  plain('the own account stays', {}, { ...blocked, resourcePolicy: policy(allowTo('*')) }, 'allow'),
  plain(
    'a service stays',
    { principal: 's3.amazonaws.com' },
    { ...blocked, resourcePolicy: policy(allowTo('*')) },
    'allow',
  ),
  plain(
    'anonymous callers go',
    { principal: 'anonymous' },
    { ...blocked, resourcePolicy: policy(allowTo('*')) },
    'explicitDeny',
  ),
  plain(
    'a fixed organization is not public',
    { principal: strangerSession, context },
    { ...blocked, resourcePolicy: policy(organization('StringEquals', 'o-1')) },
    'allow',
  ),
  plain(
    'a wildcard organization is public',
    { principal: strangerSession, context },
    { ...blocked, resourcePolicy: policy(organization('StringLike', 'o-*')) },
    'explicitDeny',
  ),
  plain(
    'a tag is public',
    { principal: strangerSession, context },
    { ...blocked, resourcePolicy: policy(allowTo('*', { StringEquals: { 'aws:PrincipalTag/team': 'a' } })) },
    'explicitDeny',
  ),
  plain(
    'a /8 is not public',
    { principal: strangerSession, context },
    { ...blocked, resourcePolicy: policy(allowTo('*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })) },
    'allow',
  ),
  plain(
    'a /7 is public',
    { principal: strangerSession, context },
    { ...blocked, resourcePolicy: policy(allowTo('*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/7' } })) },
    'explicitDeny',
  ),
  plain(
    'named accounts are not public',
    { principal: strangerSession, context },
    { ...blocked, resourcePolicy: policy(tenant) },
    'allow',
  ),
];

const full = policy(allowAll);
const identity = { identityPolicies: [full] };

/** What stands above the account: control policies and the endpoint. */
export const organizationCases: readonly SelfCheckCase[] = [
  plain('every level allows', {}, { ...identity, serviceControlPolicies: [[full], [full]] }, 'allow'),
  plain('an empty level denies', {}, { ...identity, serviceControlPolicies: [[full], []] }, 'implicitDeny'),
  plain('no levels are not set', {}, { ...identity, serviceControlPolicies: [] }, 'allow'),
  plain('the root user is bound', { principal: root }, { serviceControlPolicies: [[policy(denyAll)]] }, 'explicitDeny'),
  plain(
    'services are not bound',
    { principal: 's3.amazonaws.com' },
    { serviceControlPolicies: [[]], resourcePolicy: policy(allowTo('*')) },
    'allow',
  ),
  plain(
    'a service-linked role is not bound',
    { context: { 'aws:PrincipalArn': `arn:aws:iam::${owner}:role/aws-service-role/app` } },
    { ...identity, serviceControlPolicies: [[]] },
    'allow',
  ),
  plain('a resource control policy’s Allow is implied', {}, { ...identity, resourceControlPolicies: [[]] }, 'allow'),
  plain(
    'a resource control policy denies a service',
    { principal: 's3.amazonaws.com' },
    { resourcePolicy: policy(allowTo('*')), resourceControlPolicies: [[policy({ ...denyAll, Principal: '*' })]] },
    'explicitDeny',
  ),
  plain(
    'an endpoint policy has to allow',
    {},
    { ...identity, vpcEndpointPolicy: policy({ ...allowAll, Principal: '*', Action: 's3:Put*' }) },
    'implicitDeny',
  ),
];
