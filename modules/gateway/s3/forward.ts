import type { HeaderMap, Incoming } from '../http/incoming';
import { openDocument, openObject } from '../http/open-body';
import type { Reply, ReplyHeaders } from '../http/reply';
import type { UpstreamReply } from '../http/upstream';
import type { GatewayState } from '../state/gateway-state';
import type { S3Address } from './address';
import { isEncryptionHeader } from './encryption-headers';

/** Headers that end at the gateway: those of a connection, of the signature, and of a body's framing. */
const notPassedOn = new Set([
  ...['connection', 'keep-alive', 'transfer-encoding', 'expect', 'te', 'trailer', 'upgrade', 'content-length'],
  ...['proxy-connection', 'proxy-authorization', 'proxy-authenticate'],
  ...['authorization', 'host', 'x-amz-security-token', 'date', 'x-amz-date'],
  ...['x-amz-content-sha256', 'x-amz-decoded-content-length', 'x-amz-trailer'],
]);
const ofThisConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whose store of the emulator a request goes to. */
export interface StoreScope {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Sends an S3 request on: path style, without the signature and without a word of encryption, for the emulator keeps
 * objects plain and the gateway remembers how they lie. A body that was not read yet is proven on its way.
 */
export async function forwardS3(
  state: GatewayState,
  incoming: Incoming,
  address: S3Address,
  scope: StoreScope,
  body: Buffer | undefined,
): Promise<UpstreamReply> {
  const { method, target, body: unread } = incoming;
  const headers = passedOn(incoming.headers);
  const raw = target.query.filter(({ name }) => !isEncryptionHeader(name.toLowerCase())).map((part) => part.raw);
  const path = raw.length === 0 ? address.path : `${address.path}?${raw.join('&')}`;
  const to = { accountId: scope.accountId, region: scope.region, service: 's3' };
  if (body) {
    headers.set('content-length', String(body.length));
    return state.upstream.send({ method, path, headers, body }, to);
  }
  if (!unread.empty) incoming.proceed();
  const announced = incoming.headers.get('x-amz-trailer')?.trim().toLowerCase();
  const opened = await (method === 'PUT' ? openObject(unread, announced) : openDocument(unread));
  for (const [name, value] of opened.headers) headers.set(name, value);
  const { bytes } = opened;
  return state.upstream.send(bytes ? { method, path, headers, body: bytes } : { method, path, headers }, to);
}

function passedOn(sent: HeaderMap): Map<string, string> {
  const headers = new Map([['host', 's3.localhost.localstack.cloud']]);
  const named = namedByConnection(sent.get('connection'));
  for (const [name, value] of sent) {
    if (!notPassedOn.has(name) && !isEncryptionHeader(name) && !named.includes(name)) headers.set(name, value);
  }
  return headers;
}

/** Headers that a client declares to be for this connection alone. */
function namedByConnection(connection: string | undefined): readonly string[] {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return [];
  return connection
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
}

/** An answer of the emulator as S3 would give it: with other words on encryption, and with no name of the emulator. */
export function passOn(reply: UpstreamReply, encryption: ReplyHeaders): Reply {
  const headers: (readonly [string, string])[] = [];
  for (const one of reply.headers) {
    const [name] = one;
    if (!ofThisConnection.has(name) && name !== 'server' && !isEncryptionHeader(name)) headers.push(one);
  }
  headers.push(...encryption);
  return { status: reply.status, headers, body: reply.body };
}
