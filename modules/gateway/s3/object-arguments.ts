import { createHash } from 'node:crypto';
import { bucketArn, objectArn, s3ContextKey, type Bucket } from '../../core';
import type { ObjectDecision, ObjectRequest } from '../../evaluation';
import type { HeaderMap, Incoming } from '../http/incoming';
import type { GatewayState } from '../state/gateway-state';
import { noAcls } from './bucket-own';
import type { BucketCall } from './call';
import { accessDenied, type S3Error } from './error';

/** What S3 has against a request that its policies allow; `undefined` when nothing. */
export function argumentError(state: GatewayState, call: BucketCall, request: ObjectRequest): S3Error | undefined {
  const bucket = state.live.world.buckets.get(call.bucket);
  return (
    aclError(call.incoming.headers, bucket) ??
    customerKeyError(state, call, request) ??
    (isSelfCopy(call, request) && !changesSomething(state, call, request) ? copyToItself : undefined)
  );
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

const md5Header = 'x-amz-server-side-encryption-customer-key-md5';
const keyHeader = 'x-amz-server-side-encryption-customer-key';

/** Base64 MD5 of the key that a request brings along. */
export function customerKeyMd5(headers: HeaderMap): string | undefined {
  const key = headers.get(keyHeader);
  if (key === undefined) return headers.get(md5Header);
  return createHash('md5').update(Buffer.from(key, 'base64')).digest('base64');
}

/** An object under the customer's own key is read with that key alone. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html */
function customerKeyError(state: GatewayState, call: BucketCall, request: ObjectRequest): S3Error | undefined {
  if (request.operation !== 'GetObject' && request.operation !== 'HeadObject') return undefined;
  const record = state.objects.find(call.bucket, request.key ?? '', request.versionId);
  if (!record || record.encryption.kind === 'none') return undefined;
  const sent = customerKeyMd5(call.incoming.headers);
  if (record.encryption.kind !== 'SSE-C') return sent === undefined ? undefined : keyNotApplicable;
  if (sent === undefined) return keyMissing;
  return sent === record.customerKeyMd5 ? undefined : accessDenied;
}

const keyMissing: S3Error = {
  status: 400,
  code: 'InvalidRequest',
  message:
    'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
};
const keyNotApplicable: S3Error = {
  status: 400,
  code: 'InvalidRequest',
  message: 'The encryption parameters are not applicable to this object.',
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
 * The request as the emulator is to see it. It hears nothing of encryption, so that a copy of an object to itself
 * changes something for it only by the storage class, which is that of every copy that names none.
 */
export function incomingFor(call: BucketCall, request: ObjectRequest): Incoming {
  const { incoming } = call;
  if (!incoming.headers.has('x-amz-copy-source')) return incoming;
  const headers = new Map(
    [...incoming.headers].filter(([name]) => !name.startsWith('x-amz-copy-source-server-side-encryption')),
  );
  if (isSelfCopy(call, request) && !headers.has('x-amz-storage-class')) headers.set('x-amz-storage-class', 'STANDARD');
  return { ...incoming, headers };
}
