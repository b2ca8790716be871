import type { HeaderMap } from '../http/incoming';
import { decoded, type QueryPart, type Target } from '../http/target';
import { sha256, signingKey, type CredentialScope } from './signing-key';

/** What a signature says of itself, sent in a header, in the query or in a form. */
export interface SignatureParts {
  readonly kind: 'header' | 'query' | 'form';
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
  const toSign = `AWS4-HMAC-SHA256\n${timestamp}\n${scopeText(scope)}\n${sha256(canonical)}`;
  return signText(toSign, scope, secretAccessKey);
}

export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/** Signs a text that is made already: of a request, a chunk or a form's policy. */
export function signText(text: string, scope: CredentialScope, secretAccessKey: string): string {
  return signingKey(secretAccessKey, scope).sign(text);
}

function canonicalRequest(method: string, target: Target, headers: HeaderMap, parts: SignatureParts): string {
  const { signedHeaders, payloadHash, scope } = parts;
  let lines = '';
  for (const name of signedHeaders) lines += `${name}:${trimmed(headers.get(name) ?? '')}\n`;
  const path = canonicalPath(target.path, scope.service);
  return `${method}\n${path}\n${canonicalQuery(target.query)}\n${lines}\n${signedHeaders.join(';')}\n${payloadHash}`;
}

const unreserved = /^[A-Za-z0-9._~/-]*$/;

/** S3 keys are encoded once; the paths of all other services twice. */
function canonicalPath(path: string, service: string): string {
  if (unreserved.test(path)) return path;
  const once = path.split('/').map((part) => encoded(decoded(part) ?? part));
  return (service === 's3' ? once : once.map(encoded)).join('/');
}

function canonicalQuery(query: readonly QueryPart[]): string {
  if (query.length === 0) return '';
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
  return value.includes('  ') ? value.trim().replace(/ +/g, ' ') : value.trim();
}

const plain = /^[A-Za-z0-9._~-]*$/;

/** RFC 3986, stricter than `encodeURIComponent`. */
function encoded(text: string): string {
  if (plain.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
