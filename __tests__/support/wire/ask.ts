import type { Json, JsonObject } from '../json';
import { kmsRequest, type Administration } from './administration';
import { bucketKeyHeaders, keyHeaders, otherKey } from './places';
import type { WireCredentials, WireRequest } from './signed-request';
import { bucketOf, contextFamily, contextList, contextText, type WireCase } from './wire-case';

type Part = Pick<WireRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>;

const sse = 'x-amz-server-side-encryption';

/** How S3 is asked for each permission. */
const s3Requests: { readonly [action: string]: (one: WireCase, path: string) => Part } = {
  's3:GetObject': (_, path) => ({ method: 'GET', path }),
  's3:GetObjectVersion': (_, path) => ({ method: 'GET', path, query: { versionId: 'v1' } }),
  's3:GetObjectAttributes': (_, path) => ({
    method: 'GET',
    path,
    query: { attributes: '' },
    headers: { 'x-amz-object-attributes': 'ETag' },
  }),
  's3:PutObject': putRequest,
  's3:ListBucket': (one, path) => ({ method: 'GET', path, query: { 'list-type': '2', ...listQuery(one) } }),
  's3:PutObjectTagging': (one, path) => ({ method: 'PUT', path, query: { tagging: '' }, body: taggingOf(one) }),
  's3:DeleteObject': (_, path) => ({ method: 'DELETE', path }),
  's3:DeleteObjectVersion': (_, path) => ({ method: 'DELETE', path, query: { versionId: 'v1' } }),
  's3:AbortMultipartUpload': (_, path) => ({ method: 'DELETE', path, query: { uploadId: 'u1' } }),
  's3:ListMultipartUploadParts': (_, path) => ({ method: 'GET', path, query: { uploadId: 'u1' } }),
  's3:DeleteBucket': (_, path) => ({ method: 'DELETE', path }),
  's3:PutBucketAcl': (_, path) => ({ method: 'PUT', path, query: { acl: '' }, headers: { 'x-amz-acl': 'private' } }),
  's3:PutBucketPolicy': (one, path) => ({
    method: 'PUT',
    path,
    query: { policy: '' },
    body: JSON.stringify(one.resourceSide.policy ?? anyPolicy(one.resource)),
  }),
  's3:PutEncryptionConfiguration': (_, path) => ({
    method: 'PUT',
    path,
    query: { encryption: '' },
    body: '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>',
  }),
};

function anyPolicy(Resource: string): JsonObject {
  const Statement = [{ Sid: 'New', Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource }];
  return { Version: '2012-10-17', Statement };
}

/** Whether there is a request that asks for a permission. */
export function isAskable(action: string): boolean {
  return action in s3Requests || action.startsWith('kms:');
}

/** The request of the case. */
export function requestOf(
  admin: Administration,
  one: WireCase,
  credentials: WireCredentials | undefined,
  grantIds: readonly string[],
): WireRequest {
  const { region } = admin;
  if (one.action.startsWith('kms:') && credentials) return directRequest(one, region, credentials, grantIds);
  const { bucket, key } = bucketOf(one.resource);
  const path = key === '' ? `/${bucket}` : `/${bucket}/${key}`;
  const part = s3Requests[one.action]?.(one, path) ?? { method: 'GET', path };
  return { ...part, service: 's3', region, ...(credentials ? { credentials } : {}) };
}

