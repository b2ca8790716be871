import { known, unknown, type Fact } from '../../core';
import type { EffectiveEncryption } from './effective-encryption';
import type { ResolvedKey } from './key-index';
import type { EncryptionHeaders, ObjectEncryption, StartedUpload } from './object-encryption';

/** What AWS's pages leave open about condition keys, so that a caller decides it and nobody guesses. */
export interface ConditionSettings {
  /**
   * `effective`: the key-id condition key holds the key that S3 will use, also when default encryption names it.
   * `headerOnly`: it holds the header and nothing else.
   */
  readonly reading: 'effective' | 'headerOnly';
  /** What the key-id condition key holds when default encryption is `aws:kms` without a key. */
  readonly bareDefault: 'awsManagedKey' | 'absent';
  /** What the encryption condition keys hold on UploadPart and CompleteMultipartUpload, which carry no headers. */
  readonly partContext: 'copyCreate' | 'raw' | 'effectiveOfUpload';
}

const algorithmKey = 's3:x-amz-server-side-encryption';
const keyIdKey = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const customerAlgorithmKey = 's3:x-amz-server-side-encryption-customer-algorithm';

/** The values of S3's encryption condition keys; `null` is a key that the request does not have. */
export type EncryptionKeys = {
  readonly [key in typeof algorithmKey | typeof keyIdKey | typeof customerAlgorithmKey]: Fact<string | null>;
};

/** Of a request that says nothing of encryption. */
export const noEncryptionKeys = encryptionKeys(known(null), known(null), known(null));

/** Of a request that carries the headers itself. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms */
export function sentEncryptionKeys(
  headers: EncryptionHeaders,
  effective: EffectiveEncryption,
  settings: ConditionSettings,
): EncryptionKeys {
  const keyId =
    settings.reading === 'headerOnly' ? known(headers.keyId ?? null) : effectiveKeyId(effective, headers, settings);
  return encryptionKeys(known(headers.algorithm ?? null), keyId, known(headers.customerAlgorithm ?? null));
}

/** Of a part of an upload, which carries no headers: as on Create, none, or what the upload's object will have. */
export function partEncryptionKeys(upload: StartedUpload | undefined, settings: ConditionSettings): EncryptionKeys {
  if (settings.partContext === 'raw') return noEncryptionKeys;
  const { headers, encryption } = upload ?? uploadNotGiven;
  const stored = storedEncryptionKeys(encryption);
  if (settings.partContext === 'effectiveOfUpload' || !upload) return stored;
  const keyId = settings.reading === 'headerOnly' ? known(headers.keyId ?? null) : stored[keyIdKey];
  return encryptionKeys(known(headers.algorithm ?? null), keyId, known(headers.customerAlgorithm ?? null));
}

const uploadNotGiven: StartedUpload = { headers: {}, encryption: { kind: 'unknown', why: 'the upload is not given' } };

function storedEncryptionKeys(stored: ObjectEncryption): EncryptionKeys {
  switch (stored.kind) {
    case 'none':
      return noEncryptionKeys;
    case 'SSE-C':
      return encryptionKeys(known(null), known(null), known('AES256'));
    case 'AES256':
      return encryptionKeys(known('AES256'), known(null), known(null));
    case 'unknown':
      return encryptionKeys(unknown(stored.why), unknown(stored.why), unknown(stored.why));
    default:
      return encryptionKeys(known(stored.kind), known(stored.keyArn), known(null));
  }
}

function encryptionKeys(
  algorithm: Fact<string | null>,
  keyId: Fact<string | null>,
  customerAlgorithm: Fact<string | null>,
): EncryptionKeys {
  return {
    [algorithmKey]: algorithm,
    [keyIdKey]: keyId,
    [customerAlgorithmKey]: customerAlgorithm,
  };
}

function effectiveKeyId(
  effective: EffectiveEncryption,
  headers: EncryptionHeaders,
  settings: ConditionSettings,
): Fact<string | null> {
  if (effective.kind === 'unknown') return unknown(effective.why);
  if (effective.kind !== 'kms') return known(null);
  const { key, keySource, reference } = effective;
  if (keySource === 'bucketDefault' && isAlias(reference)) return reference;
  const isBareDefault = keySource === 'awsManagedKey' && headers.algorithm === undefined;
  return isBareDefault && settings.bareDefault === 'absent' ? known(null) : arnOf(key);
}

function arnOf(key: ResolvedKey): Fact<string> {
  return key.kind === 'unknown' ? unknown(key.why) : known(key.arn);
}

/** An alias in default encryption stays an alias in the condition key, which is why a default must name a full key ARN. */
function isAlias(reference: Fact<string>): boolean {
  return reference.known && /(^|:)alias\//.test(reference.value);
}
