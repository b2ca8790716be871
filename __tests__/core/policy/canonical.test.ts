import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bucketPolicyLimitBytes,
  canonicalPolicyJson,
  keyPolicyLimitBytes,
  policyDocument,
  policySizeBytes,
  type PolicyDocument,
  type PolicyStatement,
} from '../../../modules/core';

const statement: PolicyStatement = {
  Sid: 'A',
  Effect: 'Allow',
  Principal: { AWS: ['b', 'a', 'b'] },
  Action: ['s3:PutObject'],
  Resource: 'r',
  Condition: { StringEquals: { key: ['2', '1'] } },
};

const sets = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 });

function documentOf(
  actions: readonly string[],
  principals: readonly string[],
  values: readonly string[],
): PolicyDocument {
  return policyDocument([
    {
      Sid: 'A',
      Effect: 'Deny',
      Principal: { AWS: principals },
      Action: actions,
      NotResource: actions,
      Condition: { StringNotEquals: { key: values } },
    },
  ]);
}

describe('canonicalPolicyJson', () => {
  test('sorts sets, drops what stands twice and unwraps what stands alone', () => {
    expect(canonicalPolicyJson(policyDocument([statement]))).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Principal":{"AWS":["a","b"]},' +
        '"Action":"s3:PutObject","Resource":"r","Condition":{"StringEquals":{"key":["1","2"]}}}]}',
    );
  });

  test('keeps the order of statements, and a list even of one', () => {
    const second = { ...statement, Sid: 'B' };
    const text = canonicalPolicyJson(policyDocument([second, statement]));
    expect(text.indexOf('"Sid":"B"')).toBeLessThan(text.indexOf('"Sid":"A"'));
    expect(canonicalPolicyJson(policyDocument([statement]))).toContain('"Statement":[{');
  });

  test('does not change the document', () => {
    const before = structuredClone(statement);
    canonicalPolicyJson(policyDocument([statement]));
    expect(statement).toEqual(before);
  });

  test('is one text for all orders of one meaning', () => {
    const shuffled = (values: readonly string[]): fc.Arbitrary<string[]> =>
      fc.shuffledSubarray([...values], { minLength: values.length });
    const pairs = fc
      .tuple(sets, sets, sets)
      .chain((parts) => fc.tuple(fc.constant(parts), fc.tuple(...parts.map(shuffled))));
    fc.assert(
      fc.property(
        pairs,
        ([[actions, principals, values], [turnedActions = [], turnedPrincipals = [], turnedValues = []]]) => {
          expect(canonicalPolicyJson(documentOf(turnedActions, turnedPrincipals, turnedValues))).toBe(
            canonicalPolicyJson(documentOf(actions, principals, values)),
          );
        },
      ),
    );
  });

  test('loses no member of a set', () => {
    fc.assert(
      fc.property(sets, (actions) => {
        const text = canonicalPolicyJson(documentOf(actions, ['p'], ['v']));
        for (const action of actions) expect(text).toContain(JSON.stringify(action));
      }),
    );
  });

  test('is idempotent: a canonical document stays as it is', () => {
    fc.assert(
      fc.property(sets, sets, sets, (actions, principals, values) => {
        const unwrap = (members: readonly string[]): readonly string[] => [...new Set(members)].sort();
        const once = canonicalPolicyJson(documentOf(actions, principals, values));
        const again = canonicalPolicyJson(documentOf(unwrap(actions), unwrap(principals), unwrap(values)));
        expect(again).toBe(once);
      }),
    );
  });
});

describe('policySizeBytes', () => {
  const empty = policySizeBytes(policyDocument([]));

  test('counts bytes in UTF-8, not characters', () => {
    const sizeOf = (Sid: string): number =>
      policySizeBytes(policyDocument([{ Sid, Effect: 'Allow', Action: 'a', Resource: 'r' }]));
    expect(sizeOf('é') - sizeOf('')).toBe(2);
    expect(sizeOf('€') - sizeOf('')).toBe(3);
    expect(sizeOf('😀') - sizeOf('')).toBe(4);
  });

  test('counts no white space but what stands in strings', () => {
    expect(empty).toBe('{"Version":"2012-10-17","Statement":[]}'.length);
  });

  test('is measured against what AWS takes', () => {
    expect([bucketPolicyLimitBytes, keyPolicyLimitBytes]).toEqual([20_480, 32_768]);
  });
});
