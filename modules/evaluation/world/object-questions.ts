import { known, type Bucket, type VendedTenant } from '../../core';
import { answerOfLeg, answerOfRequest, bestOf, type Answer } from './answer';
import { askedActions } from './asked-actions';
import type { CompiledWorld } from './compiled-world';
import { contextOf, mergeContexts, type Context } from './context';
import { decideObjectRequestOf } from './decide-object-request';
import { effectiveEncryption, storedEncryption } from './effective-encryption';
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

interface Way extends Omit<ObjectRequest, 'principal' | 'bucket'> {
  /** The way before it uses the same key, so that KMS would say the same again. @default false */
  readonly sameKey?: boolean;
}

/** What an ordinary request over TLS tells of itself. @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
const unsigned = contextOf({ 'aws:SecureTransport': known('true'), 's3:TlsVersion': known('1.3') });
const signed = mergeContexts(
  unsigned,
  contextOf({ 's3:authType': known('REST-HEADER'), 's3:signatureversion': known('AWS4-HMAC-SHA256') }),
);

/** Asks whether somebody can do something with an object that lies there as the bucket's writers leave it. */
export function objectQuestion(
  world: CompiledWorld,
  action: ObjectAction,
  place: ObjectPlace,
): (subject: Subject) => Answer {
  let ways: readonly Way[] | undefined;
  return (subject) => askWays(world, subject, place.bucket, (ways ??= waysTo[action](world, place)));
}

function askWays(world: CompiledWorld, subject: Subject, bucket: Bucket, ways: readonly Way[]): Answer {
  const transport = transportOf(subject);
  let askedKms = false;
  const asks = ways.map(({ sameKey, ...way }) => () => {
    if (sameKey === true && askedKms) return undefined;
    const context = way.context ? mergeContexts(transport, way.context) : transport;
    const request = { ...way, principal: subject.name, bucket: bucket.name, context };
    const decision = decideObjectRequestOf(world, subject, request);
    askedKms = decision.legs.some(({ call }) => call !== undefined);
    return answerOfRequest(decision);
  });
  return bestOf(asks);
}

/** Whether somebody can do something to a bucket itself. */
export function askBucket(
  world: CompiledWorld,
  subject: Subject,
  action: string,
  bucket: Bucket,
  resource: string,
): Answer {
  return answerOfLeg(decideOnBucket(world, subject, { action, resource, bucket, contexts: [transportOf(subject)] }));
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
  's3:PutObject': (world, place) => {
    const headerless: Way = { operation: 'PutObject', key: place.key };
    const sameKey = isDefaultKey(place.bucket, tenantKey(world, place));
    return [headerless, ...tenantHeaders(world, place).map((headers): Way => ({ ...headerless, headers, sameKey }))];
  },
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

function tenantKey(world: CompiledWorld, { bucket, key }: ObjectPlace): string | undefined {
  const keyArn = tenantAt(world, bucket.name, key)?.keyArn;
  return keyArn?.known ? keyArn.value : undefined;
}

function tenantHeaders(world: CompiledWorld, place: ObjectPlace): readonly EncryptionHeaders[] {
  const keyId = tenantKey(world, place);
  return keyId === undefined ? [] : [{ algorithm: 'aws:kms', keyId }];
}

function isDefaultKey({ encryption }: Bucket, keyArn: string | undefined): boolean {
  if (!encryption.known || encryption.value.algorithm !== 'aws:kms') return false;
  const { keyId } = encryption.value;
  return keyId?.known === true && keyId.value === keyArn;
}

/** A tenant's objects lie under its key, all others as default encryption has it. */
function ordinaryEncryption(world: CompiledWorld, place: ObjectPlace): ObjectEncryption {
  const tenant = tenantAt(world, place.bucket.name, place.key);
  if (tenant && !tenant.keyArn.known) return { kind: 'unknown', why: tenant.keyArn.why };
  const { bucket } = place;
  const [headers = {}] = tenantHeaders(world, place);
  const scope = { partition: bucket.partition, region: bucket.region, requesterAccountId: bucket.accountId };
  return storedEncryption(
    effectiveEncryption(headers, { ...scope, bucketDefault: bucket.encryption, keys: world.index.keys }),
  );
}
