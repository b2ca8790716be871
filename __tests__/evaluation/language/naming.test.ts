import { describe, expect, test } from '@jest/globals';
import { decide, compilePolicy, parsePrincipal } from '../../../modules/evaluation';
import {
  account,
  allow,
  allowing,
  ask,
  denying,
  object,
  other,
  policy,
  role,
  root,
  session,
  stranger,
  user,
} from '../asking';

const federated = `arn:aws:sts::${account}:federated-user/fay`;
const pathRole = `arn:aws:iam::${account}:role/team/app`;
const provider = `arn:aws:iam::${account}:saml-provider/idp`;

/** Whether a bucket policy that denies a principal hits a caller who is allowed everything else. */
function hit(principal: unknown, caller: string, extra: object = {}): string {
  const resourcePolicy = policy(allowing({ Principal: '*' }), denying({ Principal: principal }));
  return ask({ request: { principal: caller, ...extra }, identityPolicies: [allow()], resourcePolicy }).decision;
}

describe('Principal', () => {
  test.each([
    ['*', session],
    ['*', 'anonymous'],
    ['*', 's3.amazonaws.com'],
    [{ AWS: '*' }, 'anonymous'],
    [{ AWS: account }, session],
    [{ AWS: root }, user],
    [{ AWS: root }, root],
    [{ AWS: [stranger, role] }, session],
    [{ AWS: role }, role],
    [{ AWS: session }, session],
    [{ AWS: user }, user],
    [{ AWS: federated }, federated],
    [{ AWS: root, Service: 's3.amazonaws.com' }, 's3.amazonaws.com'],
    [{ Service: '*' }, 's3.amazonaws.com'],
    [{ Federated: provider }, provider],
    [{ Federated: 'accounts.google.com' }, 'accounts.google.com'],
    [{ Service: 'cognito-identity.amazonaws.com' }, 'cognito-identity.amazonaws.com'],
  ])('%j names %s', (principal, caller) => {
    expect(hit(principal, caller)).toBe('explicitDeny');
  });

  test.each([
    [{ AWS: root }, 'anonymous'],
    [{ AWS: root }, 's3.amazonaws.com'],
    [{ AWS: other }, session],
    [{ AWS: `${session}x` }, session],
    [{ AWS: `arn:aws:iam::${account}:role/App` }, session],
    [{ AWS: pathRole }, session],
    [{ AWS: session }, user],
    [{ Service: 's3.amazonaws.com' }, session],
    [{ Service: '*' }, session],
    [{ Service: 's3.amazonaws.com' }, 'logging.s3.amazonaws.com'],
    [{ Federated: provider }, session],
    [{ CanonicalUser: 'abc' }, 'anonymous'],
    [{ CanonicalUser: 'abc' }, 's3.amazonaws.com'],
    [{ AWS: 'AIDAEXAMPLE' }, session],
    [{ AWS: 'AROAEXAMPLE' }, user],
    [{ Federated: 'accounts.google.com' }, 'www.amazon.com'],
  ])('%j does not name %s', (principal, caller) => {
    expect(hit(principal, caller)).toBe('allow');
  });

  test('matches aws:PrincipalArn where the context gives it: the role with its path', () => {
    expect(hit({ AWS: pathRole }, session, { context: { 'aws:PrincipalArn': pathRole } })).toBe('explicitDeny');
    expect(hit({ AWS: role }, session, { context: { 'aws:PrincipalArn': pathRole } })).toBe('allow');
  });

  test.each([
    ['AROAEXAMPLE', session, 'AROAEXAMPLE:s1', 'explicitDeny'],
    ['AROAEXAMPLE', session, 'AROAOTHER:s1', 'allow'],
    ['AIDAEXAMPLE', user, 'AIDAEXAMPLE', 'explicitDeny'],
    ['AIDAEXAMPLE', user, null, 'allow'],
  ])('a unique id %s names %s whose userid is %s: %s (F19)', (id, caller, userid, expected) => {
    expect(hit({ AWS: id }, caller, { context: { 'aws:userid': userid } })).toBe(expected);
  });

  test('an id that may be that of the role cannot carry past a boundary, one that may be the user can', () => {
    const under = (id: string, principal: string) =>
      ask({
        request: { principal },
        permissionBoundaries: [allow({ Action: 'sqs:*' })],
        resourcePolicy: allow({ Principal: { AWS: id } }),
      }).decision;
    expect([under('AROAEXAMPLE', session), under('AIDAEXAMPLE', user)]).toEqual(['implicitDeny', 'unknown']);
  });

  test('of a federation provider names the sessions that it vouched for', () => {
    const google = { Federated: 'accounts.google.com' };
    expect(hit(google, session, { context: { 'aws:FederatedProvider': 'accounts.google.com' } })).toBe('explicitDeny');
    expect(hit(google, session, { context: { 'aws:FederatedProvider': 'www.amazon.com' } })).toBe('allow');
    expect(hit(google, session, { unknownContext: ['aws:FederatedProvider'] })).toBe('unknown');
  });

  test.each([
    [{ AWS: 'AROAEXAMPLE' }, session],
    [{ CanonicalUser: 'abc' }, session],
    [{ AWS: session }, role],
    [{ AWS: `arn:aws:iam::${account}:role/*` }, session],
    [{ AWS: 'nobody' }, session],
    [{ AWS: 'arn:aws:s3:::b' }, session],
    [{ AWS: `arn:aws:iam::${account}:group/g` }, session],
    [{ Service: 's3.*' }, 's3.amazonaws.com'],
    [{ Federated: 'accounts.*' }, 'accounts.google.com'],
    [{ AWS: [] }, session],
    [{ AWS: [5] }, session],
    [{ Robot: 'r2' }, session],
    [{}, session],
    [session, session],
    [null, session],
  ])('%j may name %s: unknown', (principal, caller) => {
    expect(hit(principal, caller)).toBe('unknown');
  });

  test('that is malformed never names an anonymous caller beyond doubt', () => {
    expect(hit({ AWS: 'nobody' }, 'anonymous')).toBe('allow');
  });
});

