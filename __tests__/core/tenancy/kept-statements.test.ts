import { describe, expect, test } from '@jest/globals';
import {
  checkKeptStatements,
  keptStatements,
  type FoundPolicy,
  type FoundStatement,
  type PolicyStatement,
} from '../../../modules/core';

const ours: readonly PolicyStatement[] = [
  {
    Sid: 'DenyPlainHttp',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::old', 'arn:aws:s3:::old/*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
];

const role = 'arn:aws:iam::111122223333:role/legacy';

const legacy: FoundStatement = {
  Sid: 'Legacy',
  Effect: 'Allow',
  Principal: { AWS: role },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::old/*',
};

function policy(...Statement: readonly FoundStatement[]): FoundPolicy {
  return { Version: '2012-10-17', Statement };
}

function complaints(found: FoundPolicy): readonly string[] {
  return checkKeptStatements('p', 'the bucket policy', { mode: 'merge', ours, found }).map(
    (one) => `${one.code} ${one.message}`,
  );
}

describe('keptStatements', () => {
  test('are all that was there, as it stood', () => {
    expect(keptStatements({ mode: 'merge', ours, found: policy(legacy) })).toEqual([legacy]);
    expect(keptStatements({ mode: 'merge', ours })).toEqual([]);
  });

  test('are none when ours replace them', () => {
    expect(keptStatements({ mode: 'replace', ours, found: policy(legacy) })).toEqual([]);
  });

  test('leave out what ours say word for word, in whatever order', () => {
    const same = {
      Condition: { Bool: { 'aws:SecureTransport': ['false'] } },
      Resource: ['arn:aws:s3:::old/*', 'arn:aws:s3:::old'],
      Action: ['s3:*'],
      Principal: '*',
      Effect: 'Deny',
      Sid: 'DenyPlainHttp',
    };
    expect(keptStatements({ mode: 'merge', ours, found: policy(same, legacy) })).toEqual([legacy]);
  });
});

describe('checkKeptStatements', () => {
  test('finds nothing wrong with a statement of its own name for somebody who is there', () => {
    expect(complaints(policy(legacy))).toEqual([]);
    expect(complaints(policy({ ...legacy, Resource: 'arn:aws:s3:::old/${aws:username}/*' }))).toEqual([]);
    expect(
      complaints(policy({ ...legacy, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })),
    ).toEqual([]);
    expect(complaints(policy({ ...legacy, Effect: 'Deny', Principal: { AWS: '*' } }))).toEqual([]);
  });

  test.each<[string, FoundPolicy, string]>([
    [
      'a statement has our Sid',
      policy({ ...legacy, Sid: 'DenyPlainHttp' }),
      'statement "DenyPlainHttp" of the bucket policy has the Sid of one of ours and says something else',
    ],
    [
      'a principal is gone',
      policy({ ...legacy, Principal: { AWS: [role, 'AROAEXAMPLE1EXAMPLE2'] } }),
      'statement "Legacy" of the bucket policy names AROAEXAMPLE1EXAMPLE2, a principal that no longer exists',
    ],
    [
      'everybody is let in',
      policy({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: '*' }),
      'statement number 1 of the bucket policy lets everybody in',
    ],
    [
      'an old policy has what would become a variable',
      { Statement: [{ ...legacy, Resource: 'arn:aws:s3:::old/${x}' }] },
      'statement "Legacy" of the bucket policy has ${…} in a policy of version 2008-10-17, where it is plain text',
    ],
  ])('fails when %s (F19, F24)', (_, found, message) => {
    expect(complaints(found)).toEqual([`TB2184 ${message}`]);
  });

  test('says how to go on', () => {
    const [first] = checkKeptStatements('p', 'the key policy', {
      mode: 'merge',
      ours,
      found: policy({ ...legacy, Sid: 'DenyPlainHttp' }),
    });
    expect(first?.fix).toBe('take it out of the file of what was found, or write policy: replace');
  });
});
