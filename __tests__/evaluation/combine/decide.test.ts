import { describe, expect, test } from '@jest/globals';
import { account, allow, ask, deny, grounds, other, role, root, session, stranger, user } from '../asking';

const federated = `arn:aws:sts::${account}:federated-user/fay`;
const nothing = allow({ Action: 'sqs:*' });

/** A bucket policy that allows one principal. */
function open(principal: unknown): object {
  return allow({ Principal: principal });
}

describe('in the account of the bucket', () => {
  test('an identity policy is enough, and so is a bucket policy that names the caller', () => {
    expect(ask({ identityPolicies: [allow()] })).toMatchObject({
      decision: 'allow',
      reasons: [{ policy: 'identityPolicies[0]', statement: 'may', effect: 'Allow' }],
    });
    expect(ask({ resourcePolicy: open({ AWS: role }) })).toMatchObject({
      decision: 'allow',
      reasons: [{ policy: 'resourcePolicy' }],
    });
    expect(ask().decision).toBe('implicitDeny');
  });

  test.each([
    [session, { AWS: session }, 'allow'],
    [session, '*', 'allow'],
    [user, { AWS: user }, 'allow'],
    [federated, { AWS: federated }, 'allow'],
    [session, { AWS: role }, 'implicitDeny'],
    [session, { AWS: root }, 'implicitDeny'],
  ])('%s named as %j under a boundary and a session policy that say nothing: %s', (principal, named, expected) => {
    const sides = { request: { principal }, resourcePolicy: open(named) };
    expect(ask({ ...sides, permissionBoundaries: [nothing] }).decision).toBe(expected);
    expect(ask({ ...sides, sessionPolicies: [nothing] }).decision).toBe(expected);
  });

  test('a user named by ARN covers its federated sessions, within their session policy', () => {
    const sides = {
      request: { principal: federated, context: { 'aws:PrincipalArn': user } },
      resourcePolicy: open({ AWS: user }),
    };
    expect(ask({ ...sides, sessionPolicies: [allow()] }).decision).toBe('allow');
    expect(ask({ ...sides, sessionPolicies: [nothing] }).decision).toBe('implicitDeny');
  });

  test('naming the account delegates: an identity policy must still allow', () => {
    const delegated = { resourcePolicy: open({ AWS: account }) };
    expect(ask(delegated)).toMatchObject({
      decision: 'implicitDeny',
      reasons: [
        { statement: 'identityPolicies' },
        { statement: 'resourcePolicy', why: expect.stringContaining('only delegates') },
      ],
    });
    expect(ask({ ...delegated, identityPolicies: [allow()] }).decision).toBe('allow');
  });

  test.each([
    ['permissionBoundaries', 'permissionBoundaries'],
    ['sessionPolicies', 'sessionPolicies'],
  ])('%s limit an identity policy', (list, missing) => {
    expect(ask({ identityPolicies: [allow()], [list]: [allow(), nothing] }).decision).toBe('allow');
    const limited = ask({ identityPolicies: [allow()], [list]: [nothing] });
    expect(limited.decision).toBe('implicitDeny');
    expect(grounds(limited)).toEqual([`implicit ${missing}`, 'implicit resourcePolicy']);
    expect(ask({ identityPolicies: [allow()], [list]: [] }).decision).toBe('allow');
  });

  test('the root user has everything but what is denied to it', () => {
    const asRoot = { request: { principal: root } };
    expect(ask({ ...asRoot, permissionBoundaries: [nothing] })).toMatchObject({
      decision: 'allow',
      reasons: [{ policy: 'implicit', statement: 'root' }],
    });
    expect(ask({ ...asRoot, resourcePolicy: deny({ Principal: '*' }) }).decision).toBe('explicitDeny');
    expect(ask({ ...asRoot, serviceControlPolicies: [[nothing]] }).decision).toBe('implicitDeny');
    expect(ask({ ...asRoot, resourceControlPolicies: [[deny({ Principal: '*' })]] }).decision).toBe('explicitDeny');
  });

  test.each(['s3:PutBucketPolicy', 's3:GetBucketPolicy', 's3:DeleteBucketPolicy'])(
    'the root user can always %s (F18)',
    (action) => {
      const request = { action, resource: 'arn:aws:s3:::b', principal: root };
      const resourcePolicy = deny({ Principal: '*' });
      expect(ask({ request, resourcePolicy }).decision).toBe('allow');
      expect(
        ask({ request: { ...request, principal: user }, identityPolicies: [allow()], resourcePolicy }).decision,
      ).toBe('explicitDeny');
      expect(ask({ request: { ...request, principal: `arn:aws:iam::${other}:root` }, resourcePolicy }).decision).toBe(
        'explicitDeny',
      );
    },
  );
});

describe('across accounts', () => {
  const abroad = { request: { principal: stranger } };

  test('identity policy and bucket policy must both allow', () => {
    const mine = { identityPolicies: [allow()] };
    const both = ask({ ...abroad, ...mine, resourcePolicy: open({ AWS: other }) });
    expect(grounds(both)).toEqual(['identityPolicies[0] may', 'resourcePolicy may']);
    expect(grounds(ask({ ...abroad, ...mine }))).toEqual(['implicit resourcePolicy']);
    expect(grounds(ask({ ...abroad, resourcePolicy: open('*') }))).toEqual(['implicit identityPolicies']);
    expect(
      ask({ ...abroad, ...mine, permissionBoundaries: [nothing], resourcePolicy: open({ AWS: stranger }) }).decision,
    ).toBe('implicitDeny');
  });

  test('a root user needs only the bucket policy', () => {
    const request = { principal: `arn:aws:iam::${other}:root` };
    expect(ask({ request, resourcePolicy: open({ AWS: other }) }).decision).toBe('allow');
    expect(ask({ request }).decision).toBe('implicitDeny');
  });
});

