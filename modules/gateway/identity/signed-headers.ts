import type { HeaderMap } from '../http/incoming';
import { refused, type SignatureError } from './signature-error';

/** What clients and proxies add after the signature, and what the signature holds already. */
const neverSigned = new Set(['x-amz-content-sha256', 'x-amz-user-agent', 'x-amz-date', 'x-amz-security-token']);

/** A header that asks for something and that nobody signed; the host has to be signed, too. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
export function unsignedHeader(headers: HeaderMap, signedHeaders: readonly string[]): SignatureError | undefined {
  if (!signedHeaders.includes('host')) return notSigned();
  for (const name of headers.keys()) {
    if (name.startsWith('x-amz-') && !neverSigned.has(name) && !signedHeaders.includes(name)) return notSigned();
  }
  return undefined;
}

function notSigned(): SignatureError {
  return refused(403, 'AccessDenied', 'There were headers present in the request which were not signed');
}
