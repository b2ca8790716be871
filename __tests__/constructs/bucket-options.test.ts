import { describe, expect, test } from '@jest/globals';
import { EncryptedBucket, TenantBucket } from '../../modules/constructs';
import type { Lifecycle } from '../../modules/core';
import { synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { accountId, acme, deployment } from '../support/tenancy';

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const plain: Lifecycle = { noncurrentDays: 90, abortUploadDays: 7 };

function synthesizeBucket(lifecycle: Partial<Lifecycle>): SynthesizedStack {
  return synthesizeIn((stack) => {
    new EncryptedBucket(stack, 'Bucket', { bucketName: 'corp-acme', keyArn, lifecycle: { ...plain, ...lifecycle } });
  });
}

describe('the lifecycle of an EncryptedBucket', () => {
  test('moves objects in the order of their days and deletes them at last, in one rule', () => {
    const stack = synthesizeBucket({
      expirationDays: 400,
      transitions: [
        { storageClass: 'INTELLIGENT_TIERING', days: 0 },
        { storageClass: 'DEEP_ARCHIVE', days: 180 },
      ],
    });
    expect(stack.only('aws_s3_bucket_lifecycle_configuration').fields).toMatchObject({
      rule: [
        {
          id: 'clean-up',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          transition: [
            { days: 0, storage_class: 'INTELLIGENT_TIERING' },
            { days: 180, storage_class: 'DEEP_ARCHIVE' },
          ],
          expiration: [{ days: 400 }],
          noncurrent_version_expiration: [{ noncurrent_days: 90 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
    });
  });

  test('fails when S3 would refuse it, with its code', () => {
    expect(() => synthesizeBucket({ expirationDays: 0 })).toThrow(
      '[test/Bucket] TB2180 lifecycle has expirationDays 0; give a whole number from 1 to 36500',
    );
  });
});

describe('Object Lock of an EncryptedBucket', () => {
  const locked = synthesizeBucket({ objectLock: { mode: 'COMPLIANCE', days: 30 } });

  test('is there from the beginning, and never a reason to replace a bucket that is there', () => {
    expect(locked.only('aws_s3_bucket').fields).toMatchObject({
      object_lock_enabled: true,
      lifecycle: { ignore_changes: ['object_lock_enabled'] },
    });
  });

  test('locks every version for its days, once versioning is on', () => {
    expect(locked.only('aws_s3_bucket_object_lock_configuration').fields).toMatchObject({
      bucket: '${aws_s3_bucket.Bucket_83908E77.bucket}',
      rule: { default_retention: { mode: 'COMPLIANCE', days: 30 } },
      depends_on: [locked.only('aws_s3_bucket_versioning').address],
    });
  });

  test('stands before anybody is let in (F27)', () => {
    const stack = synthesizeIn((scope) => {
      const lifecycle = { ...plain, objectLock: { mode: 'GOVERNANCE' as const, days: 1 } };
      new TenantBucket(scope, 'acme', { tenant: { ...acme, lifecycle }, placement: deployment });
    });
    const lock = stack.only('aws_s3_bucket_object_lock_configuration').address;
    for (const { fields } of stack.all('aws_kms_grant')) expect(fields['depends_on']).toContain(lock);
  });

  test('is not there unless it is asked for', () => {
    const stack = synthesizeBucket({});
    expect(stack.all('aws_s3_bucket_object_lock_configuration')).toEqual([]);
    expect(stack.only('aws_s3_bucket').fields).not.toHaveProperty('object_lock_enabled');
  });

  test('fails when versions would be cleaned up before it ends', () => {
    expect(() => synthesizeBucket({ noncurrentDays: 1, objectLock: { mode: 'GOVERNANCE', days: 2 } })).toThrow(
      '[test/Bucket] TB2180 lifecycle cleans up versions after 1 days that are locked for 2; give noncurrentDays of 2 or more',
    );
  });
});