function listQuery(one: WireCase): { readonly [name: string]: string } {
  const keys = ['prefix', 'max-keys', 'delimiter'];
  const sent = keys.map((name) => [name, contextText(one, `s3:${name}`)] as const);
  return Object.fromEntries(sent.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function tagsOf(one: WireCase): readonly (readonly [string, string])[] {
  const values = contextFamily(one, 's3:RequestObjectTag/');
  const keys = new Set([...contextList(one, 's3:RequestObjectTagKeys'), ...Object.keys(values)]);
  return [...keys].map((tag) => [tag, values[tag] ?? 'any']);
}

function taggingOf(one: WireCase): string {
  const tags = tagsOf(one).map(([Key, Value]) => `<Tag><Key>${Key}</Key><Value>${Value}</Value></Tag>`);
  return `<Tagging><TagSet>${tags.join('')}</TagSet></Tagging>`;
}

function putRequest(one: WireCase, path: string): Part {
  const source = one.legs.find(({ action }) => /^s3:GetObject(Version)?$/.test(action));
  const tags = new URLSearchParams(Object.fromEntries(tagsOf(one))).toString();
  const storageClass = contextText(one, 's3:x-amz-storage-class');
  const version = source?.action === 's3:GetObjectVersion' ? '?versionId=v1' : '';
  const withTags = tags !== '' || one.legs.some(({ action }) => action === 's3:PutObjectTagging');
  return {
    method: 'PUT',
    path,
    headers: {
      ...encryptionHeaders(one),
      ...(storageClass === undefined ? {} : { 'x-amz-storage-class': storageClass }),
      ...(withTags ? { 'x-amz-tagging': tags === '' ? 'a=b' : tags } : {}),
      ...(source ? { 'x-amz-copy-source': `${source.resource.replace('arn:aws:s3:::', '')}${version}` } : {}),
    },
    ...(source ? {} : { body: 'data' }),
  };
}

/** Headers that the condition keys speak of; a KMS leg says whether there is to be a Bucket Key. */
function encryptionHeaders(one: WireCase): { readonly [name: string]: string } {
  const algorithm = contextText(one, `s3:${sse}`);
  const keyId = contextText(one, `s3:${sse}-aws-kms-key-id`);
  const leg = one.legs.find(({ action }) => action === 'kms:GenerateDataKey');
  const customer = contextText(one, `s3:${sse}-customer-algorithm`);
  if (customer !== undefined) return customerHeaders;
  if (algorithm === undefined && keyId === undefined && leg) return keyHeaders(leg.resource, leg.encryptionContext);
  const bucketKey = leg ? bucketKeyHeaders(leg.encryptionContext) : {};
  if (algorithm === undefined) return bucketKey;
  return { [sse]: algorithm, ...(keyId === undefined ? {} : { [`${sse}-aws-kms-key-id`]: keyId }), ...bucketKey };
}

const customerHeaders = {
  [`${sse}-customer-algorithm`]: 'AES256',
  [`${sse}-customer-key`]: Buffer.alloc(32, 'k').toString('base64'),
};

function directRequest(
  one: WireCase,
  region: string,
  credentials: WireCredentials,
  grantIds: readonly string[],
): WireRequest {
  const operation = one.action.slice('kms:'.length);
  const build = kmsParameters[operation];
  const { encryptionContext } = one.resourceSide;
  const KeyId = contextText(one, 'kms:RequestAlias') ?? one.resource;
  const context = Object.keys(encryptionContext).length === 0 ? {} : { EncryptionContext: encryptionContext };
  const parameters = build ? build(one, grantIds) : {};
  const name = operation.startsWith('ReEncrypt') ? 'ReEncrypt' : operation;
  return kmsRequest(name, { KeyId, ...context, ...parameters }, region, credentials);
}

function ciphertextOf(arn: string): string {
  return Buffer.from(arn.slice(arn.lastIndexOf('/') + 1)).toString('base64');
}

const kmsParameters: { readonly [operation: string]: (one: WireCase, grantIds: readonly string[]) => JsonObject } = {
  Decrypt: ({ resource }) => ({ CiphertextBlob: ciphertextOf(resource) }),
  ReEncryptFrom: (one) => ({
    SourceKeyId: one.resource,
    CiphertextBlob: ciphertextOf(one.resource),
    SourceEncryptionContext: one.resourceSide.encryptionContext,
    DestinationKeyId: otherKey(one),
  }),
  ReEncryptTo: (one) => ({
    SourceKeyId: otherKey(one),
    CiphertextBlob: ciphertextOf(otherKey(one)),
    DestinationKeyId: one.resource,
    DestinationEncryptionContext: one.resourceSide.encryptionContext,
  }),
  PutKeyPolicy: (one) => ({
    PolicyName: 'default',
    Policy: JSON.stringify(one.resourceSide.policy ?? {}),
    ...flag(contextText(one, 'kms:BypassPolicyLockoutSafetyCheck')),
  }),
  CreateGrant: (one) => ({
    GranteePrincipal: contextText(one, 'kms:GranteePrincipal') ?? `arn:aws:iam::${one.owner}:root`,
    Operations: operationsOf(one),
    ...retiring(contextText(one, 'kms:RetiringPrincipal')),
    ...constraints(one),
  }),
  RetireGrant: (_, [GrantId = 'none']) => ({ GrantId }),
  RevokeGrant: (_, [GrantId = 'none']) => ({ GrantId }),
  TagResource: () => ({ Tags: [{ TagKey: 'a', TagValue: 'b' }] }),
};

function flag(value: string | undefined): JsonObject {
  return value === undefined ? {} : { BypassPolicyLockoutSafetyCheck: value === 'true' };
}

function retiring(RetiringPrincipal: string | undefined): JsonObject {
  return RetiringPrincipal === undefined ? {} : { RetiringPrincipal };
}

function operationsOf(one: WireCase): readonly Json[] {
  const listed = contextList(one, 'kms:GrantOperations');
  if (listed.length > 0) return listed;
  // A grant that permits this request gives away no more than it has itself.
  const [own] = one.resourceSide.grants.map(({ Operations }) => Operations);
  return own !== undefined && Array.isArray(own) ? own.map((operation: Json) => operation) : ['DescribeKey'];
}

function constraints(one: WireCase): JsonObject {
  const type = contextText(one, 'kms:GrantConstraintType');
  const { encryptionContext } = one.resourceSide;
  if (type === undefined) return {};
  const pairs = Object.keys(encryptionContext).length === 0 ? { any: 'thing' } : encryptionContext;
  return { Constraints: { [type]: pairs } };
}
