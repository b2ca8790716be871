import type { Body } from '../http/body';
import { startChecksum } from '../http/checksum';
import { chunkedInspector } from '../http/chunked-inspector';
import type { HeaderMap, Incoming } from '../http/incoming';
import { hashInspector } from '../http/inspector';
import type { Caller } from './authenticate';
import { SignedChunks } from './chunk-judge';
import { refused, type SignatureError } from './signature-error';

const signedPayload = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const signedTrailer = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
const unsignedTrailer = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/** The request with its body as the signature wants it judged. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
export function withPayload(incoming: Incoming, caller: Caller): Incoming | SignatureError {
  const { headers } = incoming;
  const declared = headers.get('x-amz-content-sha256') ?? defaultOf(caller);
  if (declared === undefined) {
    return refused(400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (declared.startsWith('STREAMING-')) return inChunks(incoming, caller, declared);
  if (incoming.body.lengthBytes === undefined) {
    const why = 'A header you provided implies functionality that is not implemented: Transfer-Encoding';
    return refused(501, 'NotImplemented', why);
  }
  if (headers.get('content-encoding')?.includes('aws-chunked')) {
    return refused(
      400,
      'InvalidRequest',
      `The content encoding aws-chunked needs x-amz-content-sha256: ${unsignedTrailer} or the like.`,
    );
  }
  if (declared === 'UNSIGNED-PAYLOAD') return incoming;
  if (/^[0-9a-f]{64}$/.test(declared)) {
    const { source, lengthBytes, empty } = incoming.body;
    return withBody(incoming, { source, lengthBytes, empty, inspector: hashInspector(declared) });
  }
  return refused(
    400,
    'InvalidArgument',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
  );
}

/** To spread would cost many times as much, and every request comes by here. */
function withBody({ method, target, headers, repeated, proceed, socket }: Incoming, body: Body): Incoming {
  return { method, target, headers, repeated, body, proceed, socket };
}

/** Only who signs by header and with version 4 has to say. */
function defaultOf(caller: Caller): string | undefined {
  const said = caller.kind === 'signed' && caller.signature === 'v4' && caller.parts.kind === 'header';
  return said ? undefined : 'UNSIGNED-PAYLOAD';
}

function inChunks(incoming: Incoming, caller: Caller, declared: string): Incoming | SignatureError {
  const length = incoming.headers.get('x-amz-decoded-content-length') ?? '';
  if (!/^[0-9]{1,15}$/.test(length)) {
    return refused(400, 'InvalidRequest', 'You must provide the x-amz-decoded-content-length HTTP header.');
  }
  const announced = declared === signedPayload ? undefined : trailerOf(incoming.headers);
  if (announced !== undefined && typeof announced !== 'string') return announced;
  const judge = judgeOf(caller, declared);
  if (judge && 'code' in judge) return judge;
  const lengthBytes = Number(length);
  const framing = { lengthBytes, ...(announced === undefined ? {} : { announced }), ...(judge ? { judge } : {}) };
  const body: Body = { source: incoming.body.source, lengthBytes, empty: false, inspector: chunkedInspector(framing) };
  return { ...incoming, headers: withoutChunks(incoming.headers), body };
}

function judgeOf(caller: Caller, declared: string): SignedChunks | SignatureError | undefined {
  if (declared === unsignedTrailer) return undefined;
  if (declared !== signedPayload && declared !== signedTrailer) {
    return refused(501, 'NotImplemented', `The gateway does not verify ${declared}.`);
  }
  const signed = caller.kind === 'signed' && caller.signature === 'v4' ? caller : undefined;
  return signed
    ? new SignedChunks(signed.parts, signed.credentials.secretAccessKey)
    : refused(400, 'InvalidRequest', `${declared} needs a request that is signed with AWS4-HMAC-SHA256.`);
}

/** The trailer that is announced: none, or one checksum. */
function trailerOf(headers: HeaderMap): string | SignatureError | undefined {
  const name = headers.get('x-amz-trailer')?.trim().toLowerCase();
  if (name === undefined || name === '') return undefined;
  if (startChecksum(name)) return name;
  return refused(400, 'InvalidRequest', 'The value specified in the x-amz-trailer header is not supported');
}

/** Headers as they would be without the framing. */
function withoutChunks(headers: HeaderMap): HeaderMap {
  const encoding = headers.get('content-encoding');
  if (encoding === undefined) return headers;
  const left = encoding
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== 'aws-chunked' && one !== '');
  const without = new Map(headers);
  if (left.length === 0) without.delete('content-encoding');
  else without.set('content-encoding', left.join(','));
  return without;
}
