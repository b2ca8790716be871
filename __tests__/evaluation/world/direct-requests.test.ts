import { describe, expect, test } from '@jest/globals';
import { describeBucket, describeKey, describeRole, describeWorld, known } from '../../../modules/core';
import {
  compile,
  decideAccountRequest,
  decideBucketRequest,
  decideKeyRequest,
  decideRoleAssumption,
} from '../../../modules/evaluation';

const accountId = '111122223333';
const app = `arn:aws:iam::${accountId}:role/app`;
const bucketArn = 'arn:aws:s3:::corp-acme';
const overTls = { 'aws:SecureTransport': 'true' };

function policy(...statements: readonly object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

const key = describeKey({
  arn: `arn:aws:kms:eu-west-1:${accountId}:key/1234`,
  policy: known(
    policy({
      Sid: 'Decrypt',
      Effect: 'Allow',
      Principal: { AWS: app },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'acme' } },
    }),
  ),
});

const trusting = describeRole({
  arn: `arn:aws:iam::${accountId}:role/trusting`,
  trustPolicy: known(policy({ Effect: 'Allow', Principal: { AWS: app }, Action: 'sts:AssumeRole' })),
});
const closed = describeRole({ arn: `arn:aws:iam::${accountId}:role/closed` });

const world = compile(
  describeWorld({
    complete: true,
    principals: [
      describeRole({
        arn: app,
        identityPolicies: known([
          {
            name: 'own',
            document: known(
              policy(
                { Effect: 'Allow', Action: ['s3:PutBucketPolicy', 'iam:GetRole'], Resource: '*' },
                { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
              ),
            ),
          },
        ]),
      }),
      trusting,
      closed,
    ],
    buckets: [describeBucket({ name: 'corp-acme', accountId, region: 'eu-west-1' })],
    keys: [key],
  }),
);

describe('decideKeyRequest', () => {
  test('asks the key policy under the encryption context that was sent', () => {
    const action = 'kms:Decrypt';
    const asked = (encryptionContext: { readonly [name: string]: string }) =>
      decideKeyRequest(world, app, { action, key, encryptionContext, context: overTls }).verdict;
    expect([asked({ tenant: 'acme' }), asked({ tenant: 'globex' })]).toEqual(['allow', 'implicitDeny']);
  });

  test('takes a request without encryption context for one that has none', () => {
    const { verdict, resource } = decideKeyRequest(world, app, { action: 'kms:Decrypt', key });
    expect([verdict, resource]).toEqual(['implicitDeny', key.arn]);
  });

  test('cannot judge somebody who is no principal', () => {
    const { verdict, reasons } = decideKeyRequest(world, 'somebody', { action: 'kms:Decrypt', key });
    expect([verdict, reasons.map(({ why }) => why)]).toEqual(['unknown', ['somebody names no principal']]);
  });
});

describe('decideBucketRequest', () => {
  const request = { action: 's3:PutBucketPolicy', bucket: 'corp-acme' };

  test('asks about the bucket itself, under what the request tells', () => {
    expect(decideBucketRequest(world, app, { ...request, context: overTls })).toMatchObject({
      verdict: 'allow',
      resource: bucketArn,
    });
    const plain = { ...request, context: { 'aws:SecureTransport': 'false' } };
    expect(decideBucketRequest(world, app, plain).verdict).toBe('explicitDeny');
  });

  test('asks about an object in it', () => {
    const { resource, verdict } = decideBucketRequest(world, app, { ...request, key: 'in/one', context: overTls });
    expect([resource, verdict]).toEqual([`${bucketArn}/in/one`, 'allow']);
  });

  test('leaves what the request does not tell unknown', () => {
    expect(decideBucketRequest(world, app, request).verdict).toBe('unknown');
  });

  test('cannot judge a bucket that is not described', () => {
    const { verdict, reasons } = decideBucketRequest(world, app, { ...request, bucket: 'other' });
    expect([verdict, reasons.map(({ why }) => why)]).toEqual(['unknown', ['bucket other is not described']]);
  });
});

describe('decideAccountRequest', () => {
  test('asks the policies of the caller alone', () => {
    const request = { resource: trusting.arn, accountId, context: overTls };
    const asked = (action: string) => decideAccountRequest(world, app, { ...request, action }).verdict;
    expect([asked('iam:GetRole'), asked('iam:PutRolePolicy')]).toEqual(['allow', 'implicitDeny']);
  });

  test('takes no context for one of which nothing is known', () => {
    const request = { action: 'iam:GetRole', resource: trusting.arn, accountId };
    expect(decideAccountRequest(world, app, request).verdict).toBe('unknown');
  });
});

describe('decideRoleAssumption', () => {
  test('lets in whom the trust policy names, and nobody where there is none', () => {
    const request = { action: 'sts:AssumeRole', context: overTls };
    expect(decideRoleAssumption(world, app, trusting, request)).toMatchObject({
      verdict: 'allow',
      resource: trusting.arn,
    });
    expect(decideRoleAssumption(world, app, closed, request).verdict).toBe('implicitDeny');
  });
});
