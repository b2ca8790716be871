import { describe, expect, test } from '@jest/globals';
import { EnforcementPolicy, type EnforcementPolicyProps } from '../../modules/constructs';
import { synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { accountId, deployment, existingReader } from '../support/tenancy';

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const algorithm = 's3:x-amz-server-side-encryption';
const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const writes = ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'];
const bucket = 'arn:aws:s3:::corp-acme';
const objects = 'arn:aws:s3:::corp-acme/*';

function synthesizePolicy(
  deployerArn = deployment.deployerArn,
  changes: Partial<EnforcementPolicyProps> = {},
): SynthesizedStack {
  return synthesizeIn((stack) => {
    new EnforcementPolicy(stack, 'Enforcement', {
      placement: { ...deployment, deployerArn },
      bucketName: 'corp-acme',
      keyArn,
      publicAccessBlock: { fqn: 'aws_s3_bucket_public_access_block.first' },
      ...changes,
    });
  });
}

describe('EnforcementPolicy', () => {
  test('is one bucket policy that waits for the public access block', () => {
    const stack = synthesizePolicy();
    expect(stack.counts).toEqual({ aws_s3_bucket_policy: 1 });
    const { policy: _, ...fields } = stack.only('aws_s3_bucket_policy').fields;
    expect(fields).toEqual({ bucket: 'corp-acme', depends_on: ['aws_s3_bucket_public_access_block.first'] });
  });

  test('denies to everybody and allows nothing', () => {
    for (const statement of synthesizePolicy().statements('aws_s3_bucket_policy'))
      expect(statement).toMatchObject({ Effect: 'Deny', Principal: '*' });
  });

  test.each([
    [
      'DenyOtherAlgorithms',
      writes,
      objects,
      { Null: { [algorithm]: 'false' }, StringNotEquals: { [algorithm]: 'aws:kms' } },
    ],
    ['DenyOtherKeys', writes, objects, { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: keyArn } }],
    [
      'DenyKmsWithoutKey',
      's3:PutObject',
      objects,
      { StringEquals: { [algorithm]: 'aws:kms' }, Null: { [keyId]: 'true' } },
    ],
    [
      'DenyCustomerKeys',
      ['s3:PutObject', 's3:ReplicateObject'],
      objects,
      { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
    ],
    [
      'DenyEncryptionChange',
      's3:PutEncryptionConfiguration',
      bucket,
      { ArnNotLike: { 'aws:PrincipalArn': deployment.deployerArn } },
    ],
    ['DenyFormUploads', 's3:PutObject', objects, { StringEquals: { 's3:authType': 'POST' } }],
    ['DenyPlainHttp', 's3:*', [bucket, objects], { Bool: { 'aws:SecureTransport': 'false' } }],
  ])('has the statement %s', (Sid, Action, Resource, Condition) => {
    const statement = synthesizePolicy()
      .statements('aws_s3_bucket_policy')
      .find((one) => one['Sid'] === Sid);
    expect(statement).toEqual({ Sid, Effect: 'Deny', Principal: '*', Action, Resource, Condition });
  });

  test('has these statements and no other', () => {
    const sids = synthesizePolicy()
      .statements('aws_s3_bucket_policy')
      .map((one) => one['Sid']);
    expect(sids).toEqual([
      'DenyOtherAlgorithms',
      'DenyOtherKeys',
      'DenyKmsWithoutKey',
      'DenyCustomerKeys',
      'DenyEncryptionChange',
      'DenyFormUploads',
      'DenyPlainHttp',
    ]);
  });

  test('fails when it has more bytes than S3 takes', () => {
    expect(() => synthesizePolicy(`arn:aws:iam::${accountId}:role/${'x'.repeat(20_000)}`)).toThrow(
      /\[test\/Enforcement\] TB2004 the bucket policy has \d+ bytes and AWS takes 20480; name fewer principals: let those who do the same assume one role/,
    );
  });

  test.each<readonly [string, Partial<EnforcementPolicyProps>, readonly string[]]>([
    ['a strict tenant', { enforcement: 'strict' }, ['DenyAllButOurKeys']],
    ['a suspended tenant', { suspended: true }, ['DenyObjectsWhileSuspended', 'DenyListsWhileSuspended']],
    ['principals that exist already', { letIn: [existingReader] }, ['ReadObjects', 'ListObjects']],
  ])('has statements of its own for %s', (_, changes, own) => {
    const sids = synthesizePolicy(deployment.deployerArn, changes)
      .statements('aws_s3_bucket_policy')
      .map((one) => one['Sid']);
    expect(sids).toEqual(expect.arrayContaining([...own]));
  });
});
