import { describe, expect, test } from '@jest/globals';
import {
  AccessLogs,
  BucketInventory,
  EncryptedBucket,
  LogBucket,
  type BucketInventoryProps,
  type LogBucketProps,
} from '../../modules/constructs';
import { synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { accountId, deployment } from '../support/tenancy';

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const lifecycle = { noncurrentDays: 90, abortUploadDays: 7 };
const sourceArns = ['arn:aws:s3:::corp-acme'];

function logBucket(props: Partial<LogBucketProps> = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    const logs = new LogBucket(stack, 'Logs', { placement: deployment, bucketName: 'corp-logs', sourceArns, ...props });
    new AccessLogs(stack, 'AccessLogs', { bucketName: 'corp-acme', target: logs, after: logs.locks });
  });
}

describe('AccessLogs', () => {
  test('come once their bucket is closed and takes them', () => {
    const stack = logBucket();
    expect(stack.only('aws_s3_bucket_logging').fields).toMatchObject({
      target_bucket: 'corp-logs',
      depends_on: [stack.only('aws_s3_bucket_public_access_block').address, stack.only('aws_s3_bucket_policy').address],
    });
  });

  test('fail when their bucket is asked to be under SSE-KMS (F24)', () => {
    expect(() => logBucket({ encryption: 'SSE-KMS' })).toThrow(
      'TB2191 log bucket corp-logs has SSE-KMS as its default encryption, and S3 delivers no access logs there; send the logs to a LogBucket, whose default encryption is SSE-S3',
    );
  });

  test('fail when they are sent to a vended bucket, which is under SSE-KMS (F24)', () => {
    const build = (): SynthesizedStack =>
      synthesizeIn((stack) => {
        const target = new EncryptedBucket(stack, 'Bucket', { bucketName: 'corp-globex', keyArn, lifecycle });
        new AccessLogs(stack, 'AccessLogs', { bucketName: 'corp-acme', target });
      });
    expect(build).toThrow('[test/AccessLogs] TB2191 log bucket corp-globex has SSE-KMS');
  });

  test('fail when a bucket is to log into itself', () => {
    const build = (): SynthesizedStack =>
      synthesizeIn((stack) => {
        new AccessLogs(stack, 'AccessLogs', {
          bucketName: 'corp-logs',
          target: { bucketName: 'corp-logs', encryption: 'SSE-S3' },
        });
      });
    expect(build).toThrow(
      'TB2192 bucket corp-logs is to keep what is reported on itself; send it to the log bucket or the reports bucket of the placement',
    );
  });

  test('fail when S3 would refuse the name of their bucket', () => {
    expect(() => logBucket({ bucketName: 'Corp_logs' })).toThrow(/TB2001 bucket name "Corp_logs"/);
  });
});

function inventory(props: Partial<BucketInventoryProps> = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    new BucketInventory(stack, 'Inventory', {
      placement: deployment,
      bucketName: 'corp-acme',
      reportsBucketName: 'corp-reports',
      ...props,
    });
  });
}

describe('BucketInventory', () => {
  test('lists current versions alone, every day, as Parquet, under a key that is named', () => {
    const stack = inventory({ frequency: 'daily', format: 'Parquet', versions: 'current', reportsKeyArn: keyArn });
    expect(stack.only('aws_s3_bucket_inventory').fields).toMatchObject({
      included_object_versions: 'Current',
      schedule: { frequency: 'Daily' },
      destination: { bucket: { format: 'Parquet', encryption: { sse_kms: { key_id: keyArn } } } },
    });
  });

  test('tells what re-encryption has to know of each object', () => {
    expect(inventory().only('aws_s3_bucket_inventory').fields['optional_fields']).toEqual([
      'BucketKeyStatus',
      'EncryptionStatus',
      'ETag',
      'IsMultipartUploaded',
      'LastModifiedDate',
      'ObjectLockLegalHoldStatus',
      'ObjectLockMode',
      'ObjectLockRetainUntilDate',
      'ReplicationStatus',
      'Size',
      'StorageClass',
    ]);
  });

  test('fails when a tenant’s bucket is to keep its own lists', () => {
    expect(() => inventory({ reportsBucketName: 'corp-acme' })).toThrow('TB2192 bucket corp-acme is to keep');
  });
});
