import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** One request as it reached the place of the emulator. */
export interface SeenRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: { bytes: number; sha256: string; complete: boolean; broken: boolean };
}

export type WireAnswer = (request: IncomingMessage, response: ServerResponse) => void;

/** An upstream that watches how requests come: how many bytes, which, and whether to their end. */
export interface WireUpstream extends AsyncDisposable {
  readonly endpoint: string;
  readonly seen: readonly SeenRequest[];
  /** Bodies of objects that came whole, by path. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** Answers the next requests otherwise; `undefined` goes back to keeping objects. */
  answerWith(answer: WireAnswer | undefined): void;
}

const keptBytes = 4_000_000;

/** Takes off the chunks in which a long body comes; as the emulator, it keeps nothing when the last one is missing. */
function unframed(request: IncomingMessage, body: Buffer): Buffer {
  if (!String(request.headers['x-amz-content-sha256']).startsWith('STREAMING-')) return body;
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.toString('latin1', at, line), 16);
    if (!(length > 0)) return Buffer.concat(pieces);
    pieces.push(body.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
}

export async function startWireUpstream(): Promise<WireUpstream> {
  const seen: SeenRequest[] = [];
  const objects = new Map<string, Buffer>();
  let other: WireAnswer | undefined;
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const body = { bytes: 0, sha256: '', complete: false, broken: false };
    seen.push({ method, target: url, headers, body });
    const hash = createHash('sha256');
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => {
      body.bytes += piece.length;
      hash.update(piece);
      if (body.bytes <= keptBytes) pieces.push(piece);
    });
    request.on('error', () => {
      body.broken = true;
      response.destroy();
    });
    request.on('end', () => {
      body.complete = true;
      body.sha256 = hash.digest('hex');
      if (other) other(request, response);
      else keep(objects, request, response, unframed(request, Buffer.concat(pieces)));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    seen,
    objects,
    answerWith(answer) {
      other = answer;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

function keep(objects: Map<string, Buffer>, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const path = (request.url ?? '').replace(/\?.*/, '');
  if (request.method === 'PUT') objects.set(path, body);
  const found = request.method === 'GET' ? objects.get(path) : undefined;
  const missing = request.method === 'GET' && !found;
  const answer = found ?? Buffer.alloc(0);
  response.writeHead(missing ? 404 : 200, { etag: '"0123"', 'content-length': String(answer.length) });
  response.end(answer);
}
