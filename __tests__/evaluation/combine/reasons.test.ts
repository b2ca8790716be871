import { describe, expect, test } from '@jest/globals';
import { account, allow, allowing, ask, deny, grounds, policy, role, session } from '../asking';

describe('reasons', () => {
  test('tell every deny, each with what the request gave', () => {
    const tls = {
      Sid: 'tls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringNotEquals: { 'x:absent': 'a' } },
    };
    const asked = {
      request: { context: { 'aws:SecureTransport': 'false' } },
      identityPolicies: [deny(), allow()],
      resourcePolicy: policy(tls),
    };
    expect(ask(asked)).toEqual({
      decision: 'explicitDeny',
      reasons: [
        { policy: 'identityPolicies[0]', statement: 'not', effect: 'Deny', why: 'denies s3:GetObject' },
        {
          policy: 'resourcePolicy',
          statement: 'tls',
          effect: 'Deny',
          why: 'denies s3:GetObject: Bool aws:SecureTransport ("false"), StringNotEquals x:absent (absent)',
        },
      ],
    });
  });

  test('tell what cannot be judged: a deny before all, an allow only where nothing else allows', () => {
    const doubt = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
    expect(ask({ identityPolicies: [allow(), deny(doubt)] })).toEqual({
      decision: 'unknown',
      reasons: [
        {
          policy: 'identityPolicies[1]',
          statement: 'not',
          effect: 'Deny',
          why: 'may deny s3:GetObject: cannot judge IpAddress aws:SourceIp',
        },
      ],
    });
    expect(ask({ identityPolicies: [allow(doubt)] }).decision).toBe('unknown');
    expect(ask({ identityPolicies: [allow(doubt), allow()] }).decision).toBe('allow');
    expect(ask({ identityPolicies: [deny(doubt)] }).decision).toBe('unknown');
    expect(ask({ identityPolicies: [deny(doubt), deny()] }).decision).toBe('explicitDeny');
  });

  test('tell the allows that may carry, whichever side they stand on', () => {
    const doubt = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
    const sides = {
      permissionBoundaries: [allow(doubt)],
      sessionPolicies: [allow(doubt)],
      serviceControlPolicies: [[allow(doubt)]],
    };
    const asked = { identityPolicies: [allow()], vpcEndpointPolicy: allow({ Principal: '*', ...doubt }), ...sides };
    expect(grounds(ask(asked)).filter((ground) => !ground.startsWith('implicit'))).toEqual([
      'permissionBoundaries[0] may',
      'sessionPolicies[0] may',
      'serviceControlPolicies[0][0] may',
      'vpcEndpointPolicy may',
    ]);
  });

  test('leave out the allows that did not carry', () => {
    const delegated = allow({ Principal: { AWS: account } });
    expect(grounds(ask({ identityPolicies: [allow()], resourcePolicy: delegated }))).toEqual([
      'identityPolicies[0] may',
    ]);
    const named = ask({
      permissionBoundaries: [allow({ Action: 'sqs:*' })],
      resourcePolicy: policy(
        allowing({ Sid: 'role', Principal: { AWS: role } }),
        allowing({ Sid: 'session', Principal: { AWS: session } }),
      ),
    });
    expect(grounds(named)).toEqual(['resourcePolicy session']);
  });

  test('count the boundary and the session policy where a role is named, not where the session is', () => {
    const limits = { permissionBoundaries: [allow()], sessionPolicies: [allow()] };
    const named = (principal: string) =>
      grounds(ask({ ...limits, resourcePolicy: allow({ Principal: { AWS: principal } }) }));
    expect(named(role)).toEqual(['resourcePolicy may', 'permissionBoundaries[0] may', 'sessionPolicies[0] may']);
    expect(
      grounds(ask({ permissionBoundaries: [allow({ Action: 'sqs:*' })], resourcePolicy: allow({ Principal: '*' }) })),
    ).toEqual(['resourcePolicy may']);
  });

  test('say whether a condition key was unknown when it counted', () => {
    const { reasons } = ask({
      identityPolicies: [deny({ Condition: { StringNotEqualsIfExists: { 'x:a': 'b' } } })],
      request: { unknownContext: ['x:a'] },
    });
    expect(reasons.map(({ why }) => why)).toContain('may deny s3:GetObject: cannot judge StringNotEqualsIfExists x:a');
  });

  test('may be about whether a policy names the caller at all', () => {
    const { reasons } = ask({
      identityPolicies: [allow()],
      resourcePolicy: deny({ Principal: { AWS: 'AROAEXAMPLE' } }),
    });
    expect(reasons).toMatchObject([{ why: 'may deny s3:GetObject: cannot judge whether it names the caller' }]);
  });
});
