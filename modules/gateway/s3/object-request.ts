import type {
  CopySource,
  EncryptionHeaders,
  Extra,
  ObjectOperation,
  ObjectRequest,
  RequestContext,
} from '../../evaluation';
import { decoded, queryValue } from '../http/target';
import type { GatewayState } from '../state/gateway-state';
import type { ObjectTags } from '../state/object-records';
import { principalOf, type BucketCall } from './call';
import { requestTagContext, sentContext, silentContext } from './context';
import type { ReadUnderBucketKey } from './data-keys';
import { readTagging } from './tagging';

/** The request as the engine takes it; `body` is that of a request that is about tags. */
export function objectRequestOf(
  state: GatewayState,
  call: BucketCall,
  operation: ObjectOperation,
  headers: EncryptionHeaders,
  body: Buffer | undefined,
): ObjectRequest {
  const { query } = call.incoming.target;
  const key = call.address.key ?? '';
  const versionId = queryValue(query, 'versionId');
  const uploadId = queryValue(query, 'uploadId');
  const source = copySource(state, call);
  const request: ObjectRequest = {
    operation,
    principal: principalOf(call.caller),
    bucket: call.bucket,
    key,
    headers,
    stored: state.objects.find(call.bucket, key, versionId)?.encryption ?? { kind: 'none' },
    extras: extrasOf(call),
    checksumMode: call.incoming.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED',
    context: { values: valuesOf(state, call, operation, source, body), unknown: [] },
    contextDefaults: silentContext,
  };
  if (versionId === undefined && uploadId === undefined && !source) return request;
  return { ...request, ...named(state, versionId, uploadId), ...(source ? { source } : {}) };
}

function named(
  state: GatewayState,
  versionId: string | undefined,
  uploadId: string | undefined,
): Pick<ObjectRequest, 'versionId' | 'upload'> {
  return {
    ...(versionId === undefined ? {} : { versionId }),
    ...(uploadId === undefined ? {} : { upload: state.objects.upload(uploadId) ?? plainUpload }),
  };
}

/** An upload that nobody started here: the emulator will say so. */
const plainUpload = { headers: {}, encryption: { kind: 'AES256' } } as const;

function valuesOf(
  state: GatewayState,
  call: BucketCall,
  operation: ObjectOperation,
  source: CopySource | undefined,
  body: Buffer | undefined,
): RequestContext {
  const values = sentContext(state, call);
  const tags = seenTags(state, call, operation, source);
  if (tags) Object.assign(values, objectTagContext(tags));
  if (body) Object.assign(values, requestTagContext(readTagging(body)));
  return values;
}

/** The operations whose permission can depend on the tags that the object has. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html */
const seeTags: readonly ObjectOperation[] = [
  'GetObject',
  'HeadObject',
  'GetObjectAttributes',
  'GetObjectTagging',
  'PutObjectTagging',
  'DeleteObjectTagging',
];

/** The tags that the object has, where they count. */
function seenTags(
  state: GatewayState,
  { bucket, address, incoming }: BucketCall,
  operation: ObjectOperation,
  source: CopySource | undefined,
): ObjectTags | undefined {
  const own = seeTags.includes(operation)
    ? state.objects.find(bucket, address.key ?? '', queryValue(incoming.target.query, 'versionId'))
    : undefined;
  const copied = source && state.objects.find(source.bucket, source.key, source.versionId);
  return (own ?? copied)?.tags;
}

function objectTagContext(tags: ObjectTags): RequestContext {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]));
}

/** Bucket, key and version that a copy reads; `undefined` when the request is no copy. A plus sign stands for a space in it. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export function copySource(state: GatewayState, call: BucketCall): CopySource | undefined {
  const header = call.incoming.headers.get('x-amz-copy-source');
  if (header === undefined) return undefined;
  const [path = '', query = ''] = header.split('?');
  const whole = (decoded(path, true) ?? path).replace(/^\//, '');
  const slash = whole.indexOf('/');
  const bucket = whole.slice(0, Math.max(slash, 0));
  const key = whole.slice(slash + 1);
  const versionId = versionOf(query);
  const stored = state.objects.find(bucket, key, versionId)?.encryption ?? { kind: 'none' };
  return { bucket, key, stored, ...(versionId === undefined ? {} : { versionId }) };
}

function versionOf(query: string): string | undefined {
  const version = /(?:^|&)versionId=([^&]*)/.exec(query)?.[1];
  return version === undefined ? undefined : (decoded(version, true) ?? version);
}

/** What the request reads under a Bucket Key: a copy's source, the object, or the upload. */
export function readsOf(
  state: GatewayState,
  { source, key = '', versionId, bucket, operation }: ObjectRequest,
  call: BucketCall,
): readonly ReadUnderBucketKey[] {
  const reads: ReadUnderBucketKey[] = [];
  if (source) {
    const record = state.objects.find(source.bucket, source.key, source.versionId);
    reads.push({ bucket: source.bucket, encryption: source.stored, generation: record?.generation });
  }
  const upload = state.objects.upload(queryValue(call.incoming.target.query, 'uploadId') ?? '');
  if (upload) reads.push({ bucket, encryption: upload.encryption, generation: upload.generation });
  const record = source || upload ? undefined : state.objects.find(bucket, key, versionId);
  if (record && operation === 'GetObject') {
    reads.push({ bucket, encryption: record.encryption, generation: record.generation });
  }
  return reads;
}

const extraHeaders: ReadonlyMap<string, Extra> = new Map<string, Extra>([
  ['x-amz-tagging', 'tags'],
  ['x-amz-acl', 'acl'],
  ['x-amz-object-lock-mode', 'retention'],
  ['x-amz-object-lock-retain-until-date', 'retention'],
  ['x-amz-object-lock-legal-hold', 'legalHold'],
]);

/** Every request comes by here, and few have any. */
function extrasOf({ incoming }: BucketCall): readonly Extra[] {
  const extras: Extra[] = [];
  for (const name of incoming.headers.keys()) {
    const extra = name.startsWith('x-amz-grant-') ? 'acl' : extraHeaders.get(name);
    if (extra && !extras.includes(extra)) extras.push(extra);
  }
  return extras;
}