describe('callers without an account', () => {
  test.each([
    ['anonymous', '*', 'allow'],
    ['anonymous', { AWS: account }, 'implicitDeny'],
    ['s3.amazonaws.com', { Service: 's3.amazonaws.com' }, 'allow'],
    ['s3.amazonaws.com', { AWS: account }, 'implicitDeny'],
  ])('%s under a bucket policy for %j: %s', (principal, named, expected) => {
    expect(ask({ request: { principal }, resourcePolicy: open(named) }).decision).toBe(expected);
  });

  test.each(['anonymous', 's3.amazonaws.com'])(
    '%s is bound by resource control, not by service control policies or boundaries',
    (principal) => {
      const asked = { request: { principal }, resourcePolicy: open('*') };
      expect(
        ask({
          ...asked,
          serviceControlPolicies: [[deny()]],
          permissionBoundaries: [nothing],
          identityPolicies: [deny()],
        }).decision,
      ).toBe('allow');
      expect(ask({ ...asked, resourceControlPolicies: [[deny({ Principal: '*' })]] }).decision).toBe('explicitDeny');
    },
  );
});

describe('organization policies', () => {
  test('every level of service control policies must allow', () => {
    const mine = { identityPolicies: [allow()] };
    expect(grounds(ask({ ...mine, serviceControlPolicies: [[allow()], [nothing, allow()]] }))).toEqual([
      'identityPolicies[0] may',
      'serviceControlPolicies[0][0] may',
      'serviceControlPolicies[1][1] may',
    ]);
    expect(grounds(ask({ ...mine, serviceControlPolicies: [[allow()], [nothing]] }))).toEqual([
      'implicit resourcePolicy',
      'implicit serviceControlPolicies[1]',
    ]);
    expect(ask({ ...mine, serviceControlPolicies: [[allow()], []] }).decision).toBe('implicitDeny');
    expect(ask({ ...mine, serviceControlPolicies: [] }).decision).toBe('allow');
  });

  test('neither kind binds a service-linked role', () => {
    const context = { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/aws-service-role/x.amazonaws.com/X` };
    const organization = { serviceControlPolicies: [[deny()]], resourceControlPolicies: [[deny({ Principal: '*' })]] };
    expect(ask({ request: { context }, identityPolicies: [allow()], ...organization }).decision).toBe('allow');
  });

  test('an allow of a resource control policy is implied, and means nothing', () => {
    expect(ask({ identityPolicies: [allow()], resourceControlPolicies: [[nothing]] }).decision).toBe('allow');
    expect(ask({ resourceControlPolicies: [[open('*')]] }).decision).toBe('implicitDeny');
  });
});

describe('a VPC endpoint policy', () => {
  test('must allow, and may deny', () => {
    const mine = { identityPolicies: [allow()] };
    expect(grounds(ask({ ...mine, vpcEndpointPolicy: open('*') }))).toEqual([
      'identityPolicies[0] may',
      'vpcEndpointPolicy may',
    ]);
    expect(grounds(ask({ ...mine, vpcEndpointPolicy: open({ AWS: user }) }))).toEqual([
      'implicit resourcePolicy',
      'implicit vpcEndpointPolicy',
    ]);
    expect(ask({ ...mine, vpcEndpointPolicy: deny({ Principal: '*' }) }).decision).toBe('explicitDeny');
  });
});

describe('whose the resource is', () => {
  test('S3 without an account is unknown, but a deny stands', () => {
    const request = { resourceAccount: undefined };
    expect(ask({ request, identityPolicies: [allow()] })).toMatchObject({
      decision: 'unknown',
      reasons: [{ policy: 'implicit', statement: 'resourceAccount' }],
    });
    expect(ask({ request: { ...request, principal: 'anonymous' }, resourcePolicy: open('*') }).decision).toBe(
      'unknown',
    );
    expect(ask({ request, identityPolicies: [deny()] }).decision).toBe('explicitDeny');
  });

  test('other services tell it by the ARN, unless the request does', () => {
    const queue = { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${account}:q` };
    const mine = { identityPolicies: [allow()] };
    expect(ask({ request: { ...queue, resourceAccount: undefined }, ...mine }).decision).toBe('allow');
    expect(ask({ request: { ...queue, resourceAccount: other }, ...mine }).decision).toBe('implicitDeny');
    expect(
      ask({ request: { ...queue, resource: 'arn:aws:sqs:us-east-1::q', resourceAccount: undefined }, ...mine })
        .decision,
    ).toBe('unknown');
  });

  test('allows of a bucket policy do not cover the object of another owner', () => {
    const asked = { resourcePolicy: open({ AWS: session }), request: { objectOwner: other } };
    expect(grounds(ask(asked))).toEqual(['implicit identityPolicies', 'implicit objectOwner']);
    expect(ask({ ...asked, request: { objectOwner: account } }).decision).toBe('allow');
    expect(ask({ ...asked, resourcePolicy: deny({ Principal: '*' }) }).decision).toBe('explicitDeny');
  });
});
