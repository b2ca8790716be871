import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../modules/core';
import {
  awsPrincipals,
  mayMean,
  mayNameEverybody,
  statementName,
  statementsOf,
  wildcard,
} from '../../modules/review/policy-text';

describe('policy text', () => {
  test('has the statements that can be read, and none of what is no policy', () => {
    const statement = { Effect: 'Allow' };
    expect(statementsOf(known({ Statement: [statement, 'text'] }))).toEqual([statement]);
    expect(statementsOf(known({ Statement: statement }))).toEqual([statement]);
    for (const policy of [undefined, unknown('later'), known(undefined), known('text'), known({})]) {
      expect(statementsOf(policy)).toEqual([]);
    }
  });

  test('calls statements by Sid or place', () => {
    expect([statementName({ Sid: 'Read' }, 3), statementName({ Sid: '' }, 3), statementName({}, 4)]).toEqual([
      'Read',
      '3',
      '4',
    ]);
  });

  test('finds whom a statement names', () => {
    expect(awsPrincipals({ Principal: { AWS: ['a', 1, 'b'], Service: 's' } })).toEqual(['a', 'b']);
    expect(awsPrincipals({ Principal: '*' })).toEqual(['*']);
    expect([{ Principal: { AWS: '*' } }, { NotPrincipal: 'x' }, { Principal: 'x' }].map(mayNameEverybody)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each<[object, boolean]>([
    [{ Action: 's3:PutBucketPolicy' }, true],
    [{ Action: ['s3:Get*', 'S3:putbucket*'] }, true],
    [{ Action: 's3:GetObject' }, false],
    [{ NotAction: 's3:PutBucketPolicy' }, true],
    [{}, false],
  ])('%j may mean s3:PutBucketPolicy: %j', (statement, may) => {
    expect(mayMean({ ...statement }, 's3:PutBucketPolicy')).toBe(may);
  });

  test('reads wildcards and nothing else', () => {
    expect(['a.c', 'abc', 'a/b.c'].map((text) => wildcard('a?c').test(text))).toEqual([true, true, false]);
    expect(wildcard('a.*').test('axb')).toBe(false);
  });
});
