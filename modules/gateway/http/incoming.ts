import type { IncomingMessage } from 'node:http';
import { parseTarget, type Target } from './target';

/** Names in lower case; of several headers with one name the values are joined with commas. */
export type HeaderMap = ReadonlyMap<string, string>;

/** A request as it came in, its body not read yet. */
export interface Incoming {
  readonly method: string;
  readonly target: Target;
  readonly headers: HeaderMap;
  readonly body: IncomingMessage;
  /** Tells a client that waits for it to send the body; called before the body is read. */
  readonly proceed: () => void;
}

/** `undefined` when the target cannot be read. */
export function incomingOf(message: IncomingMessage, proceed: () => void): Incoming | undefined {
  const target = parseTarget(message.url ?? '/');
  if (!target) return undefined;
  return { method: message.method ?? 'GET', target, headers: headerMap(message.rawHeaders), body: message, proceed };
}

function headerMap(raw: readonly string[]): HeaderMap {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return headers;
}

/** Reads a body that is known to be small; `undefined` when it is longer than the limit. */
export async function readBody(incoming: Incoming, limitBytes: number): Promise<Buffer | undefined> {
  incoming.proceed();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.body) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limitBytes) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
