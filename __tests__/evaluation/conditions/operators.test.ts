import { describe, expect, test } from '@jest/globals';
import { holds } from '../asking';

const arn = 'arn:aws:sns:us-east-1:111122223333:topic/a:b';

/** operator, values of the policy, value of the request, whether it holds */
const cases: readonly (readonly [string, unknown, string, 'yes' | 'no' | 'unknown'])[] = [
  ['StringEquals', 'a', 'a', 'yes'],
  ['StringEquals', 'a', 'A', 'no'],
  ['StringEquals', ['x', 'a'], 'a', 'yes'],
  ['StringEquals', ['x', 'y'], 'a', 'no'],
  ['StringEquals', [], 'a', 'no'],
  ['StringEquals', 'a*', 'ab', 'no'],
  ['StringEquals', 'a*', 'a*', 'yes'],
  ['StringNotEquals', 'a', 'b', 'yes'],
  ['StringNotEquals', ['a', 'b'], 'b', 'no'],
  ['StringEqualsIgnoreCase', 'aB', 'Ab', 'yes'],
  ['StringEqualsIgnoreCase', 'a', 'b', 'no'],
  ['StringNotEqualsIgnoreCase', 'aB', 'Ab', 'no'],
  ['StringLike', 'a*c', 'a:b/c', 'yes'],
  ['StringLike', 'a?c', 'ac', 'no'],
  ['StringLike', 'a?c', 'abc', 'yes'],
  ['StringLike', ['x*', 'a*'], 'abc', 'yes'],
  ['StringLike', ['x*', 'y*'], 'abc', 'no'],
  ['StringNotLike', 'a*', 'abc', 'no'],
  ['StringNotLike', 'x*', 'abc', 'yes'],
  ['ArnEquals', 'arn:aws:sns:*:111122223333:*', arn, 'yes'],
  ['ArnEquals', 'arn:aws:sns:*:topic/*:b:c', arn, 'no'],
  ['ArnEquals', arn, arn, 'yes'],
  ['ArnEquals', arn, arn.toUpperCase(), 'no'],
  ['ArnLike', 'arn:aws:s?s:us-east-1:*:topic/*', arn, 'yes'],
  ['ArnLike', 'arn:aws:sqs:*:*:*', arn, 'no'],
  ['ArnLike', '*', arn, 'yes'],
  ['ArnLike', '*', 'no arn', 'no'],
  ['ArnLike', 'arn:aws:sns:*:*:*', 'no arn', 'no'],
  ['ArnLike', 'arn:aws:sns*', arn, 'unknown'],
  ['ArnNotEquals', 'arn:aws:sqs:*:*:*', arn, 'yes'],
  ['ArnNotLike', 'arn:aws:sns:*:*:*', arn, 'no'],
  ['NumericEquals', '10', '10.0', 'yes'],
  ['NumericEquals', 10, '11', 'no'],
  ['NumericEquals', 'ten', '10', 'unknown'],
  ['NumericEquals', '10', 'ten', 'no'],
  ['NumericNotEquals', '10', '11', 'yes'],
  ['NumericNotEquals', ['10', '11'], '11', 'no'],
  ['NumericLessThan', '10', '9.5', 'yes'],
  ['NumericLessThan', '10', '10', 'no'],
  ['NumericLessThanEquals', '10', '10', 'yes'],
  ['NumericGreaterThan', '10', '1e2', 'yes'],
  ['NumericGreaterThan', '10', '10', 'no'],
  ['NumericGreaterThanEquals', '-1.2', '-1.2', 'yes'],
  ['DateEquals', '2026-01-02T03:04:05Z', '1767323045', 'yes'],
  ['DateNotEquals', '2026-01-02T03:04:05Z', '1767323046', 'yes'],
  ['DateLessThan', '2026-01-02', '2026-01-01T23:59:59Z', 'yes'],
  ['DateLessThan', '2026-01-02', '2026-01-02T00:00:00Z', 'no'],
  ['DateGreaterThan', '2026-01-02', '2026-01-02T00:00:00Z', 'no'],
  ['DateLessThanEquals', '2026-01-02', '2026-01-02T00:00:00Z', 'yes'],
  ['DateGreaterThan', '2026-01-02T00:00:00+02:00', '2026-01-01T22:30:00Z', 'yes'],
  ['DateGreaterThanEquals', '2026-01-02', '2026-01-01', 'no'],
  ['DateGreaterThan', 'yesterday', '2026-01-01', 'unknown'],
  ['Bool', 'true', 'true', 'yes'],
  ['Bool', true, 'True', 'yes'],
  ['Bool', 'True', 'true', 'yes'],
  ['Bool', 'false', 'true', 'no'],
  ['Bool', 'maybe', 'true', 'unknown'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'yes'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ6', 'no'],
  ['BinaryEquals', '?', 'QmluYXJ5', 'unknown'],
  ['IpAddress', '10.0.0.0/8', '10.1.2.3', 'yes'],
  ['IpAddress', ['10.0.0.0/8', '2001:db8::/32'], '2001:db8::1', 'yes'],
  ['IpAddress', '10.0.0.0/8', 'not an address', 'no'],
  ['IpAddress', '10.0.0.0/40', '10.1.2.3', 'unknown'],
  ['NotIpAddress', '10.0.0.0/8', '11.1.2.3', 'yes'],
  ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', 'no'],
];

describe('operators', () => {
  test.each(cases)('%s %j of %j: %s', (operator, values, given, expected) => {
    expect(holds({ [operator]: { 'x:key': values } }, { 'x:key': given })).toBe(expected);
  });

  test('a malformed value leaves a condition unknown, even beside one that matches', () => {
    expect(holds({ NumericEquals: { 'x:key': ['10', 'ten'] } }, { 'x:key': '10' })).toBe('unknown');
  });
});
