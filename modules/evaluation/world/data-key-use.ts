import type { Bucket, EncryptionContext } from '../../core';
import type { Asked } from './asked';
import type { ResolvedKey } from './key-index';
import type { ObjectEncryption } from './object-encryption';
import type { KeyOf, KmsNeed } from './operations';

/** The key under which data lies or will lie, and where. */
export interface DataKeyUse {
  readonly bucket: Bucket;
  readonly objectKey: string;
  readonly key: ResolvedKey;
  readonly bucketKeyEnabled: boolean;
  /** What the writer added. */
  readonly context: EncryptionContext;
}

/** What stands in the way of knowing. */
export interface Doubt {
  readonly why: string;
}

/** The use of a key that a need speaks of; `undefined` when KMS has no part in this request. */
export function useOf(asked: Asked, need: KmsNeed): DataKeyUse | Doubt | undefined {
  return isAsked(asked, need) ? uses[need.keyOf](asked) : undefined;
}

function isAsked({ request, encryption, settings }: Asked, need: KmsNeed): boolean {
  if (need.when === 'checksumMode') return request.checksumMode === true;
  if (need.when !== 'bucketKey') return true;
  const bucketKey = encryption?.kind === 'kms' ? encryption.bucketKeyEnabled : undefined;
  return settings.bucketKeyWriteDecrypts && (!bucketKey?.known || bucketKey.value);
}

const uses: { readonly [keyOf in KeyOf]: (asked: Asked) => DataKeyUse | Doubt | undefined } = {
  written: writtenUse,
  stored: (asked) => storedUse(asked, asked.bucket, asked.key, asked.request.stored),
  upload: (asked) => storedUse(asked, asked.bucket, asked.key, asked.request.upload?.encryption),
  source: (asked) => {
    const { source } = asked.request;
    const bucket = source && asked.world.world.buckets.get(source.bucket);
    return bucket ? storedUse(asked, bucket, source.key, source.stored) : undefined;
  },
};

function storedUse(
  { world }: Asked,
  bucket: Bucket,
  objectKey: string,
  stored: ObjectEncryption | undefined,
): DataKeyUse | Doubt | undefined {
  if (!stored) return { why: `the encryption of ${bucket.name}/${objectKey} is not given` };
  if (stored.kind === 'unknown') return { why: stored.why };
  if (!('keyArn' in stored)) return undefined;
  const scope = { partition: bucket.partition, region: bucket.region, requesterAccountId: bucket.accountId };
  const key = world.index.keys.resolve(stored.keyArn, scope);
  return { bucket, objectKey, key, bucketKeyEnabled: stored.bucketKeyEnabled, context: stored.context ?? {} };
}

function writtenUse({ bucket, key: objectKey, encryption }: Asked): DataKeyUse | Doubt | undefined {
  if (encryption?.kind === 'unknown') return { why: encryption.why };
  if (encryption?.kind !== 'kms') return undefined;
  const { key, bucketKeyEnabled, context } = encryption;
  if (!bucketKeyEnabled.known) return { why: bucketKeyEnabled.why };
  return { bucket, objectKey, key, bucketKeyEnabled: bucketKeyEnabled.value, context };
}
