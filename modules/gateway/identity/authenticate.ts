import { timingSafeEqual } from 'node:crypto';
import type { Incoming } from '../http/incoming';
import { expectedSignature, type CredentialScope, type SignatureParts } from './canonical';
import type { CredentialStore, Credentials } from './credentials';
import { readSignature } from './signature-parts';

/** Who asks, as the signature proves it. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'signed';
      readonly credentials: Credentials;
      readonly scope: CredentialScope;
      readonly parts: SignatureParts;
    };

/** Why a signature does not count, by the error codes of AWS. */
export interface SignatureError {
  readonly kind: 'refused';
  readonly status: 400 | 403;
  readonly code:
    | 'InvalidAccessKeyId'
    | 'SignatureDoesNotMatch'
    | 'InvalidToken'
    | 'ExpiredToken'
    | 'RequestTimeTooSkewed'
    | 'AccessDenied'
    | 'AuthorizationHeaderMalformed'
    | 'InvalidRequest';
  readonly message: string;
}

const skewMs = 15 * 60_000;

/**
 * Verifies the signature of a request against the credentials that were handed out. Time is the real one: the virtual
 * clock does not age signatures. `bodyHash` is that of a body that was read already. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function authenticate(
  incoming: Incoming,
  store: CredentialStore,
  now: Date,
  bodyHash?: string,
): Caller | SignatureError {
  const read = readSignature(incoming.target, incoming.headers);
  if (read.kind === 'anonymous') return read;
  if (read.kind === 'malformed') return refused(400, 'AuthorizationHeaderMalformed', read.why);
  if (read.kind === 'version2') {
    const why = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
    return refused(400, 'InvalidRequest', why);
  }
  const parts = withBodyHash(read.parts, bodyHash);
  if (!parts) return refused(400, 'InvalidRequest', 'The body does not have the hash that was signed.');
  const credentials = store.find(parts.accessKeyId);
  if (!credentials) {
    const why = 'The AWS Access Key Id you provided does not exist in our records.';
    return refused(403, 'InvalidAccessKeyId', why);
  }
  const wrong =
    wrongToken(parts, credentials, now) ?? wrongTime(parts, now) ?? wrongSignature(incoming, parts, credentials);
  return wrong ?? { kind: 'signed', credentials, scope: parts.scope, parts };
}

/** Who signs the body and sends no hash means the hash of what was sent. */
function withBodyHash(parts: SignatureParts, bodyHash: string | undefined): SignatureParts | undefined {
  if (bodyHash === undefined) return parts;
  if (parts.payloadHash === '') return { ...parts, payloadHash: bodyHash };
  return parts.payloadHash === bodyHash || !/^[0-9a-f]{64}$/.test(parts.payloadHash) ? parts : undefined;
}

function wrongToken(parts: SignatureParts, credentials: Credentials, now: Date): SignatureError | undefined {
  if (parts.sessionToken !== credentials.sessionToken) {
    return refused(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  if (credentials.expiresAt && credentials.expiresAt <= now) {
    return refused(400, 'ExpiredToken', 'The provided token has expired.');
  }
  return undefined;
}

function wrongTime({ timestamp, expiresInSeconds, scope }: SignatureParts, now: Date): SignatureError | undefined {
  const signedAt = parseBasicDate(timestamp);
  if (signedAt === undefined || !timestamp.startsWith(scope.date)) {
    return refused(403, 'SignatureDoesNotMatch', 'The date of the credential is not that of the request.');
  }
  const ageMs = now.getTime() - signedAt;
  if (expiresInSeconds !== undefined) {
    return ageMs > expiresInSeconds * 1000 ? refused(403, 'AccessDenied', 'Request has expired') : undefined;
  }
  if (Math.abs(ageMs) <= skewMs) return undefined;
  const why = 'The difference between the request time and the current time is too large.';
  return refused(403, 'RequestTimeTooSkewed', why);
}

function wrongSignature(
  incoming: Incoming,
  parts: SignatureParts,
  { secretAccessKey }: Credentials,
): SignatureError | undefined {
  const { method, target, headers } = incoming;
  const expected = Buffer.from(expectedSignature(method, target, headers, parts, secretAccessKey));
  const given = Buffer.from(parts.signature);
  if (expected.length === given.length && timingSafeEqual(expected, given)) return undefined;
  const why =
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
  return refused(403, 'SignatureDoesNotMatch', why);
}

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`. */
function parseBasicDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function refused(status: 400 | 403, code: SignatureError['code'], message: string): SignatureError {
  return { kind: 'refused', status, code, message };
}
