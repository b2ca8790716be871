import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { turnEnd } from './turn-end';

/** Headers of an answer, in the order in which they are sent. */
export type ReplyHeaders = readonly (readonly [name: string, value: string])[];

/** What a client is answered. */
export interface Reply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** @default no body */
  readonly body?: string | Buffer | Readable;
}

export function textReply(status: number, contentType: string, body: string): Reply {
  return { status, headers: [['content-type', contentType]], body };
}

export function jsonReply(status: number, value: unknown): Reply {
  return textReply(status, 'application/json', `${JSON.stringify(value)}\n`);
}

/** Sends an answer; a stream is passed on as it comes. */
export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const { status, headers, body } = reply;
  const raw: string[] = [];
  let measured = status === 204 || status === 304;
  for (const [name, value] of headers) {
    raw.push(name, value);
    if (name === 'content-length' || name === 'transfer-encoding') measured = true;
  }
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    if (!measured) raw.push('content-length', String(Buffer.byteLength(body ?? '')));
    await turnEnd();
    response.writeHead(status, raw);
    endWith(response, body);
    return;
  }
  response.writeHead(status, raw);
  await pipeline(body, response);
}

const shortBytes = 8 * 1024;

/** What is short goes with the headers in one piece: to write twice costs more than anything else in an answer. */
function endWith(response: ServerResponse, body: string | Buffer | undefined): void {
  if (Buffer.isBuffer(body) && body.length <= shortBytes) response.end(body.toString('latin1'), 'latin1');
  else response.end(body);
}
