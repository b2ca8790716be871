import { describe, expect, test } from '@jest/globals';
import type { Bucket } from '../../../modules/core';
import { stackWorld } from '../../../modules/plan';
import { accountId, oneStack, onlyOf, policyText, provider, region } from '../documents';

const symbolic = `arn:aws:kms:${region}:${accountId}:key/hand.aws_kms_key.K`;

/** The bucket `corp-data` with these resources beside it. */
function bucketWith(resources: object, fields: object = {}): Bucket {
  const buckets = { B: { bucket: 'corp-data', ...fields } };
  return onlyOf(oneStack({ resource: { aws_kms_key: { K: {} }, aws_s3_bucket: buckets, ...resources } }).world.buckets);
}

function encryption(rule: unknown): object {
  const bucket = '${aws_s3_bucket.B.id}';
  return { aws_s3_bucket_server_side_encryption_configuration: { E: { bucket, rule } } };
}

describe('a bucket of a stack', () => {
  test('has its place, and what AWS gives it when nothing is said', () => {
    expect(bucketWith({})).toMatchObject({
      name: 'corp-data',
      accountId,
      region,
      partition: 'aws',
      encryption: { known: true, value: { algorithm: 'AES256' } },
      policy: { known: true, value: undefined },
      publicAccessBlock: { known: false },
      objectOwnership: { known: false },
      blockedEncryptionTypes: { known: false },
    });
  });

  test.each([
    [
      [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: 'aws:kms',
            kms_master_key_id: '${aws_kms_key.K.arn}',
          },
          bucket_key_enabled: true,
        },
      ],
      { algorithm: 'aws:kms', keyId: { known: true, value: symbolic }, bucketKeyEnabled: { known: true, value: true } },
    ],
    [
      {
        apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms:dsse', kms_master_key_id: 'alias/x' }],
        bucket_key_enabled: true,
      },
      {
        algorithm: 'aws:kms:dsse',
        keyId: { known: true, value: 'alias/x' },
        bucketKeyEnabled: { known: true, value: false },
      },
    ],
    [
      {
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: '${var.key}' },
        bucket_key_enabled: '${var.on}',
      },
      {
        algorithm: 'aws:kms',
        keyId: { known: false, why: 'only terraform knows var.key' },
        bucketKeyEnabled: { known: false, why: 'only terraform knows var.on' },
      },
    ],
    [
      { apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms' }, bucket_key_enabled: 'true' },
      { algorithm: 'aws:kms', bucketKeyEnabled: { known: true, value: true } },
    ],
    [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }, { algorithm: 'AES256' }],
  ])('has the default encryption %j', (rule, value) => {
    expect(bucketWith(encryption(rule)).encryption).toEqual({ known: true, value });
  });

  test.each([
    [encryption({ apply_server_side_encryption_by_default: { sse_algorithm: 'rot13' } }), /algorithm "rot13"/],
    [
      encryption({ apply_server_side_encryption_by_default: { sse_algorithm: '${var.a}' } }),
      /only terraform knows var\.a/,
    ],
    [encryption('${var.rule}'), /only terraform knows the rule/],
  ])('does not know the default encryption of %j', (resources, why) => {
    expect(bucketWith(resources).encryption).toEqual({ known: false, why: expect.stringMatching(why) });
  });

  test('has the default encryption that stands in the bucket itself', () => {
    const rule = { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } };
    const { encryption: found } = bucketWith({}, { server_side_encryption_configuration: { rule } });
    expect(found).toEqual({ known: true, value: { algorithm: 'AES256' } });
  });

  test('blocks SSE-C where the rule says so', () => {
    const byDefault = { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } };
    const blockedBy = (types: readonly string[]) =>
      bucketWith(encryption({ ...byDefault, blocked_encryption_types: types })).blockedEncryptionTypes;
    expect(blockedBy(['SSE-C'])).toEqual({ known: true, value: ['SSE-C'] });
    expect(blockedBy(['NONE'])).toEqual({ known: true, value: [] });
  });

  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '${aws_s3_bucket.B.arn}/*' };
  const resolved = { Version: '2012-10-17', Statement: [{ ...statement, Resource: 'arn:aws:s3:::corp-data/*' }] };

  test.each(['corp-data', '${aws_s3_bucket.B.id}', '${aws_s3_bucket.B.bucket}'])(
    'has the policy of whoever names it as %s, references replaced',
    (bucket) => {
      const { policy } = bucketWith({ aws_s3_bucket_policy: { P: { bucket, policy: policyText(statement) } } });
      expect(policy).toEqual({ known: true, value: resolved });
    },
  );

  test('has the policy that stands in the bucket itself', () => {
    const own = bucketWith({}, { policy: policyText({ ...statement, Resource: 'arn:aws:s3:::corp-data/*' }) });
    expect(own.policy).toEqual({ known: true, value: resolved });
  });

  test.each([
    [{ P: { bucket: 'corp-data', policy: policyText({ Resource: '${var.x}' }) } }, 'only terraform knows var.x'],
    [{ P: { bucket: 'corp-data', policy: '{' } }, 'the policy of aws_s3_bucket_policy.P is not JSON'],
    [{ P: { bucket: 'corp-data', policy: {} } }, /not of the kind/],
    [
      { P: { bucket: 'corp-data', policy: '{}' }, Q: { bucket: 'corp-data', policy: '{}' } },
      'hand/aws_s3_bucket_policy.P and hand/aws_s3_bucket_policy.Q contradict each other',
    ],
    [
      { P: { bucket: '${var.b}', policy: '{}' } },
      'hand/aws_s3_bucket_policy.P may be about it: only terraform knows var.b',
    ],
    [
      { P: { bucket: 'corp-data', policy: '{}', for_each: {} } },
      /may be about it: aws_s3_bucket_policy.P is repeated by count or for_each/,
    ],
  ])('does not know its policy with %j', (policies, why) => {
    const { policy } = bucketWith({ aws_s3_bucket_policy: policies });
    expect(policy).toEqual({ known: false, why: expect.stringMatching(why) });
  });

  test('has the Block Public Access and the ownership that are set', () => {
    const bucket = '${aws_s3_bucket.B.bucket}';
    const block = { bucket, block_public_policy: false, restrict_public_buckets: 'true' };
    const { publicAccessBlock, objectOwnership } = bucketWith({
      aws_s3_bucket_public_access_block: { A: block },
      aws_s3_bucket_ownership_controls: { O: { bucket, rule: { object_ownership: 'ObjectWriter' } } },
    });
    expect(publicAccessBlock).toEqual({
      known: true,
      value: { blockPublicPolicy: false, restrictPublicBuckets: true },
    });
    expect(objectOwnership).toEqual({ known: true, value: 'ObjectWriter' });
  });

  test('has the policy that another stack gives it', () => {
    const beside = {
      name: 'beside',
      document: { provider, resource: { aws_s3_bucket: { B: { bucket: 'corp-data' } } } },
    };
    const policies = { P: { bucket: 'corp-data', policy: '{}' } };
    const other = { name: 'other', document: { provider, resource: { aws_s3_bucket_policy: policies } } };
    expect(onlyOf(stackWorld([beside, other]).world.buckets).policy).toEqual({ known: true, value: {} });
  });

  test.each([
    [{ bucket_prefix: 'corp-' }, 'aws_s3_bucket.B names no bucket'],
    [{ bucket: '${var.name}' }, 'only terraform knows var.name'],
    [{ bucket: 'corp-${count.index}', count: 2 }, 'aws_s3_bucket.B is repeated by count or for_each'],
    [{ bucket: 'corp', provider: 'aws.gone' }, 'there is no such provider block'],
  ])('fails when nobody can tell which bucket it is: %j', (fields, why) => {
    const { world, diagnostics } = oneStack({ provider, resource: { aws_s3_bucket: { B: fields } } });
    expect(world.buckets.size).toBe(0);
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: 'TB7002', path: 'hand/aws_s3_bucket.B', message: expect.stringContaining(why) }),
    ]);
  });
});
