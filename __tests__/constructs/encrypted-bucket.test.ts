import { describe, expect, test } from '@jest/globals';
import { EncryptedBucket, type EncryptedBucketProps } from '../../modules/constructs';
import { synthesizeIn, unresolvedValues, type SynthesizedStack } from '../support/synthesize';
import { accountId } from '../support/tenancy';

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const bucket = '${aws_s3_bucket.Bucket_83908E77.bucket}';

function synthesizeBucket(props: Partial<EncryptedBucketProps> = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    new EncryptedBucket(stack, 'Bucket', {
      bucketName: 'corp-acme',
      keyArn,
      lifecycle: { noncurrentDays: 90, abortUploadDays: 7 },
      ...props,
    });
  });
}

describe('EncryptedBucket', () => {
  test('is a bucket with its five settings and nothing else', () => {
    expect(synthesizeBucket().counts).toEqual({
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_bucket_versioning: 1,
    });
  });

  test('never goes with its objects, and passes its tags on', () => {
    expect(synthesizeBucket({ tags: { costCenter: '4711' } }).only('aws_s3_bucket').fields).toEqual({
      bucket: 'corp-acme',
      depends_on: [],
      tags: { costCenter: '4711' },
    });
  });

  test('stands after what must not be gone before it', () => {
    const { fields } = synthesizeBucket({ after: [{ fqn: 'aws_kms_key.first' }] }).only('aws_s3_bucket');
    expect(fields['depends_on']).toEqual(['aws_kms_key.first']);
  });

  test('blocks public access in all four ways', () => {
    expect(synthesizeBucket().only('aws_s3_bucket_public_access_block').fields).toEqual({
      bucket,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test('encrypts by default under the full ARN of the key, with a Bucket Key', () => {
    expect(synthesizeBucket().only('aws_s3_bucket_server_side_encryption_configuration').fields).toEqual({
      bucket,
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: keyArn },
          bucket_key_enabled: true,
        },
      ],
    });
  });

  test('owns every object and keeps every version', () => {
    const stack = synthesizeBucket();
    expect(stack.only('aws_s3_bucket_ownership_controls').fields).toEqual({
      bucket,
      rule: { object_ownership: 'BucketOwnerEnforced' },
    });
    expect(stack.only('aws_s3_bucket_versioning').fields).toEqual({
      bucket,
      versioning_configuration: { status: 'Enabled' },
    });
  });

  test('cleans up noncurrent versions and unfinished uploads, once versioning is on', () => {
    const stack = synthesizeBucket({ lifecycle: { noncurrentDays: 30, abortUploadDays: 2 } });
    expect(stack.only('aws_s3_bucket_lifecycle_configuration').fields).toEqual({
      bucket,
      depends_on: [stack.only('aws_s3_bucket_versioning').address],
      rule: [
        {
          id: 'clean-up',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrent_version_expiration: [{ noncurrent_days: 30 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 2 }],
        },
      ],
    });
  });

  test('fails when S3 refuses its name, naming every broken rule', () => {
    expect(() => synthesizeBucket({ bucketName: 'Corp.acme' })).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Bucket] TB2001 bucket name "Corp.acme": a bucket name has only a-z, 0-9, dots and hyphens; choose another tenant id or name prefix: S3 would take corp-acme\n' +
        '  [test/Bucket] TB2001 bucket name "Corp.acme": a bucket name begins and ends with a letter or digit; choose another tenant id or name prefix: S3 would take corp-acme\n' +
        '  [test/Bucket] TB2001 bucket name "Corp.acme": a dot in a bucket name breaks TLS on virtual-host addresses; choose another tenant id or name prefix: S3 would take corp-acme',
    );
  });

  test('takes a name that is known only to terraform', () => {
    const stack = synthesizeIn((scope) => {
      new EncryptedBucket(scope, 'Bucket', {
        bucketName: unresolvedValues(scope).text,
        keyArn,
        lifecycle: { noncurrentDays: 90, abortUploadDays: 7 },
      });
    });
    expect(stack.only('aws_s3_bucket').fields['bucket']).toBe('${var.Text}');
  });
});
