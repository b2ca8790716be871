import { createHash, createHmac } from 'node:crypto';
import type { HeaderMap } from '../http/incoming';
import { decoded, type Target } from '../http/target';

/** Where and when a signature counts. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** What a signature says of itself, sent in a header or in the query. */
export interface SignatureParts {
  readonly kind: 'header' | 'query';
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly timestamp: string;
  /** Seconds for which a presigned request counts. @default signed by header */
  readonly expiresInSeconds?: number;
  readonly sessionToken?: string;
  /** As the request gives it: a hash, `UNSIGNED-PAYLOAD` or one of the `STREAMING-…` words. */
  readonly payloadHash: string;
}

/** The signature that a request should carry. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function expectedSignature(
  method: string,
  target: Target,
  headers: HeaderMap,
  parts: SignatureParts,
  secretAccessKey: string,
): string {
  const { scope, timestamp } = parts;
  const canonical = canonicalRequest(method, target, headers, parts);
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${timestamp}\n${scopeText}\n${sha256(canonical)}`;
  return hmac(signingKey(secretAccessKey, scope), toSign).toString('hex');
}

function signingKey(secretAccessKey: string, { date, region, service }: CredentialScope): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), service), 'aws4_request');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

function canonicalRequest(method: string, target: Target, headers: HeaderMap, parts: SignatureParts): string {
  const { signedHeaders, payloadHash, scope } = parts;
  const lines = signedHeaders.map((name) => `${name}:${trimmed(headers.get(name) ?? '')}\n`);
  return [
    method,
    canonicalPath(target.path, scope.service),
    canonicalQuery(target),
    lines.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** S3 keys are encoded once; the paths of all other services twice. */
function canonicalPath(path: string, service: string): string {
  const once = path.split('/').map((part) => encoded(decoded(part) ?? part));
  return (service === 's3' ? once : once.map(encoded)).join('/');
}

function canonicalQuery({ query }: Target): string {
  return query
    .filter((part) => part.name !== 'X-Amz-Signature')
    .map(({ name, value }) => [encoded(name), encoded(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function trimmed(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}

/** RFC 3986, stricter than `encodeURIComponent`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
