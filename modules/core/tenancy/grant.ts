import type { EncryptionContext } from '../encryption-context';
import { s3ContextKey } from '../encryption-context';
import type { Access } from './tenant';

/**
 * What a principal does with a key. A `replicator` writes replicas under the key of the copies; with the key of the
 * originals it is a `reader`. A `reencryptor` moves objects from key to key in place.
 */
export type GrantPreset = Access | 'replicator' | 'reencryptor';

/**
 * A reader decrypts. A writer makes data keys, and decrypts because a multipart upload and a Bucket Key are checked
 * before use. A replicator encrypts, makes data keys for originals without any, and decrypts because of the Bucket Key.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html
 */
const operations: { readonly [preset in GrantPreset]: readonly string[] } = {
  reader: ['Decrypt'],
  writer: ['Decrypt', 'GenerateDataKey'],
  replicator: ['Decrypt', 'Encrypt', 'GenerateDataKey'],
  reencryptor: ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'],
};

/** The operations that any of the presets needs, sorted. */
export function grantOperations(presets: readonly GrantPreset[]): readonly string[] {
  return [...new Set(presets.flatMap((preset) => operations[preset]))].sort();
}

/** One KMS grant before it has a key: who, what, and under which context. */
export interface GrantTerms {
  readonly preset: GrantPreset;
  readonly granteeArn: string;
  /** Exactly this context and no other. */
  readonly encryptionContext: EncryptionContext;
}

/**
 * Why a grant could never match what S3 sends, or `undefined` when it can: with a Bucket Key S3 sends the bucket ARN,
 * without one an object ARN, and a grant compares whole values.
 */
export function grantContextMismatch(
  terms: GrantTerms,
  bucketArn: string,
  bucketKeyEnabled: boolean,
): string | undefined {
  const constrained = terms.encryptionContext[s3ContextKey];
  if (constrained === undefined) return `the constraint names no ${s3ContextKey}`;
  if (!bucketKeyEnabled)
    return 'the bucket has no Bucket Key, so S3 sends the ARN of each object and no grant constraint can match them all';
  if (constrained !== bucketArn)
    return `the bucket has a Bucket Key, so S3 sends ${bucketArn}, and the constraint is ${constrained}`;
  return undefined;
}
