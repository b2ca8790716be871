import { createHmac } from 'node:crypto';
import type { HeaderMap } from '../http/incoming';
import { queryValue, type QueryPart } from '../http/target';
import { refused, type SignatureError } from './signature-error';

/** A signature of version 2, in a header or in the query. */
export interface Version2Parts {
  readonly kind: 'header' | 'query';
  readonly accessKeyId: string;
  readonly signature: string;
  /** The line of the date that was signed: a date, nothing where `x-amz-date` is signed, or the seconds of the end. */
  readonly dateLine: string;
  /** Milliseconds since 1970 at which it was signed, or at which it ends. */
  readonly timeMs: number;
  readonly sessionToken?: string;
}

/** Reads a signature of version 2. @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
export function readVersion2(
  query: readonly QueryPart[],
  headers: HeaderMap,
): { readonly kind: 'version2'; readonly parts: Version2Parts } | SignatureError {
  const header = headers.get('authorization');
  return header === undefined ? ofQuery(query, headers) : ofHeader(header, headers);
}

type Read = ReturnType<typeof readVersion2>;

function ofHeader(header: string, headers: HeaderMap): Read {
  const [, accessKeyId, signature] = /^AWS ([^:\s]+):(\S+)$/.exec(header) ?? [];
  if (accessKeyId === undefined || signature === undefined) {
    return refused(400, 'InvalidArgument', 'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature');
  }
  const amzDate = headers.get('x-amz-date');
  const timeMs = new Date(amzDate ?? headers.get('date') ?? '').getTime();
  if (Number.isNaN(timeMs)) {
    return refused(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  const dateLine = amzDate === undefined ? (headers.get('date') ?? '') : '';
  const token = tokenOf(headers.get('x-amz-security-token'));
  return { kind: 'version2', parts: { kind: 'header', accessKeyId, signature, dateLine, timeMs, ...token } };
}

function ofQuery(query: readonly QueryPart[], headers: HeaderMap): Read {
  const accessKeyId = queryValue(query, 'AWSAccessKeyId');
  const signature = queryValue(query, 'Signature');
  const dateLine = queryValue(query, 'Expires');
  if (accessKeyId === undefined || signature === undefined || dateLine === undefined) {
    const why = 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters';
    return refused(403, 'AccessDenied', why);
  }
  if (!/^[0-9]{1,12}$/.test(dateLine)) {
    return refused(403, 'AccessDenied', `Invalid date (should be seconds since epoch): ${dateLine}`);
  }
  const timeMs = Number(dateLine) * 1000;
  const token = tokenOf(queryValue(query, 'x-amz-security-token') ?? headers.get('x-amz-security-token'));
  return { kind: 'version2', parts: { kind: 'query', accessKeyId, signature, dateLine, timeMs, ...token } };
}

function tokenOf(sessionToken: string | undefined): Pick<Version2Parts, 'sessionToken'> {
  return sessionToken === undefined ? {} : { sessionToken };
}

/** The parameters of a query that are signed as part of what is asked for. */
const subresources = new Set([
  ...['accelerate', 'acl', 'analytics', 'cors', 'defaultObjectAcl', 'delete', 'inventory', 'lifecycle', 'location'],
  ...['logging', 'metrics', 'notification', 'object-lock', 'partNumber', 'policy', 'replication', 'requestPayment'],
  ...['restore', 'select', 'select-type', 'storageClass', 'tagging', 'torrent', 'uploadId', 'uploads', 'versionId'],
  ...['versioning', 'versions', 'website'],
  ...['response-cache-control', 'response-content-disposition', 'response-content-encoding'],
  ...['response-content-language', 'response-content-type', 'response-expires'],
]);

/** What version 2 signs of a request; `path` has the bucket in front, whatever the style of the request. */
export interface Version2Request {
  readonly method: string;
  readonly path: string;
  readonly query: readonly QueryPart[];
  readonly headers: HeaderMap;
}

/** The signature that a request should carry. */
export function expectedVersion2(request: Version2Request, parts: Version2Parts, secretAccessKey: string): string {
  const sent = headersOf(request);
  const lines = [request.method, sent.get('content-md5') ?? '', sent.get('content-type') ?? '', parts.dateLine];
  return signVersion2(`${lines.join('\n')}\n${amzHeaders(sent)}${resourceOf(request)}`, secretAccessKey);
}

export function signVersion2(text: string, secretAccessKey: string): string {
  return createHmac('sha1', secretAccessKey).update(text).digest('base64');
}

/** Who presigns moves headers into the query. */
function headersOf({ headers, query }: Version2Request): HeaderMap {
  const moved = query.filter(({ name }) => /^(x-amz-.*|content-md5|content-type)$/i.test(name));
  return moved.length === 0
    ? headers
    : new Map([...headers, ...moved.map(({ name, value }) => [name.toLowerCase(), value] as const)]);
}

function amzHeaders(headers: HeaderMap): string {
  const names = [...headers.keys()].filter((name) => name.startsWith('x-amz-')).sort();
  return names.map((name) => `${name}:${(headers.get(name) ?? '').trim()}\n`).join('');
}

function resourceOf({ path, query }: Version2Request): string {
  const signed = query
    .filter(({ name }) => subresources.has(name))
    .map(({ name, value, raw }) => (raw.includes('=') ? `${name}=${value}` : name))
    .sort();
  return signed.length === 0 ? path : `${path}?${signed.join('&')}`;
}
