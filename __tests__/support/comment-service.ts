import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the stand-in of a hosting service saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What it answers; a value becomes JSON. */
export interface StandInAnswer {
  readonly status?: number;
  readonly value?: unknown;
  readonly headers?: { readonly [name: string]: string };
}

/** The API of a hosting service on a loopback port, as far as a test answers for it. */
export interface CommentService extends AsyncDisposable {
  readonly api: string;
  readonly seen: readonly SeenRequest[];
}

export async function commentService(answer: (request: SeenRequest) => StandInAnswer): Promise<CommentService> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body: String(Buffer.concat(pieces)) };
      seen.push(request);
      const { status = 200, value = {}, headers: more = {} } = answer(request);
      outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...more });
      outgoing.end(typeof value === 'string' ? value : JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = addressOf(server.address());
  return {
    api: `http://127.0.0.1:${String(port)}`,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address;
}
