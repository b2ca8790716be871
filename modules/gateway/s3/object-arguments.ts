import { bucketArn, objectArn, s3ContextKey, type Bucket } from '../../core';
import type { CopySource, ObjectDecision, ObjectRequest } from '../../evaluation';
import type { HeaderMap, Incoming } from '../http/incoming';
import type { GatewayState } from '../state/gateway-state';
import { noAcls } from './bucket-own';
import type { BucketCall } from './call';
import { customerKeyError } from './customer-keys';
import type { S3Error } from './error';

/** What S3 has against a request that its policies allow; `undefined` when nothing. */
export function argumentError(state: GatewayState, call: BucketCall, request: ObjectRequest): S3Error | undefined {
  const bucket = state.live.world.buckets.get(call.bucket);
  return (
    aclError(call.incoming.headers, bucket) ??
    customerKeyError(state, call, request) ??
    (isSelfCopy(call, request) && !changesSomething(state, call, request) ? copyToItself : undefined)
  );
}

/** A version that is named has a name: without one the emulator would take another version than was decided on. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function versionError({ versionId, source }: ObjectRequest): S3Error | undefined {
  if (versionId !== '' && source?.versionId !== '') return undefined;
  const ArgumentName = versionId === '' ? 'versionId' : 'x-amz-copy-source';
  return {
    status: 400,
    code: 'InvalidArgument',
    message: 'Version id cannot be the empty string',
    details: { ArgumentName, ArgumentValue: '' },
  };
}

/** The ARN in the encryption context is S3's to write: a caller may only repeat it. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context */
export function claimedContextError(
  { live }: GatewayState,
  call: BucketCall,
  { request, decision }: { readonly request: ObjectRequest; readonly decision: ObjectDecision },
): S3Error | undefined {
  const claimed = request.headers?.context?.[s3ContextKey];
  if (claimed === undefined) return undefined;
  const due = dueArn(live.world.buckets.get(call.bucket)?.partition ?? 'aws', call.bucket, request.key ?? '', decision);
  return due === undefined || claimed === due ? undefined : wrongContext;
}

/** S3 encrypts under symmetric keys alone; KMS makes data keys under no other. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export function keyTypeError({ keyNotes }: GatewayState, { encryption, outcome }: ObjectDecision): S3Error | undefined {
  const key = outcome === 'allow' && encryption?.kind === 'kms' ? encryption.key : undefined;
  if (key?.kind !== 'key' || keyNotes.of(key.arn).keySpec === 'SYMMETRIC_DEFAULT') return undefined;
  const message = `${key.arn} key usage is ${keyNotes.of(key.arn).keyUsage} which is not valid for GenerateDataKey.`;
  return { status: 400, code: 'KMS.InvalidKeyUsageException', message };
}

/** `undefined` when the request writes nothing under a KMS key. */
function dueArn(partition: string, bucket: string, key: string, { encryption }: ObjectDecision): string | undefined {
  if (encryption?.kind !== 'kms' || !encryption.bucketKeyEnabled.known) return undefined;
  return encryption.bucketKeyEnabled.value ? bucketArn(partition, bucket) : objectArn(partition, bucket, key);
}

const wrongContext: S3Error = {
  status: 400,
  code: 'InvalidArgument',
  message: 'The encryption context of a request cannot name another aws:s3:arn than that of its object.',
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
function aclError(headers: HeaderMap, bucket: Bucket | undefined): S3Error | undefined {
  const acl = headers.get('x-amz-acl');
  const grants = [...headers.keys()].some((name) => name.startsWith('x-amz-grant-'));
  if (!grants && (acl === undefined || acl === 'bucket-owner-full-control')) return undefined;
  if (bucket?.objectOwnership.known && bucket.objectOwnership.value === 'BucketOwnerEnforced') return noAcls;
  return grants || (acl !== 'private' && acl !== 'bucket-owner-read') ? aclsNotJudged : undefined;
}

const aclsNotJudged: S3Error = {
  status: 501,
  code: 'NotImplemented',
  message: 'The gateway takes no ACL that lets in others: the engine does not judge ACLs.',
};

function isSelfCopy({ bucket }: BucketCall, { operation, source, key }: ObjectRequest): boolean {
  return (
    operation === 'CopyObject' && source?.bucket === bucket && source.key === key && source.versionId === undefined
  );
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
function changesSomething({ texts }: GatewayState, { bucket, incoming }: BucketCall, request: ObjectRequest): boolean {
  const { headers } = incoming;
  return (
    headers.get('x-amz-metadata-directive') === 'REPLACE' ||
    headers.has('x-amz-storage-class') ||
    headers.has('x-amz-website-redirect-location') ||
    Object.keys(request.headers ?? {}).length > 0 ||
    texts.encryption(bucket) !== undefined
  );
}

const copyToItself: S3Error = {
  status: 400,
  code: 'InvalidRequest',
  message:
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
};

/**
 * The request as the emulator is to see it. It hears of a copy's source what was decided on, in one spelling, and
 * nothing of encryption, so that a copy of an object to itself changes something for it only by the storage class, which
 * is that of every copy that names none.
 */
export function incomingFor(call: BucketCall, request: ObjectRequest): Incoming {
  const { incoming } = call;
  if (!incoming.headers.has('x-amz-copy-source')) return incoming;
  const headers = new Map(
    [...incoming.headers].filter(([name]) => !name.startsWith('x-amz-copy-source-server-side-encryption')),
  );
  if (request.source) headers.set('x-amz-copy-source', spelled(request.source));
  if (isSelfCopy(call, request) && !headers.has('x-amz-storage-class')) headers.set('x-amz-storage-class', 'STANDARD');
  return { ...incoming, headers };
}

/** Every sign but letters, digits and slashes is escaped: readers of URLs differ on the others. */
function spelled({ bucket, key, versionId }: CopySource): string {
  const path = [bucket, ...key.split('/')].map(encodeURIComponent).join('/');
  return versionId === undefined ? `/${path}` : `/${path}?versionId=${encodeURIComponent(versionId)}`;
}
