import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  canonicalPolicyJson,
  checkBucketName,
  checkBucketPolicySize,
  checkLifecycle,
  checkLogTarget,
  logBucketStatements,
  policyDocument,
  type DeliveryBucket,
  type LogTarget,
} from '../core';
import { cleanUp } from './bucket-lifecycle';
import { blockPublicAccess, keepVersions, ownObjects } from './encrypted-bucket';
import { addCheck } from './validation';

export interface LogBucketProps extends DeliveryBucket {
  /** Days after which a log is deleted. @default 90 */
  readonly keepDays?: number;
  /** SSE-KMS is refused: S3 would deliver nothing. @default SSE-S3 */
  readonly encryption?: LogTarget['encryption'];
  readonly tags?: { readonly [key: string]: string };
}

/** A private bucket for access logs, into which S3's log delivery writes and nobody else. */
export class LogBucket extends Construct implements LogTarget {
  readonly bucketName: string;
  readonly encryption: LogTarget['encryption'];
  /** What must stand before anything is logged here. */
  readonly locks: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    this.encryption = props.encryption ?? 'SSE-S3';
    const statements = logBucketStatements(props);
    const lifecycle = { noncurrentDays: 7, abortUploadDays: 7, expirationDays: props.keepDays ?? 90 };
    addCheck(this, (path) => checkLifecycle(path, lifecycle));
    addCheck(this, (path) => checkBucketName(path, props.bucketName));
    addCheck(this, (path) => checkLogTarget(path, this));
    addCheck(this, (path) => checkBucketPolicySize(path, statements));
    const bucket = new S3Bucket(this, 'Resource', { bucket: props.bucketName, tags: { ...props.tags } });
    const name = bucket.bucket;
    const block = blockPublicAccess(this, name);
    encryptUnderS3(this, bucket);
    ownObjects(this, name);
    cleanUp(this, name, { lifecycle, kept: [], versioning: keepVersions(this, name) });
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.bucket,
      policy: canonicalPolicyJson(policyDocument(statements)),
      dependsOn: [block],
    });
    this.locks = [block, policy];
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
function encryptUnderS3(scope: Construct, bucket: S3Bucket): void {
  new S3BucketServerSideEncryptionConfigurationA(scope, 'Encryption', {
    bucket: bucket.bucket,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  });
}