describe('NotPrincipal in a Deny', () => {
  const denied = (listed: unknown, caller: string, extra: object = {}) => {
    const resourcePolicy = policy(allowing({ Principal: '*' }), denying({ NotPrincipal: listed }));
    return ask({ request: { principal: caller }, resourcePolicy, ...extra }).decision;
  };

  test.each([
    [{ AWS: [root, role, session] }, session, 'allow'],
    [{ AWS: [root, role] }, session, 'explicitDeny'],
    [{ AWS: [role, session] }, session, 'explicitDeny'],
    [{ AWS: [root, session] }, session, 'explicitDeny'],
    [{ AWS: [root, user] }, user, 'allow'],
    [{ AWS: [root] }, user, 'explicitDeny'],
    [{ AWS: [root] }, root, 'allow'],
    [{ AWS: [root, role] }, role, 'unknown'],
    [{ AWS: [account, 'AROAEXAMPLE', session] }, session, 'unknown'],
    [{ AWS: [root, federated] }, federated, 'allow'],
    [{ AWS: '*' }, user, 'allow'],
    [{ AWS: [root, '*'] }, 'anonymous', 'allow'],
    [{ AWS: root }, 'anonymous', 'explicitDeny'],
    [{ Service: 's3.amazonaws.com' }, 's3.amazonaws.com', 'allow'],
    [{ AWS: root }, 's3.amazonaws.com', 'explicitDeny'],
    [{ AWS: 'nobody' }, user, 'unknown'],
  ])('%j spares %s only with all its names: %s (F21)', (listed, caller, expected) => {
    expect(denied(listed, caller)).toBe(expected);
  });

  test('never spares a principal with a boundary', () => {
    expect(denied({ AWS: [root, user] }, user, { permissionBoundaries: [allow()] })).toBe('explicitDeny');
  });
});

describe('NotPrincipal in an Allow', () => {
  test.each([
    [{ AWS: other }, session, 'allow'],
    [{ AWS: account }, session, 'implicitDeny'],
    [{ AWS: role }, session, 'implicitDeny'],
    [{ CanonicalUser: 'abc' }, session, 'unknown'],
    ['*', session, 'implicitDeny'],
    [{ AWS: other }, 'anonymous', 'allow'],
  ])('%j allows everyone but %s: %s', (listed, caller, expected) => {
    const resourcePolicy = { Statement: { Effect: 'Allow', NotPrincipal: listed, Action: '*', Resource: '*' } };
    expect(ask({ request: { principal: caller }, resourcePolicy }).decision).toBe(expected);
  });
});

describe('a policy that was read as one of an identity', () => {
  test('names nobody where a resource policy is asked for', () => {
    const principal = parsePrincipal(user);
    const request = principal && { action: 's3:GetObject', resource: object, resourceAccount: account, principal };
    const resourcePolicy = compilePolicy('p', 'identity', allow());
    expect(request && decide({ request, resourcePolicy }).decision).toBe('implicitDeny');
  });
});
