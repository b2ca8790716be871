import { describe, expect, test } from '@jest/globals';
import { compilePolicy } from '../../../modules/evaluation';
import { allow, ask, deny, holds } from '../asking';

describe('an absent key', () => {
  test.each([
    ['StringEquals', 'no'],
    ['StringNotEquals', 'yes'],
    ['StringEqualsIfExists', 'yes'],
    ['StringNotEqualsIfExists', 'yes'],
    ['ArnNotLike', 'yes'],
    ['NumericLessThan', 'no'],
    ['NotIpAddress', 'yes'],
    ['Bool', 'no'],
    ['ForAllValues:StringEquals', 'yes'],
    ['ForAllValues:StringNotEquals', 'yes'],
    ['ForAnyValue:StringEquals', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
    ['ForAnyValue:StringEqualsIfExists', 'yes'],
  ])('under %s: %s (F14, F21)', (operator, expected) => {
    const value = operator.includes('Arn')
      ? 'arn:a:b:c:d:e'
      : operator.includes('Ip')
        ? '::1'
        : operator === 'Bool'
          ? 'true'
          : '1';
    const condition = { [operator]: { 'x:key': value } };
    expect([holds(condition, {}), holds(condition, { 'x:key': null }), holds(condition, { 'x:key': [] })]).toEqual(
      Array.from({ length: 3 }, () => expected),
    );
  });
});

describe('a key of several values', () => {
  test.each([
    ['StringEquals', ['a', 'z'], 'yes'],
    ['StringEquals', ['z'], 'no'],
    ['StringNotEquals', ['a', 'z'], 'no'],
    ['StringNotEquals', ['z'], 'yes'],
    ['ForAllValues:StringEquals', ['a', 'b', 'z'], 'yes'],
    ['ForAllValues:StringEquals', ['a'], 'no'],
    ['ForAllValues:StringNotEquals', ['z'], 'yes'],
    ['ForAllValues:StringNotEquals', ['a'], 'no'],
    ['ForAnyValue:StringEquals', ['a'], 'yes'],
    ['ForAnyValue:StringEquals', ['z'], 'no'],
    ['ForAnyValue:StringNotEquals', ['a'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], 'no'],
  ])('a and b under %s %j: %s', (operator, values, expected) => {
    expect(holds({ [operator]: { 'x:key': values } }, { 'x:key': ['a', 'b'] })).toBe(expected);
  });
});

describe('Null', () => {
  test.each([
    ['true', {}, 'yes'],
    ['true', { 'x:key': 'a' }, 'no'],
    ['false', { 'x:key': ['a'] }, 'yes'],
    ['false', { 'x:key': [] }, 'no'],
    [['true', 'false'], {}, 'yes'],
    ['perhaps', {}, 'unknown'],
    ['${aws:username}', {}, 'unknown'],
  ])('%j of %j: %s', (value, context, expected) => {
    expect(holds({ Null: { 'x:key': value } }, context)).toBe(expected);
  });

  test.each(['NullIfExists', 'ForAnyValue:Null'])('fails when it is qualified as %s', (operator) => {
    expect(holds({ [operator]: { 'x:key': 'true' } }, {})).toBe('unknown');
  });
});

describe('conditions', () => {
  test('must all hold, and ignore the case of keys', () => {
    const condition = { StringEquals: { 'X:Key': 'a', 'x:other': 'b' }, Bool: { 'x:flag': 'true' } };
    expect(holds(condition, { 'x:KEY': 'a', 'x:other': 'b', 'x:flag': 'true' })).toBe('yes');
    expect(holds(condition, { 'x:KEY': 'a', 'x:other': 'b', 'x:flag': 'false' })).toBe('no');
  });

  test('hold when there are none', () => {
    expect([holds({}, {}), holds({ StringEquals: {} }, {})]).toEqual(['yes', 'yes']);
  });

  test('an unknown key makes every operator unknown, and a condition that fails decides before it', () => {
    const request = { unknownContext: ['X:Key'], context: { 'x:other': 'b' } };
    const given = (condition: object) => ask({ request, identityPolicies: [allow({ Condition: condition })] }).decision;
    expect(given({ StringNotEquals: { 'x:key': 'a' } })).toBe('unknown');
    expect(given({ Null: { 'x:key': 'true' } })).toBe('unknown');
    expect(given({ StringNotEquals: { 'x:key': 'a' }, StringEquals: { 'x:other': 'c' } })).toBe('implicitDeny');
  });

  test.each([
    [{ StringEqual: { 'x:key': 'a' } }, 'TB6012', '.StringEqual.x:key'],
    [{ stringequals: { 'x:key': 'a' } }, 'TB6012', '.stringequals.x:key'],
    [{ 'ForSome:StringEquals': { 'x:key': 'a' } }, 'TB6012', '.ForSome:StringEquals.x:key'],
    [{ constructor: { 'x:key': 'a' } }, 'TB6012', '.constructor.x:key'],
    [{ StringEquals: { 'x:key': { a: 1 } } }, 'TB6013', '.StringEquals.x:key'],
    [{ StringEquals: { 'x:key': '${aws:username' } }, 'TB6013', '.StringEquals.x:key'],
    [{ IpAddress: { 'x:key': '10.0.0.0/x' } }, 'TB6013', '.IpAddress.x:key'],
    [{ StringEquals: 'a' }, 'TB6011', '.StringEquals'],
    ['StringEquals', 'TB6011', ''],
  ])('fails when it is %j: judged unknown, never allowed (F20)', (condition, code, path) => {
    const { diagnostics } = compilePolicy('p', 'identity', allow({ Condition: condition }));
    expect(diagnostics.map((one) => [one.code, one.path])).toEqual([[code, `p.Statement[0].Condition${path}`]]);
    const judged = { identityPolicies: [allow({ Condition: condition })], request: { context: { 'x:key': 'a' } } };
    expect(ask(judged).decision).toBe('unknown');
    expect(ask({ ...judged, identityPolicies: [allow(), deny({ Condition: condition })] }).decision).toBe('unknown');
  });
});
