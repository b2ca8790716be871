import { describe, expect, test } from '@jest/globals';
import { vendNeeds, type VendNeed } from '../../../modules/plan';
import { accountId, oneStack, policyText, provider, region } from '../documents';

const deployerArn = `arn:aws:iam::${accountId}:role/deployer`;
const role = `arn:aws:iam::${accountId}:role/app`;
const keyArn = `arn:aws:kms:${region}:${accountId}:key/hand.aws_kms_key.K`;
const trusted = 'arn:aws:iam::444455556666:role/application';

function needsOf(parts: {
  readonly operations?: readonly string[];
  readonly role?: object;
  readonly provider?: object;
}): readonly VendNeed[] {
  const { operations = ['Decrypt', 'GenerateDataKey'] } = parts;
  const trust = policyText({
    Effect: 'Allow',
    Principal: { AWS: [trusted, `arn:aws:iam::${accountId}:root`] },
    Action: 'sts:AssumeRole',
  });
  const constraints = { encryption_context_equals: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' } };
  const grant = { key_id: '${aws_kms_key.K.arn}', grantee_principal: role, operations, constraints };
  const stacks = oneStack({
    provider: parts.provider ?? provider,
    resource: {
      aws_s3_bucket: { B: { bucket: 'corp-acme' } },
      aws_kms_key: { K: { tags: { team: 'a' } } },
      aws_kms_alias: { A: { name: 'alias/corp/acme', target_key_id: '${aws_kms_key.K.id}' } },
      aws_iam_role: { R: { name: 'app', assume_role_policy: trust, ...parts.role } },
      aws_kms_grant: { G: grant },
    },
    output: { acme: { value: { bucketName: 'corp-acme', keyArn: '${aws_kms_key.K.arn}' } } },
  });
  return vendNeeds(
    stacks,
    stacks.places.map((place) => ({ ...place, deployerArn })),
  );
}

function only(needs: readonly VendNeed[], action: string): VendNeed {
  const [first, ...more] = needs.filter((one) => one.action === action);
  if (!first || more.length > 0) throw new Error(`${String(more.length)} more of ${action}`);
  return first;
}

const common = { 'aws:RequestedRegion': region, 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false' };

describe('what a vend needs', () => {
  test('of its deployer: making key, bucket, alias, grant and role, each with the keys of its request', () => {
    const needs = needsOf({});
    const own = { of: 'deployer', principal: deployerArn, accountId, unknown: [] };
    const tags = { 'aws:RequestTag/team': 'a', 'aws:TagKeys': ['team'] };
    expect(only(needs, 'kms:CreateKey')).toMatchObject({
      ...own,
      resource: '*',
      values: { ...common, ...tags, 'kms:KeySpec': 'SYMMETRIC_DEFAULT' },
    });
    expect(only(needs, 'kms:TagResource')).toEqual({
      ...own,
      action: 'kms:TagResource',
      resource: keyArn,
      values: { ...common, ...tags },
    });
    expect(only(needs, 's3:CreateBucket')).toMatchObject({
      ...own,
      resource: 'arn:aws:s3:::corp-acme',
      values: { ...common, 's3:LocationConstraint': region },
    });
    expect(only(needs, 's3:GetBucketPolicy').values).not.toHaveProperty('s3:LocationConstraint');
    expect(needs.filter(({ action }) => action === 'kms:CreateAlias').map(({ resource }) => resource)).toEqual([
      keyArn,
      `arn:aws:kms:${region}:${accountId}:alias/corp/acme`,
    ]);
    expect(only(needs, 'kms:CreateGrant')).toEqual({
      ...own,
      action: 'kms:CreateGrant',
      resource: keyArn,
      values: {
        ...common,
        'kms:GranteePrincipal': role,
        'kms:GrantOperations': ['Decrypt', 'GenerateDataKey'],
        'kms:GrantConstraintType': 'EncryptionContextEquals',
      },
    });
    expect(only(needs, 'iam:CreateRole')).toMatchObject({
      ...own,
      resource: role,
      values: { 'aws:RequestedRegion': 'us-east-1' },
    });
  });

  test.each([
    ['us-east-1', undefined, 'us-east-1'],
    ['cn-north-1', 'cn-north-1', 'cn-north-1'],
    ['us-gov-east-1', 'us-gov-east-1', 'us-gov-west-1'],
  ])('in %s: the constraint %s for buckets, and IAM in %s', (where, constraint, regionOfIam) => {
    const needs = needsOf({ provider: { aws: { region: where, allowed_account_ids: [accountId] } } });
    expect(only(needs, 's3:CreateBucket').values['s3:LocationConstraint']).toBe(constraint);
    expect(only(needs, 'iam:CreateRole').values['aws:RequestedRegion']).toBe(regionOfIam);
  });

  test('says the boundary of a role, and that it is not known when it is not', () => {
    const bounded = (permissions_boundary: string) =>
      only(needsOf({ role: { permissions_boundary } }), 'iam:CreateRole');
    const boundary = `arn:aws:iam::${accountId}:policy/b`;
    expect(bounded(boundary)).toMatchObject({ values: { 'iam:PermissionsBoundary': boundary }, unknown: [] });
    expect(bounded('${var.b}').unknown).toEqual(['iam:PermissionsBoundary']);
  });

  test('of those whom a role trusts: assuming it; an account as a whole is nobody who could be judged', () => {
    const need = { of: 'acme', principal: trusted, resource: role, accountId };
    expect(only(needsOf({}), 'sts:AssumeRole')).toMatchObject(need);
  });

  test.each([
    [
      ['Decrypt', 'GenerateDataKey'],
      ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject', 'kms:Decrypt', 'kms:GenerateDataKey'],
    ],
    [['Decrypt'], ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt']],
  ])('of the principal of a grant for %j: %j', (operations, actions) => {
    const own = needsOf({ operations }).filter(({ principal }) => principal === role);
    expect(own.map(({ action }) => action)).toEqual(actions);
    expect(own.every(({ of }) => of === 'acme')).toBe(true);
  });

  test('tells what S3 and KMS will see of the use of a key', () => {
    const needs = needsOf({});
    const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    expect(only(needs, 's3:PutObject')).toMatchObject({
      resource: 'arn:aws:s3:::corp-acme/object',
      values: { [keyId]: keyArn },
    });
    expect(only(needs, 'kms:GenerateDataKey')).toMatchObject({
      resource: keyArn,
      values: {
        'aws:ViaAWSService': 'true',
        'kms:ViaService': `s3.${region}.amazonaws.com`,
        'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme',
        'kms:EncryptionContextKeys': ['aws:s3:arn'],
      },
    });
  });
});
