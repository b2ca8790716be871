import { describe, expect, test } from '@jest/globals';
import { ask, holds, policy } from '../asking';

/** Whether a resource pattern covers an object, under a version of the language. */
function covers(pattern: string, key: string, context: object, version?: string): string {
  const statement = { Effect: 'Allow', Action: '*', Resource: `arn:aws:s3:::b/${pattern}` };
  const identity = { ...(version !== undefined && { Version: version }), Statement: [statement] };
  return ask({ request: { resource: `arn:aws:s3:::b/${key}`, context }, identityPolicies: [identity] }).decision;
}

const team = { 'aws:PrincipalTag/team': 'blue' };

describe('policy variables', () => {
  test.each([
    ['${aws:PrincipalTag/team}/*', 'blue/k', team, 'allow'],
    ['${AWS:principaltag/TEAM}/*', 'blue/k', team, 'allow'],
    ['${aws:PrincipalTag/team}/*', 'red/k', team, 'implicitDeny'],
    ['${aws:PrincipalTag/team}/*', '/k', {}, 'implicitDeny'],
    ["${aws:PrincipalTag/team, 'none'}/*", 'none/k', {}, 'allow'],
    ["${aws:PrincipalTag/team,'none'}/*", 'blue/k', team, 'allow'],
    ["${aws:PrincipalTag/team, ''}k", 'k', {}, 'allow'],
    ['${aws:PrincipalTag/team}', 'any', { 'aws:PrincipalTag/team': '*' }, 'implicitDeny'],
    ['${aws:PrincipalTag/team}', '*', { 'aws:PrincipalTag/team': '*' }, 'allow'],
    ['a${*}', 'a*', {}, 'allow'],
    ['a${*}', 'ab', {}, 'implicitDeny'],
    ['a${?}${$}', 'a?$', {}, 'allow'],
    ['$a$', '$a$', {}, 'allow'],
    ['${x:one}', 'a', { 'x:one': ['a'] }, 'allow'],
    ['${x:none}', '', { 'x:none': [] }, 'implicitDeny'],
    ["${x:none, 'a'}", 'a', { 'x:none': [] }, 'allow'],
    ['${x:two}', 'a', { 'x:two': ['a', 'b'] }, 'unknown'],
    ['${aws:CurrentTime}', 'a', {}, 'unknown'],
  ])('%s covers %s under %j: %s (F21)', (pattern, key, context, expected) => {
    expect(covers(pattern, key, context, '2012-10-17')).toBe(expected);
  });

  test.each(['${aws:username', '${}', '${ }', "${a, 'b}", '${a, b}', "${a, ''b'}", "${a,'}", '${a b"c}', '${${a}}'])(
    'fails when it is %s: judged unknown',
    (pattern) => {
      expect(covers(pattern, 'k', team, '2012-10-17')).toBe('unknown');
    },
  );

  test.each(['2008-10-17', undefined])(
    'are plain text under version %s, where wildcards stay wildcards (F21)',
    (version) => {
      expect(covers('${aws:PrincipalTag/team}', 'blue', team, version)).toBe('implicitDeny');
      expect(covers('${aws:PrincipalTag/team}', '${aws:PrincipalTag/team}', team, version)).toBe('allow');
      expect(covers('${*}', '${xyz}', team, version)).toBe('allow');
    },
  );

  test('stand in string and ARN conditions', () => {
    const context = {
      ...team,
      'x:key': 'BLUE',
      'x:arn': 'arn:a:b:c:d:blue',
      'x:tag': 'arn:a:b:c:d:blue',
      'x:bad': 'no arn',
    };
    expect(holds({ StringEqualsIgnoreCase: { 'x:key': '${aws:PrincipalTag/team}' } }, context)).toBe('yes');
    expect(holds({ StringEquals: { 'x:key': '${aws:PrincipalTag/team}' } }, context)).toBe('no');
    expect(holds({ StringLike: { 'x:arn': '*${aws:PrincipalTag/team}' } }, context)).toBe('yes');
    expect(holds({ ArnEquals: { 'x:arn': '${x:tag}' } }, context)).toBe('yes');
    expect(holds({ ArnEquals: { 'x:arn': ['${x:bad}'] } }, context)).toBe('no');
    expect(holds({ ArnLike: { 'x:arn': 'arn:*:b:c:d:${aws:PrincipalTag/team}' } }, context)).toBe('yes');
  });

  test('that are missing match nothing: a positive operator fails, a negated one holds', () => {
    expect(holds({ StringEquals: { 'x:key': '${aws:PrincipalTag/team}' } }, { 'x:key': '' })).toBe('no');
    expect(holds({ StringNotEquals: { 'x:key': '${aws:PrincipalTag/team}' } }, { 'x:key': 'a' })).toBe('yes');
    expect(holds({ StringEquals: { 'x:key': ['${aws:PrincipalTag/team}', 'a'] } }, { 'x:key': 'a' })).toBe('yes');
  });

  test('that are missing open a Deny on Resource and close a Deny on NotResource', () => {
    const may = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
    const denied = (element: string) =>
      ask({ identityPolicies: [may, policy({ Effect: 'Deny', Action: '*', [element]: 'arn:aws:s3:::b/${x:key}' })] });
    expect([denied('Resource').decision, denied('NotResource').decision]).toEqual(['allow', 'explicitDeny']);
  });
});
