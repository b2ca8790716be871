import type { CopySource, EncryptionHeaders, Extra, ObjectOperation, ObjectRequest } from '../../evaluation';
import { decoded, queryValue } from '../http/target';
import type { GatewayState } from '../state/gateway-state';
import { principalOf, type BucketCall } from './call';
import { requestContext } from './context';

/** The S3 operations that the engine knows, by the names of S3's API. */
const operations: { readonly [operation: string]: ObjectOperation } = {
  GetObject: 'GetObject',
  HeadObject: 'HeadObject',
  GetObjectAttributes: 'GetObjectAttributes',
  PutObject: 'PutObject',
  CopyObject: 'CopyObject',
  CreateMultipartUpload: 'CreateMultipartUpload',
  UploadPart: 'UploadPart',
  UploadPartCopy: 'UploadPartCopy',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
  AbortMultipartUpload: 'AbortMultipartUpload',
  ListParts: 'ListParts',
  DeleteObject: 'DeleteObject',
  GetObjectTagging: 'GetObjectTagging',
  PutObjectTagging: 'PutObjectTagging',
  DeleteObjectTagging: 'DeleteObjectTagging',
  ListObjects: 'ListObjects',
  ListObjectsV2: 'ListObjects',
  ListObjectVersions: 'ListObjectVersions',
  ListMultipartUploads: 'ListMultipartUploads',
  HeadBucket: 'HeadBucket',
};

export function objectOperation(operation: string): ObjectOperation | undefined {
  return operations[operation];
}

/** The request as the engine takes it. */
export function objectRequestOf(
  state: GatewayState,
  call: BucketCall,
  operation: ObjectOperation,
  headers: EncryptionHeaders,
): ObjectRequest {
  const { query } = call.incoming.target;
  const key = call.address.key ?? '';
  const versionId = queryValue(query, 'versionId');
  const upload = state.objects.upload(queryValue(query, 'uploadId') ?? '');
  const source = copySource(state, call);
  return {
    operation,
    principal: principalOf(call.caller),
    bucket: call.bucket,
    key,
    headers,
    stored: state.objects.find(call.bucket, key, versionId)?.encryption ?? { kind: 'none' },
    extras: extrasOf(call),
    checksumMode: call.incoming.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED',
    context: { values: requestContext(call, state.tuning.settings, state.clock.now()), unknown: [] },
    ...(versionId === undefined ? {} : { versionId }),
    ...(upload ? { upload } : {}),
    ...(source ? { source } : {}),
  };
}

/** Bucket, key and version that a copy reads; `undefined` when the request is no copy. */
function copySource(state: GatewayState, call: BucketCall): CopySource | undefined {
  const header = call.incoming.headers.get('x-amz-copy-source');
  if (header === undefined) return undefined;
  const [path = '', query = ''] = header.split('?');
  const whole = (decoded(path) ?? path).replace(/^\//, '');
  const slash = whole.indexOf('/');
  const bucket = whole.slice(0, Math.max(slash, 0));
  const key = whole.slice(slash + 1);
  const versionId = /(?:^|&)versionId=([^&]*)/.exec(query)?.[1];
  const stored = state.objects.find(bucket, key, versionId)?.encryption ?? { kind: 'none' };
  return { bucket, key, stored, ...(versionId === undefined ? {} : { versionId }) };
}

const extraHeaders: readonly (readonly [extra: Extra, header: RegExp])[] = [
  ['tags', /^x-amz-tagging$/],
  ['acl', /^x-amz-(acl|grant-.*)$/],
  ['retention', /^x-amz-object-lock-(mode|retain-until-date)$/],
  ['legalHold', /^x-amz-object-lock-legal-hold$/],
];

function extrasOf({ incoming }: BucketCall): readonly Extra[] {
  const names = [...incoming.headers.keys()];
  return extraHeaders.filter(([, header]) => names.some((name) => header.test(name))).map(([extra]) => extra);
}
