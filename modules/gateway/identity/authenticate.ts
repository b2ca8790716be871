import { timingSafeEqual } from 'node:crypto';
import type { Incoming } from '../http/incoming';
import { expectedSignature, type SignatureParts } from './canonical';
import type { CredentialStore, Credentials } from './credentials';
import { refused, type SignatureError } from './signature-error';
import { readSignature, type ReadSignature } from './signature-parts';
import type { CredentialScope } from './signing-key';
import { unsignedHeader } from './signed-headers';
import { expectedVersion2, type Version2Parts } from './version2';

/** Who asks, as the signature proves it. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'signed';
      /** Version 2 does not count for objects under SSE-KMS. */
      readonly signature: 'v4' | 'v2';
      readonly credentials: Credentials;
      readonly scope: CredentialScope;
      readonly parts: SignatureParts;
    };

/** What a signature is held against. */
export interface Proof {
  readonly credentials: CredentialStore;
  /** The real time: the virtual clock does not age signatures. */
  readonly now: Date;
  /** Where the gateway stands: version 2 names no Region. */
  readonly region: string;
  /** Of an S3 request, with the bucket in front. @default as it was sent */
  readonly path?: string;
  /** Of a body that was read already. @default it was not */
  readonly bodyHash?: string;
}

const skewMs = 15 * 60_000;

/** Verifies the signature of a request against the credentials that were handed out. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
export function authenticate(
  incoming: Incoming,
  proof: Proof,
  read: ReadSignature = readOf(incoming),
): Caller | SignatureError {
  if (read.kind === 'version2') return provenVersion2(incoming, proof, read.parts);
  if (read.kind !== 'signed') return read;
  const parts = withBodyHash(read.parts, proof.bodyHash);
  if (!parts) return refused(400, 'InvalidRequest', 'The body does not have the hash that was signed.');
  const credentials = proof.credentials.find(parts.accessKeyId);
  if (!credentials) return unknownKey();
  const wrong =
    wrongToken(parts.sessionToken, credentials, proof.now) ??
    wrongTime(parts, proof.now) ??
    wrongSignature(incoming, parts, credentials) ??
    unsignedHeader(incoming.headers, parts.signedHeaders);
  return wrong ?? { kind: 'signed', signature: 'v4', credentials, scope: parts.scope, parts };
}

function readOf({ target, headers }: Incoming): ReadSignature {
  return readSignature(target, headers);
}

export function unknownKey(): SignatureError {
  return refused(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
}

/** Who signs the body and sends no hash means the hash of what was sent. */
function withBodyHash(parts: SignatureParts, bodyHash: string | undefined): SignatureParts | undefined {
  if (bodyHash === undefined) return parts;
  if (parts.payloadHash === '') return { ...parts, payloadHash: bodyHash };
  if (parts.kind === 'query' && parts.payloadHash === 'UNSIGNED-PAYLOAD') return { ...parts, payloadHash: bodyHash };
  return parts.payloadHash === bodyHash || !/^[0-9a-f]{64}$/.test(parts.payloadHash) ? parts : undefined;
}

/** Whether a session's token is the one that was handed out, and still counts. */
export function wrongToken(
  sessionToken: string | undefined,
  credentials: Credentials,
  now: Date,
): SignatureError | undefined {
  if (sessionToken !== credentials.sessionToken) {
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
  if (expiresInSeconds === undefined) return wrongAge(ageMs);
  if (ageMs > expiresInSeconds * 1000) return refused(403, 'AccessDenied', 'Request has expired');
  return -ageMs > skewMs ? refused(403, 'AccessDenied', 'Request is not valid yet') : undefined;
}

function wrongAge(ageMs: number): SignatureError | undefined {
  if (Math.abs(ageMs) <= skewMs) return undefined;
  const why = 'The difference between the request time and the current time is too large.';
  return refused(403, 'RequestTimeTooSkewed', why);
}

function wrongSignature(
  { method, target, headers }: Incoming,
  parts: SignatureParts,
  { secretAccessKey }: Credentials,
): SignatureError | undefined {
  return differing(expectedSignature(method, target, headers, parts, secretAccessKey), parts.signature);
}

/** Compares signatures without telling by the time it takes how much of one is right. */
export function differing(expected: string, given: string): SignatureError | undefined {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  if (one.length === other.length && timingSafeEqual(one, other)) return undefined;
  const why =
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
  return refused(403, 'SignatureDoesNotMatch', why);
}

function provenVersion2(incoming: Incoming, proof: Proof, parts: Version2Parts): Caller | SignatureError {
  const credentials = proof.credentials.find(parts.accessKeyId);
  if (!credentials) return unknownKey();
  const { method, headers, target } = incoming;
  const request = { method, headers, query: target.query, path: proof.path ?? target.path };
  const wrong =
    wrongToken(parts.sessionToken, credentials, proof.now) ??
    wrongTimeOfVersion2(parts, proof.now) ??
    differing(expectedVersion2(request, parts, credentials.secretAccessKey), parts.signature);
  return wrong ?? version2Caller(credentials, parts, proof.region);
}

function wrongTimeOfVersion2({ kind, timeMs }: Version2Parts, now: Date): SignatureError | undefined {
  if (kind === 'header') return wrongAge(now.getTime() - timeMs);
  return now.getTime() > timeMs ? refused(403, 'AccessDenied', 'Request has expired') : undefined;
}

/** Whom a signature of version 2 proves. */
export function version2Caller(
  credentials: Credentials,
  { kind, signature }: { readonly kind: SignatureParts['kind']; readonly signature: string },
  region: string,
): Caller {
  const scope: CredentialScope = { date: '', region, service: 's3' };
  const parts: SignatureParts = {
    kind,
    accessKeyId: credentials.accessKeyId,
    scope,
    signedHeaders: [],
    signature,
    timestamp: '',
    payloadHash: 'UNSIGNED-PAYLOAD',
  };
  return { kind: 'signed', signature: 'v2', credentials, scope, parts };
}

const basicDate = /^\d{8}T\d{6}Z$/;

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`. */
export function parseBasicDate(text: string): number | undefined {
  if (!basicDate.test(text)) return undefined;
  const part = (from: number, to: number): number => Number(text.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(9, 11), part(11, 13), part(13, 15));
}
