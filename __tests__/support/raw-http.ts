import { request as startRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface RawRequest {
  readonly method: string;
  /** Sent as it is. */
  readonly target: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | Buffer;
}

/** Begins a request whose body the caller writes. */
export function begin(
  port: number,
  { method, target, headers }: RawRequest,
): { readonly request: ClientRequest; readonly answer: Promise<RawAnswer> } {
  const request = startRequest({ host: '127.0.0.1', port, method, path: target, headers, agent: false });
  const answer = new Promise<RawAnswer>((done, failed) => {
    request.on('error', failed);
    request.on('response', (message) => {
      const pieces: Buffer[] = [];
      message.on('data', (piece: Buffer) => pieces.push(piece));
      message.on('error', failed);
      message.on('end', () => {
        done({ status: message.statusCode ?? 0, headers: message.headers, text: Buffer.concat(pieces).toString() });
      });
    });
  });
  return { request, answer };
}

/** Sends a request whose target and headers no client library touches. */
export function exchange(port: number, raw: RawRequest): Promise<RawAnswer> {
  const { request, answer } = begin(port, raw);
  request.end(raw.body);
  return answer;
}

/** A connection on which everything is written by hand. */
export function dial(port: number): {
  readonly socket: Socket;
  /** Everything that came until the other side closed. */
  readonly ended: Promise<string>;
  /** What has come so far. */
  readonly received: () => string;
} {
  const socket = connect(port, '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  const received = (): string => Buffer.concat(pieces).toString('latin1');
  const ended = new Promise<string>((done) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      done(received());
    });
  });
  return { socket, ended, received };
}

/** Writes text on a connection, and reads until the other side closes it. */
export function talk(port: number, text: string): Promise<string> {
  const { socket, ended } = dial(port);
  socket.write(text, 'latin1');
  return ended;
}
