import { known, type DefaultEncryption, type EncryptionContext, type Fact } from '../../core';
import { s3ManagedAlias, type KeyIndex, type KeyScope, type ResolvedKey } from './key-index';
import type { EncryptionHeaders, KmsAlgorithm, ObjectEncryption } from './object-encryption';
import { refusal, type Refusal } from './refusal';

/** Where the key of a new object was named. */
export type KeySource = 'header' | 'bucketDefault' | 'awsManagedKey';

export interface EffectiveKms {
  readonly kind: 'kms';
  readonly algorithm: KmsAlgorithm;
  readonly key: ResolvedKey;
  /** The key as it was named. */
  readonly reference: Fact<string>;
  readonly keySource: KeySource;
  readonly bucketKeyEnabled: Fact<boolean>;
  readonly context: EncryptionContext;
}

/** The encryption that a write gets. */
export type EffectiveEncryption =
  | { readonly kind: 'AES256' | 'SSE-C' }
  | EffectiveKms
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unknown'; readonly why: string };

/** Where a write goes and who writes. */
export interface WriteScope extends KeyScope {
  readonly bucketDefault: Fact<DefaultEncryption>;
  readonly keys: KeyIndex;
}

/** What headers or default encryption ask for. */
type Wish =
  | { readonly kind: 'AES256' | 'SSE-C' }
  | { readonly kind: KmsAlgorithm; readonly keyId: Fact<string> | undefined; readonly namedIn: KeySource }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * The encryption of an object that is written with these headers. A header beats default encryption whole, key
 * included: `aws:kms` without a key means the AWS managed key of the requester's account even where the bucket has a
 * key of its own.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html
 */
export function effectiveEncryption(headers: EncryptionHeaders, scope: WriteScope): EffectiveEncryption {
  const wish = wishOfHeaders(headers) ?? wishOfDefault(scope.bucketDefault);
  if (!('namedIn' in wish)) return wish;
  const reference = wish.keyId ?? known(s3ManagedAlias);
  return {
    kind: 'kms',
    algorithm: wish.kind,
    key: scope.keys.resolveFact(reference, scope),
    reference,
    keySource: wish.keyId ? wish.namedIn : 'awsManagedKey',
    bucketKeyEnabled: bucketKey(wish.kind, headers, scope.bucketDefault),
    context: headers.context ?? {},
  };
}

function wishOfHeaders(headers: EncryptionHeaders): Wish | undefined {
  const { algorithm, keyId, customerAlgorithm } = headers;
  if (customerAlgorithm !== undefined) return algorithm === undefined ? { kind: 'SSE-C' } : refused('twoEncryptions');
  if (algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse') {
    return { kind: algorithm, keyId: keyId === undefined ? undefined : known(keyId), namedIn: 'header' };
  }
  if (keyId !== undefined) return refused('keyWithoutKms');
  if (algorithm === undefined) return undefined;
  return algorithm === 'AES256' ? { kind: 'AES256' } : refused('unknownAlgorithm');
}

function refused(kind: Refusal['kind']): Wish {
  return { kind: 'refused', refusal: refusal(kind) };
}

function wishOfDefault(bucketDefault: Fact<DefaultEncryption>): Wish {
  if (!bucketDefault.known) return { kind: 'unknown', why: bucketDefault.why };
  if (bucketDefault.value.algorithm === 'AES256') return { kind: 'AES256' };
  return { kind: bucketDefault.value.algorithm, keyId: bucketDefault.value.keyId, namedIn: 'bucketDefault' };
}

/** DSSE has no Bucket Keys; else the header beats the bucket both ways. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
function bucketKey(
  algorithm: KmsAlgorithm,
  headers: EncryptionHeaders,
  bucketDefault: Fact<DefaultEncryption>,
): Fact<boolean> {
  if (algorithm === 'aws:kms:dsse') return known(false);
  if (headers.bucketKeyEnabled !== undefined) return known(headers.bucketKeyEnabled);
  if (!bucketDefault.known) return bucketDefault;
  return bucketDefault.value.algorithm === 'AES256' ? known(false) : bucketDefault.value.bucketKeyEnabled;
}

/** How an object lies that was written so; a refused write leaves none. */
export function storedEncryption(written: EffectiveEncryption): ObjectEncryption {
  if (written.kind === 'refused') return { kind: 'none' };
  if (written.kind !== 'kms') return written;
  const { key, bucketKeyEnabled, algorithm, context } = written;
  if (key.kind === 'unknown') return key;
  if (!bucketKeyEnabled.known) return { kind: 'unknown', why: bucketKeyEnabled.why };
  return { kind: algorithm, keyArn: key.arn, bucketKeyEnabled: bucketKeyEnabled.value, context };
}
