import { describe, expect, test } from '@jest/globals';
import { known, unknown, type World } from '../../../modules/core';
import type { StrayPolicy } from '../../../modules/plan';
import { bucketNameOf, keyArnOf } from '../../../tools/bench/tenant-worlds';
import { reviewOf, told, twoTenants, without } from '../../support/tenant-plans';

const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });

function stray(statement: object, parts: Partial<StrayPolicy> = {}): StrayPolicy {
  const document = known({ Version: '2012-10-17', Statement: [statement] });
  return { address: 'aws_iam_role_policy.p', kind: 'role', holder: 'elsewhere', document, ...parts };
}

function review(after: readonly StrayPolicy[], before: readonly StrayPolicy[] = [], old: World = twoTenants) {
  return reviewOf(twoTenants, { before: { strays: before }, after: { strays: after } }, {}, old);
}

const objects = `arn:aws:s3:::${bucketNameOf('a')}/*`;

describe('a policy of a role that is not in the plan', () => {
  test('cannot be judged where it may open a tenant’s data', () => {
    const found = review([stray(allow('s3:GetObject', objects))]);
    expect(told(found)).toEqual(['medium unknown-value a']);
    expect(found.findings[0]).toMatchObject({
      address: 'aws_iam_role_policy.p',
      message:
        'what role elsewhere, which is not in the plan, may do to bucket corp-a of tenant a with the policy in aws_iam_role_policy.p cannot be judged: nobody knows what else it may',
    });
  });

  test.each([
    ['one object', allow('s3:*', `arn:aws:s3:::${bucketNameOf('a')}/in/x`), 'a'],
    ['a pattern of buckets', allow('s3:PutObject', 'arn:aws:s3:::*-a/in/*'), 'a'],
    ['its key', allow('kms:Decrypt', keyArnOf('a')), 'a'],
    ['a variable', allow('s3:GetObject', 'arn:aws:s3:::${aws:PrincipalTag/bucket}/*'), '-'],
    ['everything', allow('*', '*'), '-'],
    ['what it refuses', { ...allow('s3:*', objects), Effect: 'Deny' }, 'a'],
    ['all but something', { Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::x' }, '-'],
  ])('is told where it names %s', (_, statement, tenant) => {
    expect(told(review([stray(statement)]))).toEqual([`medium unknown-value ${tenant}`]);
  });

  test('is told where nobody can read it', () => {
    const found = review([stray({}, { document: unknown('policy X is not in the plan') })]);
    expect(told(found)).toEqual(['medium unknown-value -']);
    expect(found.findings[0]?.message).toContain('nobody knows what else it may, and policy X is not in the plan');
  });

  test('is told when it changes and when it goes', () => {
    const [read, write] = [stray(allow('s3:GetObject', objects)), stray(allow('s3:PutObject', objects))];
    expect(told(review([write], [read]))).toEqual(['medium unknown-value a']);
    expect(told(review([], [read]))).toEqual(['medium unknown-value a']);
    expect(told(review([read], [read]))).toEqual([]);
  });

  test('is for information where it only speaks of what the plan makes', () => {
    const nothing = without({ buckets: ['a'] });
    expect(told(review([stray(allow('s3:GetObject', objects))], [], nothing))).toContain('info unknown-value a');
  });

  test.each([
    ['other services', allow('sqs:*', '*')],
    ['other buckets', allow('s3:*', 'arn:aws:s3:::somebody-elses/*')],
    ['a bucket, to KMS', allow('kms:Decrypt', objects)],
  ])('is not told of %s', (_, statement) => {
    expect(told(review([stray(statement)]))).toEqual([]);
  });
});
