import { describe, expect, test } from '@jest/globals';
import { compilePolicy } from '../../../modules/evaluation';
import { allow, ask, deny, policy } from '../asking';

function told(document: unknown, kind: 'identity' | 'resource' = 'identity'): readonly (readonly [string, string])[] {
  return compilePolicy('p', kind, document).diagnostics.map(({ code, path }) => [code, path]);
}

const statement = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('compilePolicy', () => {
  test('reads one statement bare or several in a list, with or without Version and Id', () => {
    expect(told({ Statement: statement })).toEqual([]);
    expect(told({ Version: '2008-10-17', Id: 'x', Statement: [statement, statement] })).toEqual([]);
    expect(ask({ identityPolicies: [{ Statement: statement }] }).decision).toBe('allow');
  });

  test.each([
    [null, 'TB6010', 'p'],
    ['{}', 'TB6010', 'p'],
    [[], 'TB6010', 'p'],
    [{}, 'TB6010', 'p'],
    [{ Statement: ['x'] }, 'TB6010', 'p.Statement[0]'],
    [{ Version: '2012-10-18', Statement: statement }, 'TB6010', 'p.Version'],
    [{ Statements: 1, Statement: statement }, 'TB6010', 'p.Statements'],
    [policy({ ...statement, Effect: 'allow' }), 'TB6011', 'p.Statement[0].Effect'],
    [policy({ Action: '*', Resource: '*' }), 'TB6011', 'p.Statement[0].Effect'],
    [policy({ ...statement, Sid: 5 }), 'TB6011', 'p.Statement[0].Sid'],
    [policy({ ...statement, Conditions: {} }), 'TB6011', 'p.Statement[0].Conditions'],
    [policy({ ...statement, Principal: '*' }), 'TB6011', 'p.Statement[0]'],
    [policy({ ...statement, NotPrincipal: '*' }), 'TB6011', 'p.Statement[0]'],
    [policy({ ...statement, NotAction: 's3:*' }), 'TB6011', 'p.Statement[0]'],
    [policy({ Effect: 'Allow', Resource: '*' }), 'TB6011', 'p.Statement[0]'],
    [policy({ Effect: 'Allow', Action: '*' }), 'TB6011', 'p.Statement[0]'],
    [policy({ ...statement, NotResource: 'arn:aws:s3:::b' }), 'TB6011', 'p.Statement[0]'],
    [policy({ ...statement, Action: [] }), 'TB6011', 'p.Statement[0].Action'],
    [policy({ ...statement, Action: [5] }), 'TB6011', 'p.Statement[0].Action'],
    [policy({ ...statement, Action: 'GetObject' }), 'TB6011', 'p.Statement[0].Action'],
    [policy({ ...statement, Resource: { a: 1 } }), 'TB6011', 'p.Statement[0].Resource'],
    [policy({ ...statement, Resource: 'bucket' }), 'TB6011', 'p.Statement[0].Resource'],
  ])('fails when it is %j: told with its place, judged unknown (F20)', (document, code, path) => {
    expect(told(document)).toEqual([[code, path]]);
    expect(ask({ identityPolicies: [document] }).decision).toBe('unknown');
  });

  test('an explicit deny elsewhere decides beside a malformed document', () => {
    expect(ask({ identityPolicies: [{}, deny()] }).decision).toBe('explicitDeny');
  });

  test('a malformed statement is nothing where its other elements do not match', () => {
    const broken = policy({ ...statement, Effect: 'Maybe', Action: 'kms:*' });
    expect(ask({ identityPolicies: [broken] }).decision).toBe('implicitDeny');
  });

  test.each([
    [policy(statement), 'p.Statement[0]'],
    [policy({ ...statement, Principal: '*', NotPrincipal: '*' }), 'p.Statement[0]'],
  ])('fails when a resource policy does not say who: %j', (document, path) => {
    expect(told(document, 'resource')).toEqual([['TB6011', path]]);
    expect(ask({ resourcePolicy: document }).decision).toBe('unknown');
  });

  test.each([{}, { Statement: [7] }])('a resource policy that is %j may deny anybody', (document) => {
    const asked = { resourcePolicy: document, identityPolicies: [allow()] };
    expect(ask(asked).decision).toBe('unknown');
    expect(ask({ ...asked, publicAccessBlock: { restrictPublicBuckets: true } }).decision).toBe('unknown');
  });

  test('a trust policy needs no resource', () => {
    const trust = policy({ Effect: 'Allow', Principal: '*', Action: ['sts:AssumeRole', 'sts:TagSession'] });
    expect(told(trust, 'resource')).toEqual([]);
    expect(told(policy({ Effect: 'Allow', Principal: '*', Action: 's3:*' }), 'resource')).toHaveLength(1);
  });

  test('reads 10,000 statements and says which one decided', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      ...statement,
      Sid: `s${String(index)}`,
      Resource: `arn:aws:s3:::b/${String(index)}`,
    }));
    const { reasons } = ask({ request: { resource: 'arn:aws:s3:::b/9999' }, identityPolicies: [{ Statement: many }] });
    expect(reasons.map((reason) => reason.statement)).toEqual(['s9999']);
  });

  test('names a statement by its Sid, else by its place', () => {
    const { reasons } = ask({
      identityPolicies: [{ Statement: [{ ...statement, Sid: '' }, { ...statement, Sid: 'a' }, statement] }],
    });
    expect(reasons.map((reason) => reason.statement)).toEqual(['0', 'a', '2']);
  });
});

describe('NotAction and NotResource', () => {
  test.each([
    [{ NotAction: 'kms:*', Resource: '*' }, 'allow'],
    [{ NotAction: ['s3:*'], Resource: '*' }, 'implicitDeny'],
    [{ Action: '*', NotResource: 'arn:aws:s3:::other/*' }, 'allow'],
    [{ Action: '*', NotResource: ['arn:aws:s3:::b/*', 'arn:aws:s3:::b'] }, 'implicitDeny'],
    [{ Action: '*', NotResource: 'arn:aws:s3:::b/${aws:CurrentTime}' }, 'unknown'],
  ])('%j: %s (F21)', (elements, expected) => {
    expect(ask({ identityPolicies: [policy({ Effect: 'Allow', ...elements })] }).decision).toBe(expected);
  });
});
