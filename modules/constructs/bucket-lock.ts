import type { S3BucketConfig } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ObjectLock } from '../core';

/**
 * A bucket that is to have Object Lock is made with it. One that is there already gets it from its configuration: to
 * change this argument would replace the bucket, so it counts only once.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
 */
export function madeWithLock(lock: ObjectLock | undefined): Partial<S3BucketConfig> {
  if (lock === undefined) return {};
  return { objectLockEnabled: true, lifecycle: { ignoreChanges: ['object_lock_enabled'] } };
}

/** Locks every version that is written from then on, once versioning is on. */
export function lockVersions(
  scope: Construct,
  bucket: string,
  { mode, days }: ObjectLock,
  versioning: ITerraformDependable,
): S3BucketObjectLockConfigurationA {
  return new S3BucketObjectLockConfigurationA(scope, 'ObjectLock', {
    bucket,
    rule: { defaultRetention: { mode, days } },
    dependsOn: [versioning],
  });
}
