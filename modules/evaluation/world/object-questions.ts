import { known, type Bucket, type VendedTenant } from '../../core';
import { answerOfLeg, answerOfRequest, bestOf, type Answer } from './answer';
import { askedActions } from './asked-actions';
import type { CompiledWorld } from './compiled-world';
import { contextOf, mergeContexts, type Context } from './context';
import { decideObjectRequestOf } from './decide-object-request';
import { effectiveEncryption, type EffectiveEncryption } from './effective-encryption';
import { decideOnBucket } from './legs';
import type { EncryptionHeaders, ObjectEncryption } from './object-encryption';
import type { ObjectRequest } from './object-request';
import type { Subject } from './subject';

export type ObjectAction = (typeof askedActions.object)[number]['action'];

/** The action under the name by which it is asked; `undefined` when it is none about objects. */
export function objectActionOf(action: string): ObjectAction | undefined {
  return askedActions.object.find((one) => one.action.toLowerCase() === action.toLowerCase())?.action;
}

/** One object that is asked about. */
export interface ObjectPlace {
  readonly bucket: Bucket;
  readonly key: string;
}

type Way = Omit<ObjectRequest, 'principal' | 'bucket'>;

/** What an ordinary request over TLS tells of itself. @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
const unsigned = contextOf({ 'aws:SecureTransport': known('true'), 's3:TlsVersion': known('1.3') });
const signed = mergeContexts(
  unsigned,
  contextOf({ 's3:authType': known('REST-HEADER'), 's3:signatureversion': known('AWS4-HMAC-SHA256') }),
);

/** Whether somebody can do something with an object that lies there as the bucket's writers leave it. */
export function askObject(world: CompiledWorld, subject: Subject, action: ObjectAction, place: ObjectPlace): Answer {
  const transport = transportOf(subject);
  const ways = waysTo[action](world, place).map((way) => () => {
    const context = way.context ? mergeContexts(transport, way.context) : transport;
    const request = { ...way, principal: subject.name, bucket: place.bucket.name, context };
    return answerOfRequest(decideObjectRequestOf(world, subject, request));
  });
  return bestOf(ways);
}

/** Whether somebody can do something to a bucket itself. */
export function askBucket(
  world: CompiledWorld,
  subject: Subject,
  action: string,
  bucket: Bucket,
  resource: string,
): Answer {
  return answerOfLeg(decideOnBucket(world, subject, { action, resource, bucket, context: transportOf(subject) }));
}

function transportOf(subject: Subject): Context {
  return subject.principal.kind === 'anonymous' ? unsigned : signed;
}

const waysTo: { readonly [action in ObjectAction]: (world: CompiledWorld, place: ObjectPlace) => readonly Way[] } = {
  's3:GetObject': (world, place) => [
    { operation: 'GetObject', key: place.key, stored: ordinaryEncryption(world, place) },
  ],
  's3:GetObjectVersion': (world, place) => [
    { operation: 'GetObject', key: place.key, versionId: 'any', stored: ordinaryEncryption(world, place) },
  ],
  's3:ListBucket': (_world, { key }) => [
    { operation: 'ListObjects', context: listing(key.slice(0, key.lastIndexOf('/') + 1)) },
  ],
  's3:PutObject': (world, place) => [
    { operation: 'PutObject', key: place.key },
    ...tenantHeaders(world, place).map((headers): Way => ({ operation: 'PutObject', key: place.key, headers })),
  ],
  's3:DeleteObject': (_world, { key }) => [{ operation: 'DeleteObject', key }],
  's3:DeleteObjectVersion': (_world, { key }) => [{ operation: 'DeleteObject', key, versionId: 'any' }],
};

function listing(prefix: string): Context {
  return contextOf(prefix === '' ? {} : { 's3:prefix': known(prefix) });
}

/** The tenant in whose place an object lies. */
export function tenantAt(world: CompiledWorld, bucket: string, key: string): VendedTenant | undefined {
  return world.index.tenantsIn(bucket).find(({ prefix = '' }) => key.startsWith(prefix));
}

function tenantHeaders(world: CompiledWorld, place: ObjectPlace): readonly EncryptionHeaders[] {
  const keyArn = tenantAt(world, place.bucket.name, place.key)?.keyArn;
  return keyArn?.known ? [{ algorithm: 'aws:kms', keyId: keyArn.value }] : [];
}

/** A tenant's objects lie under its key, all others as default encryption has it. */
function ordinaryEncryption(world: CompiledWorld, place: ObjectPlace): ObjectEncryption {
  const tenant = tenantAt(world, place.bucket.name, place.key);
  if (tenant && !tenant.keyArn.known) return { kind: 'unknown', why: tenant.keyArn.why };
  const { bucket } = place;
  const [headers = {}] = tenantHeaders(world, place);
  const scope = { partition: bucket.partition, region: bucket.region, requesterAccountId: bucket.accountId };
  return stored(effectiveEncryption(headers, { ...scope, bucketDefault: bucket.encryption, keys: world.index.keys }));
}

function stored(encryption: EffectiveEncryption): ObjectEncryption {
  if (encryption.kind === 'refused') return { kind: 'none' };
  if (encryption.kind !== 'kms') return encryption;
  const { key, bucketKeyEnabled, algorithm } = encryption;
  if (key.kind === 'unknown') return key;
  if (!bucketKeyEnabled.known) return { kind: 'unknown', why: bucketKeyEnabled.why };
  return { kind: algorithm, keyArn: key.arn, bucketKeyEnabled: bucketKeyEnabled.value };
}
