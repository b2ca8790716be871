import { describe, expect, test } from '@jest/globals';
import { known, type PolicyStatement, type World } from '../../../modules/core';
import { keyArnOf, platformAccount } from '../../../tools/bench/tenant-worlds';
import { reviewOf, told, twoTenants, withKey, without } from '../../support/tenant-plans';

const own = keyStatements();

function keyStatements(): readonly unknown[] {
  const policy = twoTenants.keys.get(keyArnOf('a'))?.policy;
  const document = policy?.known === true ? policy.value : undefined;
  return typeof document === 'object' && document !== null && 'Statement' in document
    ? [document.Statement].flat()
    : [];
}

type Parts = Partial<PolicyStatement>;

function opened(parts: Parts & { readonly Condition?: unknown; readonly NotPrincipal?: unknown } = {}): World {
  const statement = { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', ...parts };
  return withKey('a', { policy: known({ Version: '2012-10-17', Statement: [...own, statement] }) });
}

describe('a key whose policy lets in every account', () => {
  test.each([
    ['in so many words', {}],
    ['as an AWS principal', { Principal: { AWS: '*' } }],
    ['to make grants', { Action: ['kms:DescribeKey', 'kms:CreateGrant'] }],
    ['through S3', { Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }],
    ['by a role of any account', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/app' } } }],
    ['by a tag that anybody sets', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }],
    ['unless it says its account', { Condition: { StringEqualsIfExists: { 'kms:CallerAccount': platformAccount } } }],
  ])('is told once: %s', (_how, parts) => {
    const review = reviewOf(opened(parts));
    expect(told(review)).toEqual(['critical public-access a']);
    expect(review.findings[0]?.message).toBe('the policy of key/a of tenant a lets in every account of AWS (Open)');
  });

  test('is told where the plan makes it', () => {
    const before = without({ keys: ['a'], buckets: ['a'] });
    const review = reviewOf(opened(), {}, {}, before);
    expect(told(review)).toContain('critical public-access a');
  });

  test.each([
    ['an account', { Condition: { StringEquals: { 'kms:CallerAccount': platformAccount } } }],
    ['an organization', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } }],
    ['a role', { Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${platformAccount}:role/app` } } }],
    ['nothing that uses it', { Action: 'kms:DescribeKey' }],
    ['nobody', { Effect: 'Deny' }],
  ] as const)('is nothing to tell where it is held to %s', (_what, parts) => {
    expect(told(reviewOf(opened(parts))).filter((line) => line.includes('public-access'))).toEqual([]);
  });

  test('is no news where it was open before', () => {
    const more = opened({ Action: ['kms:Decrypt', 'kms:DescribeKey'] });
    expect(told(reviewOf(more, {}, { accessDiff: false }, opened()))).toEqual([]);
  });
});
