import type { HeaderMap } from '../http/incoming';
import { queryValue, type QueryPart, type Target } from '../http/target';
import type { SignatureParts } from './canonical';
import type { CredentialScope } from './signing-key';
import { remembered } from './remembered';
import { refused, type SignatureError } from './signature-error';
import { readVersion2, type Version2Parts } from './version2';

/** What a request says of its signature: none at all, one that can be read, or why not. */
export type ReadSignature =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'signed'; readonly parts: SignatureParts }
  /** SigV2, which some clients use to presign. */
  | { readonly kind: 'version2'; readonly parts: Version2Parts }
  | SignatureError;

const algorithm = 'AWS4-HMAC-SHA256';
const weekSeconds = 604_800;

/** Reads the signature of a request's headers, else of its query. */
export function readSignature({ query }: Target, headers: HeaderMap): ReadSignature {
  const header = headers.get('authorization');
  const inQuery = query.length > 0 && query.some(({ name }) => name === 'X-Amz-Algorithm' || name === 'AWSAccessKeyId');
  if (header !== undefined && inQuery) {
    const why =
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
    return refused(400, 'InvalidArgument', why);
  }
  if (header !== undefined) return header.startsWith('AWS ') ? readVersion2(query, headers) : ofHeader(header, headers);
  if (!inQuery) return { kind: 'anonymous' };
  return queryValue(query, 'X-Amz-Algorithm') === undefined ? readVersion2(query, headers) : ofQuery(query, headers);
}

function ofHeader(header: string, headers: HeaderMap): ReadSignature {
  const [named, rest] = splitOnce(header, ' ');
  if (named !== algorithm) return otherAlgorithm(named);
  const { Credential = '', SignedHeaders: signedHeaders, Signature: signature } = readFields(rest);
  const credential = readCredential(Credential);
  const timestamp = headers.get('x-amz-date') ?? basicDate(headers.get('date'));
  if (!credential)
    return malformed('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request"');
  if (signedHeaders === undefined || signature === undefined) return malformed('SignedHeaders or Signature is missing');
  if (timestamp === undefined) {
    return refused(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  const { accessKeyId, scope } = credential;
  const parts: SignatureParts = {
    kind: 'header',
    accessKeyId,
    scope,
    signedHeaders: readSignedHeaders(signedHeaders),
    signature,
    timestamp,
    payloadHash: headers.get('x-amz-content-sha256') ?? '',
  };
  return { kind: 'signed', parts: Object.assign(parts, tokenOf(headers.get('x-amz-security-token'))) };
}

const readSignedHeaders = remembered((text): readonly string[] => text.split(';'));

type Fields = { [name in 'Credential' | 'SignedHeaders' | 'Signature']?: string };

function readFields(text: string): Fields {
  const fields: Fields = {};
  for (const field of text.split(',')) {
    const [name, value] = splitOnce(field.trim(), '=');
    if (name === 'Credential' || name === 'SignedHeaders' || name === 'Signature') fields[name] = value;
  }
  return fields;
}

function ofQuery(query: readonly QueryPart[], headers: HeaderMap): ReadSignature {
  const value = (name: string): string => queryValue(query, `X-Amz-${name}`) ?? '';
  if (value('Algorithm') !== algorithm) return otherAlgorithm(value('Algorithm'));
  const credential = readCredential(value('Credential'));
  if (!credential) return wrongQuery('Error parsing the X-Amz-Credential parameter');
  const expires = value('Expires');
  if (!/^[0-9]{1,10}$/.test(expires)) return wrongQuery('X-Amz-Expires should be a number');
  if (Number(expires) > weekSeconds) {
    return wrongQuery(
      `X-Amz-Expires must be less than a week (in seconds) that is, the given X-Amz-Expires must be less than ${weekSeconds} seconds`,
    );
  }
  const hash = headers.get('x-amz-content-sha256') ?? queryValue(query, 'X-Amz-Content-Sha256');
  const parts: SignatureParts = {
    kind: 'query',
    ...credential,
    signedHeaders: value('SignedHeaders').split(';'),
    signature: value('Signature'),
    timestamp: value('Date'),
    expiresInSeconds: Number(expires),
    payloadHash: hash ?? 'UNSIGNED-PAYLOAD',
    ...tokenOf(queryValue(query, 'X-Amz-Security-Token') ?? headers.get('x-amz-security-token')),
  };
  return { kind: 'signed', parts };
}

function tokenOf(sessionToken: string | undefined): Pick<SignatureParts, 'sessionToken'> {
  return sessionToken === undefined ? {} : { sessionToken };
}

interface Credential {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
}

/** Reads `KEY/YYYYMMDD/REGION/SERVICE/aws4_request`. */
export const readCredential = remembered((text): Credential | undefined => {
  const [accessKeyId, date, region, service, end, ...more] = text.split('/');
  if (!accessKeyId || !date || !region || !service || end !== 'aws4_request' || more.length > 0) return undefined;
  return { accessKeyId, scope: { date, region, service } };
});

function basicDate(date: string | undefined): string | undefined {
  const parsed = new Date(date ?? '');
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString().replace(/[-:]|\.[0-9]+/g, '');
}

function splitOnce(text: string, sign: string): readonly [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function otherAlgorithm(named: string): SignatureError {
  if (named === 'AWS4-ECDSA-P256-SHA256') {
    return refused(501, 'NotImplemented', 'The gateway verifies SigV4 and SigV2, and no SigV4A: sign for one Region.');
  }
  return refused(400, 'InvalidArgument', 'Unsupported Authorization Type');
}

function malformed(why: string): SignatureError {
  return refused(400, 'AuthorizationHeaderMalformed', `The authorization header is malformed; ${why}`);
}

function wrongQuery(why: string): SignatureError {
  return refused(400, 'AuthorizationQueryParametersError', why);
}
