import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkBucketName, type Lifecycle } from '../core';
import { addCheck } from './validation';

export interface EncryptedBucketProps {
  readonly bucketName: string;
  /** The full ARN of the key: an id or alias would be resolved in the account of whoever writes. */
  readonly keyArn: string;
  /** What has to exist before the bucket: its key, so that the key is never the first to go. @default nothing */
  readonly after?: readonly ITerraformDependable[];
  readonly lifecycle: Lifecycle;
  readonly tags?: { readonly [key: string]: string };
}

/** A bucket that is private, versioned and encrypted by default under one KMS key with a Bucket Key. */
export class EncryptedBucket extends Construct {
  readonly bucketName: string;
  /** Always on: without a Bucket Key a grant could not be bound to this bucket. */
  readonly bucketKeyEnabled = true;
  /** What must stand before anybody is let in: public access blocked and default encryption set. */
  readonly locks: readonly ITerraformDependable[];
  /** To be set before the bucket policy, so that a policy change never races it. */
  readonly publicAccessBlock: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EncryptedBucketProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    if (!Token.isUnresolved(props.bucketName)) addCheck(this, (path) => checkBucketName(path, props.bucketName));
    const bucket = new S3Bucket(this, 'Resource', {
      bucket: props.bucketName,
      tags: { ...props.tags },
      dependsOn: [...(props.after ?? [])],
    });
    this.publicAccessBlock = blockPublicAccess(this, bucket);
    this.locks = [this.publicAccessBlock, encryptByDefault(this, bucket, props.keyArn)];
    new S3BucketOwnershipControls(this, 'Ownership', {
      bucket: bucket.bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket: bucket.bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    cleanUp(this, bucket, props.lifecycle, versioning);
  }
}

function blockPublicAccess(scope: Construct, bucket: S3Bucket): ITerraformDependable {
  return new S3BucketPublicAccessBlock(scope, 'PublicAccessBlock', {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
}

function encryptByDefault(scope: Construct, bucket: S3Bucket, keyArn: string): ITerraformDependable {
  return new S3BucketServerSideEncryptionConfigurationA(scope, 'Encryption', {
    bucket: bucket.bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      },
    ],
  });
}

/** Rules about noncurrent versions are refused before versioning is on. */
function cleanUp(
  scope: Construct,
  bucket: S3Bucket,
  lifecycle: Lifecycle,
  versioning: S3BucketVersioningA,
): S3BucketLifecycleConfiguration {
  return new S3BucketLifecycleConfiguration(scope, 'Lifecycle', {
    bucket: bucket.bucket,
    dependsOn: [versioning],
    rule: [
      {
        id: 'clean-up',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrentVersionExpiration: [{ noncurrentDays: lifecycle.noncurrentDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: lifecycle.abortUploadDays }],
      },
    ],
  });
}
