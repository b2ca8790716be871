import type { EncryptionContext } from '../../core';
import type { EncryptionHeaders, ObjectEncryption } from '../../evaluation';
import type { HeaderMap } from '../http/incoming';
import type { ReplyHeaders } from '../http/reply';
import { queryValue, type QueryPart } from '../http/target';

const prefix = 'x-amz-server-side-encryption';
const ofCopySource = 'x-amz-copy-source-server-side-encryption-';

/** Whether a header speaks of encryption, be it S3's or the customer's own. */
export function isEncryptionHeader(name: string): boolean {
  return name === prefix || name.startsWith(`${prefix}-`) || name.startsWith(ofCopySource);
}

/** Their names, whole: a name that is put together for each request has to be hashed for each, too. */
const names = {
  algorithm: prefix,
  keyId: `${prefix}-aws-kms-key-id`,
  bucketKey: `${prefix}-bucket-key-enabled`,
  context: `${prefix}-context`,
  customerAlgorithm: `${prefix}-customer-algorithm`,
};

const allNames = Object.values(names);

const unsaid: EncryptionHeaders = {};

/** Encryption as a request asks for it, in headers or, where they are not folded into them yet, in the query; `undefined` when it cannot be read. */
export function readEncryptionHeaders(headers: HeaderMap, query: readonly QueryPart[]): EncryptionHeaders | undefined {
  const find = (name: string): string | undefined =>
    headers.get(name) ?? (query.length === 0 ? undefined : queryValue(query, name));
  const said = allNames.some((name) => find(name) !== undefined);
  return said ? readSaid(find) : unsaid;
}

function readSaid(find: (name: string) => string | undefined): EncryptionHeaders | undefined {
  const context = find(names.context);
  const read = context === undefined ? undefined : readContext(context);
  const enabled = find(names.bucketKey)?.toLowerCase();
  if (context !== undefined && !read) return undefined;
  const algorithm = find(names.algorithm);
  const keyId = find(names.keyId);
  const customerAlgorithm = find(names.customerAlgorithm);
  return {
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(enabled === undefined ? {} : { bucketKeyEnabled: enabled === 'true' }),
    ...(read ? { context: read } : {}),
    ...(customerAlgorithm === undefined ? {} : { customerAlgorithm }),
  };
}

/** Base64 of a JSON object whose values are texts. */
function readContext(header: string): EncryptionContext | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(header, 'base64').toString('utf8'));
    return isContext(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isContext(value: unknown): value is EncryptionContext {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => typeof one === 'string');
}

/** The operations whose answers show the caller's own context. */
const showContext = new Set(['PutObject', 'CopyObject', 'CreateMultipartUpload']);

/** Only who has brought the key hears of it again. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html */
function customerReplyHeaders(md5: string | undefined): ReplyHeaders {
  if (md5 === undefined) return [];
  return [
    [names.customerAlgorithm, 'AES256'],
    [`${prefix}-customer-key-md5`, md5],
  ];
}

/** The headers by which S3 tells how an object is encrypted: the full key ARN, and a Bucket Key only when there is one. */
export function encryptionReplyHeaders(
  encryption: ObjectEncryption,
  operation: string,
  customerKeyMd5?: string,
): ReplyHeaders {
  if (encryption.kind === 'SSE-C') return customerReplyHeaders(customerKeyMd5);
  if (encryption.kind === 'AES256') return [[prefix, 'AES256']];
  if (!('keyArn' in encryption)) return [];
  const { kind, keyArn, bucketKeyEnabled, context = {} } = encryption;
  const shown = showContext.has(operation) && Object.keys(context).length > 0;
  return [
    [prefix, kind],
    [`${prefix}-aws-kms-key-id`, keyArn],
    ...(bucketKeyEnabled ? [[`${prefix}-bucket-key-enabled`, 'true'] as const] : []),
    ...(shown ? [[`${prefix}-context`, Buffer.from(JSON.stringify(context)).toString('base64')] as const] : []),
  ];
}
