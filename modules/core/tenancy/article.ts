import { objectArn } from '../arn';
import type { PolicyStatement } from '../policy/document';
import { denyWithoutKey, denyWithoutKmsHeader } from './enforcement-statements';
import type { Placement } from './placement';

/**
 * The bucket policy of the article, as the user guide prints it as well: a bare test whether the key is absent. It holds
 * only where default encryption fills that key; where headers alone fill it, every write without headers is denied. It
 * says nothing of which key. @see https://aws.amazon.com/blogs/storage/reducing-aws-key-management-service-costs-by-up-to-99-with-s3-bucket-keys/
 */
export function articleStatementsForEffectiveKey(placement: Placement, bucketName: string): readonly PolicyStatement[] {
  return [denyWithoutKey('DenyObjectsThatAreNotSSEKMS', objectArn(placement.partition, bucketName, '*'))];
}

/**
 * The older form that asks for a header on every write, so that default encryption alone never suffices, and for a key
 * in it. It holds under every reading and costs every client two headers.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 */
export function articleStatementsForHeadersOnEveryWrite(
  placement: Placement,
  bucketName: string,
): readonly PolicyStatement[] {
  const objects = objectArn(placement.partition, bucketName, '*');
  return [
    denyWithoutKmsHeader('DenyIncorrectEncryptionHeader', objects),
    denyWithoutKey('DenyObjectsThatAreNotSSEKMS', objects),
  ];
}

/** What `aws s3api put-bucket-encryption --server-side-encryption-configuration` takes. */
export interface DefaultEncryptionConfiguration {
  readonly Rules: readonly [
    {
      readonly ApplyServerSideEncryptionByDefault: {
        readonly SSEAlgorithm: 'aws:kms';
        readonly KMSMasterKeyID: string;
      };
      readonly BucketKeyEnabled: true;
    },
  ];
}

/**
 * The article's default encryption for new objects: it changes none that are there already. Give the full ARN of the
 * key, for an id or alias is resolved in the account of whoever writes.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-bucket-key.html
 */
export function articleDefaultEncryptionForNewObjects(keyArn: string): DefaultEncryptionConfiguration {
  return {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
        BucketKeyEnabled: true,
      },
    ],
  };
}
