import { bucketArn, objectArn } from './arn';

/** The key of the encryption context under which S3 sends an ARN to KMS. */
export const s3ContextKey = 'aws:s3:arn';

/** The encryption context: the map that S3 sends to KMS. */
export type EncryptionContext = { readonly [key: string]: string };

/** Whether two contexts say the same. */
export function sameContext(one: EncryptionContext, other: EncryptionContext): boolean {
  return isWithin(one, other) && isWithin(other, one);
}

/** Without a list of the keys, for every request to the gateway comes by here. */
function isWithin(one: EncryptionContext, other: EncryptionContext): boolean {
  for (const key in one) if (one[key] !== other[key]) return false;
  return true;
}

/** What S3 sends while a Bucket Key is on. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
export function bucketContext(partition: string, bucket: string): EncryptionContext {
  return { [s3ContextKey]: bucketArn(partition, bucket) };
}

/** What S3 sends while no Bucket Key is on. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export function objectContext(partition: string, bucket: string, key: string): EncryptionContext {
  return { [s3ContextKey]: objectArn(partition, bucket, key) };
}
