import { describe, expect, test } from '@jest/globals';
import { decideLegs, parsePrincipal } from '../../../modules/evaluation';
import { account, allow, ask, deny, key, role, user } from '../asking';

const atKey = { request: { action: 'kms:Decrypt', resource: key } };
const doubt = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
const keyPolicy = allow({ Principal: { AWS: `arn:aws:iam::${account}:root` } });

function verdict(then: readonly object[], rest: object = {}): string {
  return ask({ identityPolicies: [allow()], then, ...rest }).decision;
}

describe('decideLegs', () => {
  test('allows only if every leg allows, with reasons of each', () => {
    const decided = ask({ identityPolicies: [allow()], then: [{ ...atKey, resourcePolicy: keyPolicy }] });
    expect(decided.decision).toBe('allow');
    expect(decided.reasons.map(({ policy, leg }) => [policy, leg])).toEqual([
      ['identityPolicies[0]', 0],
      ['identityPolicies[0]', 1],
      ['resourcePolicy', 1],
    ]);
  });

  test('a single request is leg 0', () => {
    const principal = parsePrincipal(user);
    const decided = principal && decideLegs({ request: { action: 'kms:Decrypt', resource: key, principal } }, []);
    expect(decided).toMatchObject({ decision: 'implicitDeny', reasons: [{ leg: 0 }, { leg: 0 }] });
  });

  test('tells only the legs that do not allow', () => {
    const { decision, reasons } = ask({
      identityPolicies: [allow()],
      then: [{ ...atKey }, { ...atKey, resourcePolicy: keyPolicy }],
    });
    expect(decision).toBe('implicitDeny');
    expect(reasons.map(({ leg }) => leg)).toEqual([1]);
  });

  test('the strongest no wins, and a doubt is weaker than a certain no', () => {
    const denied = { ...atKey, resourcePolicy: deny({ Principal: '*' }) };
    const doubtful = { ...atKey, resourcePolicy: allow({ Principal: '*', ...doubt }) };
    expect(verdict([doubtful])).toBe('unknown');
    expect(verdict([doubtful, atKey])).toBe('implicitDeny');
    expect(verdict([doubtful, atKey, denied])).toBe('explicitDeny');
    expect(verdict([doubtful], { identityPolicies: [deny(), allow()] })).toBe('explicitDeny');
  });

  test.each(['identityPolicies', 'permissionBoundaries', 'sessionPolicies'])('%s hold for every leg', (list) => {
    const s3Only = { [list]: [allow({ Action: 's3:*' })] };
    expect(verdict([{ ...atKey, resourcePolicy: keyPolicy }], s3Only)).toBe('implicitDeny');
  });

  test('service control policies hold for every leg, resource side and endpoint for their own', () => {
    const leg = { ...atKey, resourcePolicy: keyPolicy };
    expect(verdict([leg], { serviceControlPolicies: [[allow({ Action: 's3:*' })]] })).toBe('implicitDeny');
    expect(verdict([leg], { vpcEndpointPolicy: allow({ Principal: '*', Action: 's3:*' }) })).toBe('allow');
    expect(verdict([{ ...leg, vpcEndpointPolicy: allow({ Principal: '*', Action: 's3:*' }) }])).toBe('implicitDeny');
    expect(verdict([{ ...leg, resourceControlPolicies: [[deny({ Principal: '*' })]] }])).toBe('explicitDeny');
  });

  test('keys that describe the caller are inherited, others are not', () => {
    const path = `arn:aws:iam::${account}:role/team/app`;
    const request = { context: { 'aws:PrincipalTag/team': 'a', 'AWS:PrincipalArn': path, 'x:key': 'a' } };
    const tagged = allow({
      Principal: { AWS: path },
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' }, Null: { 'x:key': 'true' } },
    });
    expect(verdict([{ ...atKey, resourcePolicy: tagged }], { request })).toBe('allow');
    const retagged = {
      request: { ...atKey.request, context: { 'aws:PrincipalTag/team': 'b' } },
      resourcePolicy: tagged,
    };
    expect(verdict([retagged], { request })).toBe('implicitDeny');
  });

  test('a leg at KMS does not know where the caller is, unless it says so', () => {
    const local = allow({ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } });
    const request = { context: { 'aws:SourceVpce': 'vpce-1' } };
    expect(verdict([{ ...atKey, resourcePolicy: local }], { request })).toBe('unknown');
    const told = { ...atKey.request, ...request };
    expect(verdict([{ request: told, resourcePolicy: local }])).toBe('allow');
    expect(
      verdict([{ request: { ...told, action: 's3:GetObject', resourceAccount: account }, resourcePolicy: local }]),
    ).toBe('allow');
  });

  test('unknown keys of the caller are unknown on every leg', () => {
    const tagged = allow({
      Principal: { AWS: role },
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' }, Null: { 'x:key': 'true' } },
    });
    const request = { unknownContext: ['aws:PrincipalTag/team', 'x:key'] };
    const known = { 'AWS:PrincipalTag/team': 'a', 'x:key': null };
    expect(verdict([{ request: { ...atKey.request, context: known }, resourcePolicy: tagged }], { request })).toBe(
      'allow',
    );
    expect(verdict([{ ...atKey, resourcePolicy: tagged }], { request })).toBe('unknown');
    expect(
      verdict([{ request: { ...atKey.request, unknownContext: ['x:key'], context: known }, resourcePolicy: tagged }]),
    ).toBe('unknown');
    expect(verdict([{ request: { ...atKey.request, context: known }, resourcePolicy: tagged }])).toBe('allow');
  });
});
