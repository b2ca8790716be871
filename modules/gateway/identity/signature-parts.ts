import type { HeaderMap } from '../http/incoming';
import { queryValue, type QueryPart, type Target } from '../http/target';
import type { CredentialScope, SignatureParts } from './canonical';

/** What a request says of its signature: none at all, one that can be read, or one that cannot. */
export type ReadSignature =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'signed'; readonly parts: SignatureParts }
  /** SigV2, which some clients use to presign. */
  | { readonly kind: 'version2' }
  | { readonly kind: 'malformed'; readonly why: string };

/** Reads the signature of a request's headers, else of its query. */
export function readSignature(target: Target, headers: HeaderMap): ReadSignature {
  const header = headers.get('authorization');
  if (header !== undefined) return header.startsWith('AWS ') ? { kind: 'version2' } : ofHeader(header, headers);
  if (queryValue(target.query, 'X-Amz-Algorithm') !== undefined) return ofQuery(target.query, headers);
  const version2 = queryValue(target.query, 'AWSAccessKeyId') !== undefined;
  return { kind: version2 ? 'version2' : 'anonymous' };
}

function ofHeader(header: string, headers: HeaderMap): ReadSignature {
  const [algorithm, rest] = splitOnce(header, ' ');
  if (algorithm !== 'AWS4-HMAC-SHA256') return malformed(`the algorithm ${algorithm} is not AWS4-HMAC-SHA256`);
  const fields = new Map(rest.split(',').map((field) => splitOnce(field.trim(), '=')));
  const credential = readCredential(fields.get('Credential') ?? '');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  const timestamp = headers.get('x-amz-date') ?? basicDate(headers.get('date'));
  if (!credential) return malformed('the Credential cannot be read');
  if (signedHeaders === undefined || signature === undefined) return malformed('SignedHeaders or Signature is missing');
  if (timestamp === undefined) return malformed('x-amz-date is missing');
  const parts: SignatureParts = {
    kind: 'header',
    ...credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    timestamp,
    payloadHash: headers.get('x-amz-content-sha256') ?? '',
    ...tokenOf(headers.get('x-amz-security-token')),
  };
  return { kind: 'signed', parts };
}

function ofQuery(query: readonly QueryPart[], headers: HeaderMap): ReadSignature {
  const value = (name: string): string => queryValue(query, `X-Amz-${name}`) ?? '';
  const credential = readCredential(value('Credential'));
  if (value('Algorithm') !== 'AWS4-HMAC-SHA256') return malformed('the algorithm is not AWS4-HMAC-SHA256');
  if (!credential) return malformed('X-Amz-Credential cannot be read');
  const expires = value('Expires');
  if (!/^[0-9]{1,6}$/.test(expires)) return malformed('X-Amz-Expires is no number of seconds');
  const parts: SignatureParts = {
    kind: 'query',
    ...credential,
    signedHeaders: value('SignedHeaders').split(';'),
    signature: value('Signature'),
    timestamp: value('Date'),
    expiresInSeconds: Number(expires),
    payloadHash: headers.get('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
    ...tokenOf(queryValue(query, 'X-Amz-Security-Token')),
  };
  return { kind: 'signed', parts };
}

function tokenOf(sessionToken: string | undefined): Pick<SignatureParts, 'sessionToken'> {
  return sessionToken === undefined ? {} : { sessionToken };
}

function readCredential(text: string): { readonly accessKeyId: string; readonly scope: CredentialScope } | undefined {
  const [accessKeyId, date, region, service, end] = text.split('/');
  if (!accessKeyId || !date || !region || !service || end !== 'aws4_request') return undefined;
  return { accessKeyId, scope: { date, region, service } };
}

function basicDate(date: string | undefined): string | undefined {
  const parsed = new Date(date ?? '');
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString().replace(/[-:]|\.[0-9]+/g, '');
}

function splitOnce(text: string, sign: string): readonly [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function malformed(why: string): ReadSignature {
  return { kind: 'malformed', why };
}
