import { S3BucketInventory } from '@cdktf/provider-aws/lib/s3-bucket-inventory';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { bucketArn, checkReportElsewhere, reportPrefixes, type Placement } from '../core';
import { addCheck } from './validation';

export interface BucketInventoryProps {
  readonly placement: Placement;
  /** Bucket whose objects are listed. */
  readonly bucketName: string;
  /** Bucket for the lists, of the same region and account. */
  readonly reportsBucketName: string;
  /** Full ARN of the key that encrypts the lists. @default the default encryption of the bucket for the lists */
  readonly reportsKeyArn?: string;
  /** @default weekly */
  readonly frequency?: 'daily' | 'weekly';
  /** @default CSV, which S3 Batch Operations takes as a manifest */
  readonly format?: 'CSV' | 'Parquet';
  /** Whether versions that are no longer current are listed too: they lie under a key as well. @default all */
  readonly versions?: 'all' | 'current';
  /** What has to exist before: the bucket. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

/** What a list tells of each object: all that shows how it is encrypted, and what its storage costs. */
const fields = [
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
];

/**
 * Has S3 list a bucket again and again, with the encryption of each object and whether a Bucket Key is used.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
 */
export class BucketInventory extends Construct {
  constructor(scope: Construct, id: string, props: BucketInventoryProps) {
    super(scope, id);
    const { placement, bucketName, reportsBucketName, reportsKeyArn } = props;
    addCheck(this, (path) => checkReportElsewhere(path, bucketName, reportsBucketName));
    new S3BucketInventory(this, 'Resource', {
      bucket: bucketName,
      name: 'encryption',
      enabled: true,
      includedObjectVersions: props.versions === 'current' ? 'Current' : 'All',
      schedule: { frequency: props.frequency === 'daily' ? 'Daily' : 'Weekly' },
      optionalFields: fields,
      destination: {
        bucket: {
          bucketArn: bucketArn(placement.partition, reportsBucketName),
          accountId: placement.accountId,
          format: props.format ?? 'CSV',
          prefix: reportPrefixes.inventory.replace(/\/$/, ''),
          ...(reportsKeyArn !== undefined && { encryption: { sseKms: { keyId: reportsKeyArn } } }),
        },
      },
      dependsOn: [...(props.after ?? [])],
    });
  }
}
