import { describe, expect, test } from '@jest/globals';
import { accountId, constant, factsOf, references, region, type PlannedPart } from '../plan-documents';

const symbol = `arn:aws:kms:${region}:${accountId}:key/aws_kms_key.K`;
const made = `arn:aws:kms:${region}:${accountId}:key/1234`;
const roleArn = `arn:aws:iam::${accountId}:role/app`;

describe('expressions of HCL', () => {
  const key = { type: 'aws_kms_key', name: 'K', after: {}, unknown: { arn: true }, written: {} };
  const bucket = {
    type: 'aws_s3_bucket',
    name: 'B',
    after: { bucket: 'b' },
    unknown: { id: true, arn: true },
    written: { bucket: constant('b') },
  };
  const encryption = (written: object): PlannedPart => ({
    type: 'aws_s3_bucket_server_side_encryption_configuration',
    name: 'E',
    after: { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms' }] }] },
    unknown: { bucket: true, rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }] },
    written: {
      bucket: references('aws_s3_bucket.B.id'),
      rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: written }] }],
    },
  });

  test('are followed where an argument takes nothing but a name', async () => {
    const { after } = await factsOf([key, bucket, encryption(references('aws_kms_key.K.arn'))]);
    expect(after.world.buckets.get('b')?.encryption).toMatchObject({
      value: { keyId: { known: true, value: symbol } },
    });
  });

  test.each([
    ['a choice', { references: ['var.own', 'aws_kms_key.K.arn', 'aws_kms_key.K'] }],
    ['a local value', { references: ['local.key'] }],
    ['a key and a local value', { references: ['local.own', 'aws_kms_key.K.arn', 'aws_kms_key.K'] }],
    ['a key and a bucket', references('aws_kms_key.K.arn', 'aws_s3_bucket.B.bucket')],
    ['another thing', references('aws_s3_bucket.B.arn')],
    ['nothing that is shown', {}],
  ])('stay unknown where they are made of %s', async (_, written) => {
    const { after } = await factsOf([key, bucket, encryption(written)]);
    expect(after.world.buckets.get('b')?.encryption).toMatchObject({ value: { keyId: { known: false } } });
  });

  test('of a text that names a bucket stay unknown, because it may name its objects', async () => {
    const { after } = await factsOf([
      key,
      bucket,
      {
        type: 'aws_kms_grant',
        name: 'G',
        after: { operations: ['Decrypt'], grantee_principal: roleArn, constraints: [{}] },
        unknown: { key_id: true, constraints: [{ encryption_context_equals: true }] },
        written: {
          key_id: references('aws_kms_key.K.key_id'),
          constraints: [{ encryption_context_equals: references('aws_s3_bucket.B.arn') }],
        },
      },
    ]);
    expect(after.world.grants.get('aws_kms_grant.G')).toMatchObject({
      keyArn: symbol,
      constraints: { known: false, why: 'the encryption_context_equals is made of aws_s3_bucket.B.arn' },
    });
  });

  test('of repeated resources lead to the instance of the same index', async () => {
    const each = (name: string, index: string, more: object): PlannedPart => ({
      type: 'aws_kms_key',
      name,
      index,
      after: {},
      unknown: { arn: true },
      written: {},
      ...more,
    });
    const both = { references: ['aws_kms_key.K', 'each.key'] };
    const { after } = await factsOf([
      each('K', 'a', {}),
      each('K', 'b', { written: undefined }),
      each('A', 'b', {
        type: 'aws_kms_alias',
        after: { name: 'alias/b' },
        unknown: { target_key_id: true },
        written: { target_key_id: both },
      }),
    ]);
    expect(after.world.keys.get(`${symbol}[b]`)?.aliases).toEqual({ known: true, value: ['alias/b'] });
    expect(after.world.keys.get(`${symbol}[a]`)?.aliases).toEqual({ known: true, value: [] });
  });

  test('lead through the inputs and outputs of modules', async () => {
    const inModule = { ...encryption(references('var.key')), module: 'module.m[0]' };
    const module = {
      resources: [{ type: inModule.type, name: inModule.name, mode: 'managed', expressions: inModule.written }],
      variables: { key: {} },
    };
    const { after } = await factsOf([key, { ...bucket, module: 'module.m[0]' }, { ...inModule }], {
      configuration: {
        provider_config: {},
        root_module: {
          resources: [{ type: 'aws_kms_key', name: 'K', mode: 'managed', provider_config_key: 'aws', expressions: {} }],
          module_calls: {
            m: { expressions: { key: references('module.keys.arn') }, module },
            keys: { module: { outputs: { arn: { expression: constant(made) } } } },
          },
        },
      },
    });
    expect(after.world.buckets.get('b')?.encryption).toMatchObject({ value: { keyId: { value: made } } });
  });
});
