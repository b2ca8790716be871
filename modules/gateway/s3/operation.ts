import type { HeaderMap } from '../http/incoming';
import type { QueryPart } from '../http/target';
import type { S3Address } from './address';

interface Shape {
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  /** Parameters that the query must have. @default none */
  readonly query?: readonly string[];
  /** A header that the request must have. @default none */
  readonly header?: string;
}

type OnBucket = { readonly [parameter: string]: string };

/** The settings of a bucket that are read, written and deleted under one parameter of the query. */
const bucketSettings: OnBucket = {
  accelerate: 'AccelerateConfiguration',
  acl: 'Acl',
  analytics: 'AnalyticsConfiguration',
  cors: 'Cors',
  encryption: 'Encryption',
  'intelligent-tiering': 'IntelligentTieringConfiguration',
  inventory: 'InventoryConfiguration',
  lifecycle: 'LifecycleConfiguration',
  logging: 'Logging',
  metrics: 'MetricsConfiguration',
  notification: 'NotificationConfiguration',
  ownershipControls: 'OwnershipControls',
  policy: 'Policy',
  replication: 'Replication',
  requestPayment: 'RequestPayment',
  tagging: 'Tagging',
  versioning: 'Versioning',
  website: 'Website',
};

const verbs = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' };

function ofBucketSettings(): readonly (readonly [string, Shape])[] {
  return Object.entries(bucketSettings).flatMap(([parameter, name]) =>
    Object.entries(verbs).map(
      ([method, verb]) => [`${verb}Bucket${name}`, { method, on: 'bucket', query: [parameter] }] as const,
    ),
  );
}

/** Every operation that is told apart, the more special before the more general. */
const shapes: readonly (readonly [operation: string, shape: Shape])[] = [
  ['UploadPartCopy', { method: 'PUT', on: 'object', query: ['uploadId'], header: 'x-amz-copy-source' }],
  ['UploadPart', { method: 'PUT', on: 'object', query: ['uploadId'] }],
  ['ListParts', { method: 'GET', on: 'object', query: ['uploadId'] }],
  ['CompleteMultipartUpload', { method: 'POST', on: 'object', query: ['uploadId'] }],
  ['AbortMultipartUpload', { method: 'DELETE', on: 'object', query: ['uploadId'] }],
  ['CreateMultipartUpload', { method: 'POST', on: 'object', query: ['uploads'] }],
  ['RestoreObject', { method: 'POST', on: 'object', query: ['restore'] }],
  ['SelectObjectContent', { method: 'POST', on: 'object', query: ['select'] }],
  ['UpdateObjectEncryption', { method: 'PUT', on: 'object', query: ['encryption'] }],
  ['GetObjectAttributes', { method: 'GET', on: 'object', query: ['attributes'] }],
  ['GetObjectTagging', { method: 'GET', on: 'object', query: ['tagging'] }],
  ['PutObjectTagging', { method: 'PUT', on: 'object', query: ['tagging'] }],
  ['DeleteObjectTagging', { method: 'DELETE', on: 'object', query: ['tagging'] }],
  ['GetObjectAcl', { method: 'GET', on: 'object', query: ['acl'] }],
  ['PutObjectAcl', { method: 'PUT', on: 'object', query: ['acl'] }],
  ['GetObjectRetention', { method: 'GET', on: 'object', query: ['retention'] }],
  ['PutObjectRetention', { method: 'PUT', on: 'object', query: ['retention'] }],
  ['GetObjectLegalHold', { method: 'GET', on: 'object', query: ['legal-hold'] }],
  ['PutObjectLegalHold', { method: 'PUT', on: 'object', query: ['legal-hold'] }],
  ['GetObjectTorrent', { method: 'GET', on: 'object', query: ['torrent'] }],
  ['CopyObject', { method: 'PUT', on: 'object', header: 'x-amz-copy-source' }],
  ['PutObject', { method: 'PUT', on: 'object' }],
  ['GetObject', { method: 'GET', on: 'object' }],
  ['HeadObject', { method: 'HEAD', on: 'object' }],
  ['DeleteObject', { method: 'DELETE', on: 'object' }],
  ...ofBucketSettings(),
  ['GetBucketPolicyStatus', { method: 'GET', on: 'bucket', query: ['policyStatus'] }],
  ['GetPublicAccessBlock', { method: 'GET', on: 'bucket', query: ['publicAccessBlock'] }],
  ['PutPublicAccessBlock', { method: 'PUT', on: 'bucket', query: ['publicAccessBlock'] }],
  ['DeletePublicAccessBlock', { method: 'DELETE', on: 'bucket', query: ['publicAccessBlock'] }],
  ['GetObjectLockConfiguration', { method: 'GET', on: 'bucket', query: ['object-lock'] }],
  ['PutObjectLockConfiguration', { method: 'PUT', on: 'bucket', query: ['object-lock'] }],
  ['GetBucketLocation', { method: 'GET', on: 'bucket', query: ['location'] }],
  ['ListObjectVersions', { method: 'GET', on: 'bucket', query: ['versions'] }],
  ['ListMultipartUploads', { method: 'GET', on: 'bucket', query: ['uploads'] }],
  ['DeleteObjects', { method: 'POST', on: 'bucket', query: ['delete'] }],
  ['ListObjectsV2', { method: 'GET', on: 'bucket', query: ['list-type'] }],
  ['CreateSession', { method: 'GET', on: 'bucket', query: ['session'] }],
  ['PostObject', { method: 'POST', on: 'bucket' }],
  ['ListObjects', { method: 'GET', on: 'bucket' }],
  ['HeadBucket', { method: 'HEAD', on: 'bucket' }],
  ['CreateBucket', { method: 'PUT', on: 'bucket' }],
  ['DeleteBucket', { method: 'DELETE', on: 'bucket' }],
  ['ListBuckets', { method: 'GET', on: 'service' }],
];

/** The name of what a request asks for, as in S3's API; `undefined` when it is none. */
export function s3Operation(
  method: string,
  address: S3Address,
  query: readonly QueryPart[],
  headers: HeaderMap,
): string | undefined {
  const on = address.bucket === undefined ? 'service' : address.key === undefined ? 'bucket' : 'object';
  const names = new Set(query.map((part) => part.name));
  const found = shapes.find(
    ([, shape]) =>
      shape.method === method &&
      shape.on === on &&
      (shape.query ?? []).every((name) => names.has(name)) &&
      (shape.header === undefined || headers.has(shape.header)),
  );
  return found?.[0];
}
