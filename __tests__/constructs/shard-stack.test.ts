import { describe, expect, test } from '@jest/globals';
import { ShardStack } from '../../modules/constructs';
import type { Tenant } from '../../modules/core';
import { objectAt } from '../support/json';
import { synthesize, type SynthesizedStack } from '../support/synthesize';
import { accountId, acme, deployment, existingReader } from '../support/tenancy';

function synthesizeShard(...tenants: readonly Tenant[]): SynthesizedStack {
  return synthesize((app) => new ShardStack(app, 'shard', { deployment, tenants, tags: {} }));
}

describe('ShardStack', () => {
  test('holds each of its tenants once', () => {
    const { counts } = synthesizeShard(acme, { ...acme, id: 'globex', principals: [] });
    expect(counts).toEqual({
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_kms_alias: 2,
      aws_kms_grant: 2,
      aws_kms_key: 2,
      aws_s3_bucket: 2,
      aws_s3_bucket_lifecycle_configuration: 2,
      aws_s3_bucket_ownership_controls: 2,
      aws_s3_bucket_policy: 2,
      aws_s3_bucket_public_access_block: 2,
      aws_s3_bucket_server_side_encryption_configuration: 2,
      aws_s3_bucket_versioning: 2,
    });
  });

  test('puts out what each tenant needs to know', () => {
    const stack = synthesizeShard(acme);
    expect(objectAt(stack.json, 'output')).toEqual({
      acme: {
        value: {
          bucketName: 'corp-acme',
          aliasName: 'alias/corp/acme',
          keyArn: `\${${stack.only('aws_kms_key').address}.arn}`,
          principalArns: [`arn:aws:iam::${accountId}:role/tenants/corp-acme-app`, existingReader.arn],
        },
      },
    });
  });

  test('has room for tenants named like its own parts', () => {
    const ids = ['aws', 'backend', 'state', 'provider', 'acme', 'acme-output', 'output-acme', 'resource', 'default'];
    const stack = synthesizeShard(...ids.map((id) => ({ ...acme, id, principals: [] })));
    expect(stack.all('aws_s3_bucket')).toHaveLength(ids.length);
  });
});
