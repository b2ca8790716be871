import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

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
  response.writeHead(status, headers.flat());
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    response.end(body);
    return;
  }
  await pipeline(body, response);
}
