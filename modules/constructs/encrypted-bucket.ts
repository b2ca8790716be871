import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkBucketName, checkLifecycle, keptRules, type Adoption, type Lifecycle, type LogTarget } from '../core';
import { importBucket } from './adoption-imports';
import { cleanUp } from './bucket-lifecycle';
import { lockVersions, madeWithLock } from './bucket-lock';
import { plainAddresses } from './plain-addresses';
import { addCheck } from './validation';

export interface EncryptedBucketProps {
  readonly bucketName: string;
  /**
   * The full ARN of the key: an id or alias would be resolved in the account of whoever writes. `undefined` for a bucket
   * whose key is not there yet, which then has S3's own encryption: its policy has to refuse every write.
   */
  readonly keyArn: string | undefined;
  /** What has to exist before the bucket: its key, so that the key is never the first to go. @default nothing */
  readonly after?: readonly ITerraformDependable[];
  readonly lifecycle: Lifecycle;
  /** What stands already and is taken over, with what was found there. @default a new bucket is made */
  readonly adopt?: Adoption;
  readonly tags?: { readonly [key: string]: string };
}

/** A bucket that is private, versioned and encrypted by default under one KMS key with a Bucket Key. */
export class EncryptedBucket extends Construct {
  readonly bucketName: string;
  /** Always on: without a Bucket Key a grant could not be bound to this bucket. */
  readonly bucketKeyEnabled = true;
  /** Under a key of KMS, S3 delivers no access logs here. */
  readonly encryption: LogTarget['encryption'];
  /** What must stand before the bucket is replicated. */
  readonly versioning: ITerraformDependable;
  /** What must stand before anybody is let in: public access blocked, default encryption where there is a key, Object Lock. */
  readonly locks: readonly ITerraformDependable[];
  /** To be set before the bucket policy, so that a policy change never races it. */
  readonly publicAccessBlock: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EncryptedBucketProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    this.encryption = props.keyArn === undefined ? 'SSE-S3' : 'SSE-KMS';
    const { lifecycle, adopt } = props;
    this.addChecks(props);
    const bucket = new S3Bucket(this, 'Resource', {
      bucket: props.bucketName,
      tags: { ...props.tags },
      dependsOn: plainAddresses(props.after ?? []),
      ...madeWithLock(lifecycle.objectLock),
    });
    // Once: each time it is asked for, cdktf makes another token, with a stack trace.
    const name = bucket.bucket;
    const publicAccessBlock = blockPublicAccess(this, name);
    const encryption = props.keyArn === undefined ? undefined : encryptByDefault(this, name, props.keyArn);
    const ownership = ownObjects(this, name);
    const versioning = keepVersions(this, name);
    const kept = keptRules({ lifecycle, ...(adopt !== undefined && { adopt }) });
    const rules = cleanUp(this, name, { lifecycle, kept, versioning });
    const lock = lifecycle.objectLock && lockVersions(this, name, lifecycle.objectLock, versioning);
    this.publicAccessBlock = publicAccessBlock;
    this.versioning = versioning;
    this.locks = [publicAccessBlock, encryption, lock].filter((one) => one !== undefined);
    importBucket(adopt, { bucket, publicAccessBlock, encryption, ownership, versioning, rules, lock });
  }

  /** The name of a bucket that stands already is nobody's to change. */
  private addChecks({ bucketName, lifecycle, adopt }: EncryptedBucketProps): void {
    if (!Token.isUnresolved(bucketName) && adopt === undefined)
      addCheck(this, (path) => checkBucketName(path, bucketName));
    addCheck(this, (path) => checkLifecycle(path, lifecycle));
  }
}

/** No access lists: whoever writes an object, the bucket's owner owns it. */
export function ownObjects(scope: Construct, bucket: string): S3BucketOwnershipControls {
  return new S3BucketOwnershipControls(scope, 'Ownership', {
    bucket,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
}

/** What is overwritten or deleted stays until its lifecycle ends it. */
export function keepVersions(scope: Construct, bucket: string): S3BucketVersioningA {
  return new S3BucketVersioningA(scope, 'Versioning', {
    bucket,
    versioningConfiguration: { status: 'Enabled' },
  });
}

/** In all four ways that S3 knows. */
export function blockPublicAccess(scope: Construct, bucket: string): S3BucketPublicAccessBlock {
  return new S3BucketPublicAccessBlock(scope, 'PublicAccessBlock', {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
}

function encryptByDefault(
  scope: Construct,
  bucket: string,
  keyArn: string,
): S3BucketServerSideEncryptionConfigurationA {
  return new S3BucketServerSideEncryptionConfigurationA(scope, 'Encryption', {
    bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      },
    ],
  });
}
