import { accountRootArn, bucketArn, formatArn, objectArn } from '../arn';
import { s3ContextKey } from '../encryption-context';
import type { PolicyStatement } from '../policy/document';
import { deny, denyPlainHttp } from './enforcement-statements';
import { accessLogPrefix, reportPrefixes } from './foundation-names';
import { administer, denyUseOutsideS3 } from './key-policy';
import { s3ViaService, type Placement } from './placement';

/** A bucket into which S3 delivers, and the buckets on which it reports there. */
export interface DeliveryBucket {
  readonly placement: Placement;
  readonly bucketName: string;
  /** ARNs of the buckets, also as patterns. */
  readonly sourceArns: readonly string[];
}

/** One service of S3 that delivers, for whom, and where. */
interface Delivery {
  readonly sid: string;
  readonly service: string;
  readonly prefix: string;
  readonly sourceArns: (bucket: DeliveryBucket) => readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general */
const accessLogs: Delivery = {
  sid: 'DeliverAccessLogs',
  service: 'logging.s3.amazonaws.com',
  prefix: accessLogPrefix,
  sourceArns: ({ sourceArns }) => sourceArns,
};

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-kms-key-policy
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_encrypt_permissions.html
 */
const reports: readonly Delivery[] = [
  {
    sid: 'DeliverInventory',
    service: 's3.amazonaws.com',
    prefix: reportPrefixes.inventory,
    sourceArns: ({ sourceArns }) => sourceArns,
  },
  {
    sid: 'DeliverStorageLens',
    service: 'storage-lens.s3.amazonaws.com',
    prefix: reportPrefixes.storageLens,
    sourceArns: ({ placement: { partition, region, accountId } }) => [
      formatArn({ partition, service: 's3', region, accountId, resource: 'storage-lens/*' }),
    ],
  },
];

/** The policy of a bucket for access logs: S3's log delivery writes there and nobody else does. */
export function logBucketStatements(bucket: DeliveryBucket): readonly PolicyStatement[] {
  const { placement, bucketName } = bucket;
  const objects = objectArn(placement.partition, bucketName, '*');
  return [
    deliver(bucket, accessLogs),
    deny('DenyForgedLogs', ['s3:PutObject', 's3:ReplicateObject'], objects, {
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    }),
    denyPlainHttp(bucketArn(placement.partition, bucketName), objects),
  ];
}

/** The policy of a bucket for reports. Whoever reads them is let in by policies of its own. */
export function reportsBucketStatements(bucket: DeliveryBucket): readonly PolicyStatement[] {
  const { placement, bucketName } = bucket;
  return [
    ...reports.map((one) => deliver(bucket, one)),
    denyPlainHttp(bucketArn(placement.partition, bucketName), objectArn(placement.partition, bucketName, '*')),
  ];
}

function deliver(bucket: DeliveryBucket, delivery: Delivery): PolicyStatement {
  const { placement, bucketName } = bucket;
  return {
    Sid: delivery.sid,
    Effect: 'Allow',
    Principal: { Service: delivery.service },
    Action: 's3:PutObject',
    Resource: objectArn(placement.partition, bucketName, `${delivery.prefix}*`),
    Condition: forUsAlone(bucket, delivery),
  };
}

/** A service of AWS acts for everybody: without both conditions another account could have it write here. */
function forUsAlone(bucket: DeliveryBucket, { sourceArns }: Delivery): NonNullable<PolicyStatement['Condition']> {
  return {
    StringEquals: { 'aws:SourceAccount': bucket.placement.accountId },
    ArnLike: { 'aws:SourceArn': sourceArns(bucket) },
  };
}

/**
 * The policy of the key of a bucket for reports: S3 encrypts what it delivers, and principals of the account read and
 * write through S3 as far as their own policies let them. S3 decrypts as well, to check the bucket's Bucket Key.
 */
export function reportsKeyStatements(bucket: DeliveryBucket): readonly PolicyStatement[] {
  const { placement, bucketName } = bucket;
  return [
    administer(placement),
    {
      Sid: 'UseThroughS3AsTheAccountAllows',
      Effect: 'Allow',
      Principal: { AWS: accountRootArn(placement.partition, placement.accountId) },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:CallerAccount': placement.accountId,
          'kms:ViaService': s3ViaService(placement),
          [`kms:EncryptionContext:${s3ContextKey}`]: bucketArn(placement.partition, bucketName),
        },
      },
    },
    ...reports.map((one): PolicyStatement => ({
      Sid: one.sid,
      Effect: 'Allow',
      Principal: { Service: one.service },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: forUsAlone(bucket, one),
    })),
    denyUseOutsideS3(placement),
  ];
}
