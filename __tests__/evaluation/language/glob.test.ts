import { describe, expect, test } from '@jest/globals';
import { matchesGlob } from '../../../modules/evaluation/language/glob';
import { parseTemplate } from '../../../modules/evaluation/language/template';
import { ask, policy } from '../asking';

function matches(pattern: string, text: string): boolean {
  const template = parseTemplate(pattern, { variables: false, wildcards: true });
  return template?.kind === 'glob'
    ? matchesGlob(template.glob, text)
    : template?.kind === 'literal' && template.text === text;
}

describe('matchesGlob', () => {
  test.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'anything', true],
    ['?', '', false],
    ['?', 'a', true],
    ['a*', 'a', true],
    ['*a', 'ba', true],
    ['*a', 'ab', false],
    ['a*b*c', 'a1b2c', true],
    ['a*b*c', 'a1b2', false],
    ['*ab', 'aab', true],
    ['a?*c', 'ac', false],
    ['a?*c', 'abc', true],
    ['*?', 'a', true],
    ['ab', 'abc', false],
    ['*.txt', 'a/b:c.txt', true],
  ])('%j matches %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  test('answers at once where backtracking would not end in a lifetime', () => {
    expect(matches(`${'*a'.repeat(200)}*b`, 'a'.repeat(1024))).toBe(false);
    expect(matches(`${'*a'.repeat(200)}*b`, `${'a'.repeat(1024)}b`)).toBe(true);
  });
});

describe('wildcards of a statement', () => {
  test.each([
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k', 'allow'],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::B/k', 'implicitDeny'],
    ['arn:aws:s3:::b/?', 'arn:aws:s3:::b/k', 'allow'],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b/k', 'implicitDeny'],
    ['arn:aws:s3:::b/?', 'arn:aws:s3:::b/kk', 'implicitDeny'],
    ['arn:aws:s3:::b/a*c', 'arn:aws:s3:::b/abc', 'allow'],
    ['arn:aws:s3:::b/a*c', 'arn:aws:s3:::b/abd', 'implicitDeny'],
    ['*', 'arn:aws:s3:::b/k', 'allow'],
    ['arn:aws:s3:::b/k', 'arn:aws:s3:::b/*', 'implicitDeny'],
  ])('resource %s covers %s: %s', (pattern, resource, expected) => {
    const identity = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: [pattern] });
    expect(ask({ request: { resource }, identityPolicies: [identity] }).decision).toBe(expected);
  });

  test.each([
    ['s3:GetObject', 'allow'],
    ['S3:gETobject', 'allow'],
    ['s3:Get*', 'allow'],
    ['s3:GetObjec?', 'allow'],
    ['*', 'allow'],
    ['s3:GetObjectVersion', 'implicitDeny'],
    ['kms:*', 'implicitDeny'],
  ])('action %s covers s3:GetObject: %s (F21)', (action, expected) => {
    const identity = policy({ Effect: 'Allow', Action: action, Resource: '*' });
    expect(ask({ identityPolicies: [identity] }).decision).toBe(expected);
  });
});

describe('an ARN pattern', () => {
  const caller = 'arn:aws:iam::111122223333:role/app';

  test.each([
    ['*', caller, 'allow'],
    ['arn:aws:iam::*:role/app', caller, 'allow'],
    ['arn:*:role/app', caller, 'unknown'],
    ['*x', caller, 'unknown'],
    ['*:aws:iam::111122223333:role/app', caller, 'allow'],
    ['*:aws:iam::111122223333:role/ap', caller, 'implicitDeny'],
    ['*', 'no ARN', 'implicitDeny'],
  ])('%s covers %s part by part: %s', (pattern, value, expected) => {
    const Condition = { ArnLike: { 'aws:SourceArn': pattern } };
    const identity = policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition });
    const request = { context: { 'aws:SourceArn': value } };
    expect(ask({ request, identityPolicies: [identity] }).decision).toBe(expected);
  });
});
