import { createHash } from 'node:crypto';
import type { ObjectOperation, ObjectRequest } from '../../evaluation';
import type { HeaderMap } from '../http/incoming';
import { queryValue } from '../http/target';
import type { GatewayState } from '../state/gateway-state';
import type { BucketCall } from './call';
import { accessDenied, type S3Error } from './error';

const own = 'x-amz-server-side-encryption-customer-';
/** What a copy says of the key of its source. */
const ofSource = 'x-amz-copy-source-server-side-encryption-customer-';
const keyBytes = 32;

/** Base64 MD5 of the key that a request brings along. */
export function customerKeyMd5(headers: HeaderMap): string | undefined {
  return md5Of(headers, own);
}

function md5Of(headers: HeaderMap, prefix: string): string | undefined {
  const key = headers.get(`${prefix}key`);
  return key === undefined ? headers.get(`${prefix}key-md5`) : hashOf(key);
}

function hashOf(key: string): string {
  return createHash('md5').update(Buffer.from(key, 'base64')).digest('base64');
}

/** What S3 has against the keys that a request brings along or lacks. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html */
export function customerKeyError(state: GatewayState, call: BucketCall, request: ObjectRequest): S3Error | undefined {
  const { headers } = call.incoming;
  return (
    headerError(headers, own) ??
    readError(state, call, request) ??
    partError(state, call, request) ??
    (request.source ? sourceError(state, headers, request.source) : undefined)
  );
}

function headerError(headers: HeaderMap, prefix: string): S3Error | undefined {
  const [algorithm, key] = [headers.get(`${prefix}algorithm`), headers.get(`${prefix}key`)];
  if (algorithm === undefined && key === undefined) return undefined;
  if (algorithm === undefined) return wrong(`${requests} must provide a valid encryption algorithm.`);
  if (key === undefined) return wrong(`${requests} must provide an appropriate secret key.`);
  if (algorithm !== 'AES256') return wrongAlgorithm;
  if (Buffer.from(key, 'base64').length !== keyBytes) {
    return wrong('The secret key was invalid for the specified algorithm.');
  }
  const md5 = headers.get(`${prefix}key-md5`);
  if (md5 === undefined || md5 === hashOf(key)) return undefined;
  return wrong('The calculated MD5 hash of the key did not match the hash that was provided.');
}

const requests = 'Requests specifying Server Side Encryption with Customer provided keys';

function wrong(message: string): S3Error {
  return { status: 400, code: 'InvalidArgument', message };
}

const wrongAlgorithm: S3Error = {
  status: 400,
  code: 'InvalidEncryptionAlgorithmError',
  message: 'The Encryption request you specified is not valid. Supported value: AES256.',
};

const reads: readonly ObjectOperation[] = ['GetObject', 'HeadObject', 'GetObjectAttributes'];

function readError(state: GatewayState, call: BucketCall, request: ObjectRequest): S3Error | undefined {
  if (!reads.includes(request.operation)) return undefined;
  const { key = '', versionId } = request;
  return storedError(state, { bucket: call.bucket, key, versionId }, customerKeyMd5(call.incoming.headers));
}

function sourceError(
  state: GatewayState,
  headers: HeaderMap,
  source: NonNullable<ObjectRequest['source']>,
): S3Error | undefined {
  const { bucket, key, versionId } = source;
  return headerError(headers, ofSource) ?? storedError(state, { bucket, key, versionId }, md5Of(headers, ofSource));
}

interface Stored {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** An object under the customer's own key is read with that key alone. */
function storedError(
  state: GatewayState,
  { bucket, key, versionId }: Stored,
  sent: string | undefined,
): S3Error | undefined {
  const record = state.objects.find(bucket, key, versionId);
  if (!record || record.encryption.kind === 'none') return undefined;
  if (record.encryption.kind !== 'SSE-C') return sent === undefined ? undefined : keyNotApplicable;
  if (sent === undefined) return keyMissing;
  return sent === record.customerKeyMd5 ? undefined : accessDenied;
}

const parts: readonly ObjectOperation[] = ['UploadPart', 'UploadPartCopy'];

/** Every part comes with the key with which its upload was begun. */
function partError(state: GatewayState, call: BucketCall, { operation }: ObjectRequest): S3Error | undefined {
  if (!parts.includes(operation)) return undefined;
  const { target, headers } = call.incoming;
  const begun = state.objects.upload(queryValue(target.query, 'uploadId') ?? '')?.customerKeyMd5;
  const sent = customerKeyMd5(headers);
  if (begun === undefined || begun === sent) return undefined;
  return sent === undefined ? partWithoutKey : partWithOtherKey;
}

const partWithoutKey: S3Error = {
  status: 400,
  code: 'InvalidRequest',
  message:
    'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
};
const partWithOtherKey: S3Error = {
  status: 400,
  code: 'InvalidRequest',
  message: 'The provided encryption parameters did not match the ones used originally.',
};
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
