import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { readWhole, type Body } from './body';
import { unjudged } from './inspector';
import { parseTarget, type Target } from './target';

/** Names in lower case; of several headers with one name the values are joined with commas. */
export type HeaderMap = ReadonlyMap<string, string>;

/** A request as it came in, its body not read yet. */
export interface Incoming {
  readonly method: string;
  readonly target: Target;
  readonly headers: HeaderMap;
  /** Headers that were sent more than once. */
  readonly repeated: readonly string[];
  readonly body: Body;
  /** Tells a client that waits for it to send the body; called before the body is read. */
  readonly proceed: () => void;
  /** The connection, for what ends it. */
  readonly socket: Socket;
}

/** `undefined` when the target cannot be read. */
export function incomingOf(message: IncomingMessage, proceed: () => void): Incoming | undefined {
  const target = parseTarget(message.url ?? '/');
  if (!target) return undefined;
  const repeated: string[] = [];
  const headers = headerMap(message.rawHeaders, repeated);
  return {
    method: message.method ?? 'GET',
    target,
    headers,
    repeated,
    body: bodyOf(message, headers),
    proceed,
    socket: message.socket,
  };
}

function bodyOf(source: IncomingMessage, headers: HeaderMap): Body {
  if (headers.has('transfer-encoding')) return { source, empty: false, inspector: unjudged };
  const lengthBytes = Number(headers.get('content-length') ?? '0');
  return { source, lengthBytes, empty: lengthBytes === 0, inspector: unjudged };
}

function headerMap(raw: readonly string[], repeated: string[]): HeaderMap {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const earlier = headers.get(name);
    if (earlier !== undefined) repeated.push(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return headers;
}

/** Reads a body that is known to be small; `undefined` when it is longer than the limit. @throws BodyError, ClientGone */
export async function readBody(incoming: Incoming, limitBytes: number): Promise<Buffer | undefined> {
  incoming.proceed();
  return readWhole(incoming.body, limitBytes);
}
