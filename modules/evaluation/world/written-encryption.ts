import { known, parseArn, type Bucket } from '../../core';
import type { CompiledWorld } from './compiled-world';
import { effectiveEncryption, type EffectiveEncryption, type WriteScope } from './effective-encryption';
import type { EncryptionHeaders, ObjectEncryption } from './object-encryption';
import type { ObjectRequest } from './object-request';
import { operationNeeds } from './operations';
import { refusal, type RefusalKind } from './refusal';
import type { Subject } from './subject';

/** What a request encrypts with; `undefined` when it writes no object of its own. */
export function writtenEncryption(
  world: CompiledWorld,
  subject: Subject,
  bucket: Bucket,
  request: ObjectRequest,
): EffectiveEncryption | undefined {
  const headers = request.headers ?? {};
  const scope: WriteScope = {
    partition: bucket.partition,
    region: bucket.region,
    requesterAccountId: subject.accountId ?? bucket.accountId,
    bucketDefault: bucket.encryption,
    keys: world.index.keys,
  };
  switch (operationNeeds[request.operation].encrypts) {
    case 'headers':
      return allowedIn(bucket, effectiveEncryption(headers, scope));
    case 'update':
      return updatedEncryption(request, bucket, scope);
    default:
      return namesEncryption(headers) ? refused('headersNotAllowed') : undefined;
  }
}

/** SSE-C headers go with reads and parts too, the others only with what starts an object. */
function namesEncryption({ algorithm, keyId, bucketKeyEnabled, context }: EncryptionHeaders): boolean {
  return [algorithm, keyId, bucketKeyEnabled, context].some((header) => header !== undefined);
}

function allowedIn(bucket: Bucket, encryption: EffectiveEncryption): EffectiveEncryption {
  if (encryption.kind !== 'SSE-C') return encryption;
  const blocked = bucket.blockedEncryptionTypes;
  if (!blocked.known) return { kind: 'unknown', why: blocked.why };
  return blocked.value.includes('SSE-C') ? refused('customerKeysBlocked') : encryption;
}

function updatedEncryption(request: ObjectRequest, bucket: Bucket, scope: WriteScope): EffectiveEncryption {
  const { keyId = '', bucketKeyEnabled = false } = request.headers ?? {};
  const kind = updateRefusal(keyId, request.stored?.kind, bucket);
  if (kind) return refused(kind);
  return {
    kind: 'kms',
    algorithm: 'aws:kms',
    key: scope.keys.resolve(keyId, scope),
    reference: known(keyId),
    keySource: 'header',
    bucketKeyEnabled: known(bucketKeyEnabled),
    context: {},
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/update-sse-encryption.html */
function updateRefusal(
  keyId: string,
  stored: ObjectEncryption['kind'] | undefined,
  bucket: Bucket,
): RefusalKind | undefined {
  const key = parseArn(keyId);
  if (!key?.resource.startsWith('key/')) return 'updateNeedsKeyArn';
  if (stored === 'none' || stored === 'SSE-C' || stored === 'aws:kms:dsse') return 'updateOfOtherEncryption';
  return key.accountId === bucket.accountId ? undefined : 'updateToForeignKey';
}

function refused(kind: RefusalKind): EffectiveEncryption {
  return { kind: 'refused', refusal: refusal(kind) };
}
