import type { Readable } from 'node:stream';
import type { Incoming } from '../http/incoming';
import type { Reply, ReplyHeaders } from '../http/reply';
import type { UpstreamReply } from '../http/upstream';
import type { GatewayState } from '../state/gateway-state';
import type { S3Address } from './address';
import { isEncryptionHeader } from './encryption-headers';

const ofThisConnection = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'expect',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]);
const ofTheSignature = new Set(['authorization', 'host', 'x-amz-security-token', 'date', 'x-amz-date']);
const signatureParameter = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)$/;

/** Whose store of the emulator a request goes to. */
export interface StoreScope {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Sends an S3 request on: path style, without the signature and without a word of encryption, for the emulator keeps
 * objects plain and the gateway remembers how they lie.
 */
export function forwardS3(
  state: GatewayState,
  incoming: Incoming,
  address: S3Address,
  scope: StoreScope,
  body: Buffer | undefined,
): Promise<UpstreamReply> {
  const path = withQuery(address.path, incoming);
  const headers = new Map(
    [...incoming.headers].filter(
      ([name]) => !ofThisConnection.has(name) && !ofTheSignature.has(name) && !isEncryptionHeader(name),
    ),
  );
  headers.set('host', 's3.localhost.localstack.cloud');
  if (body === undefined) incoming.proceed();
  const sent = body ?? streamed(incoming);
  return state.upstream.send(
    { method: incoming.method, path, headers, ...(sent === undefined ? {} : { body: sent }) },
    { ...scope, service: 's3' },
  );
}

/** A body is passed on as it comes; where none is announced, none is sent. */
function streamed({ headers, body }: Incoming): Readable | undefined {
  const length = headers.get('content-length');
  return headers.has('transfer-encoding') || (length !== undefined && length !== '0') ? body : undefined;
}

function withQuery(path: string, { target }: Incoming): string {
  const left = target.query.filter(
    ({ name }) => !signatureParameter.test(name) && !isEncryptionHeader(name.toLowerCase()),
  );
  return left.length === 0 ? path : `${path}?${left.map(({ raw }) => raw).join('&')}`;
}

/** An answer of the emulator as S3 would give it: with other words on encryption, and with no name of the emulator. */
export function passOn(reply: UpstreamReply, encryption: ReplyHeaders): Reply {
  const kept = [...reply.headers].filter(
    ([name]) => !ofThisConnection.has(name) && name !== 'server' && !isEncryptionHeader(name),
  );
  return { status: reply.status, headers: [...kept, ...encryption], body: reply.body };
}
