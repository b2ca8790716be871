import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** An emulator with no mind of its own: it keeps bytes, and makes names for what it is asked to make. */
export interface StubUpstream extends AsyncDisposable {
  readonly endpoint: string;
  /** Every request that reached it, also one whose body never ends. */
  readonly seen: readonly SeenRequest[];
}

interface SeenRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  /** Empty until the end of it has come. */
  readonly body: string;
}

interface Store {
  readonly objects: Map<string, Buffer>;
  /** A number that nobody had before. */
  readonly next: () => number;
}

export async function startStubUpstream(): Promise<StubUpstream> {
  const seen: SeenRequest[] = [];
  let count = 0;
  const store: Store = { objects: new Map(), next: () => (count += 1) };
  const server = createServer((request, response) => {
    const { method = '', url: target = '', headers } = request;
    const place = seen.push({ method, target, headers, body: '' }) - 1;
    void bodyOf(request).then((body) => {
      seen[place] = { method, target, headers, body: body.toString('latin1') };
      answer(store, request, response, body);
    });
  });
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

function answer(store: Store, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const [, accountId = '', , region = '', service = ''] =
    /Credential=([0-9]+)\/([0-9]+)\/([a-z0-9-]+)\/([a-z0-9]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (service === 'kms') answerKms(store, request, response, `arn:aws:kms:${region}:${accountId}:key/`);
  else if (service === 'iam') answerIam(response, accountId, new URLSearchParams(body.toString()));
  else answerS3(store, request, response, body);
}

function answerKms(store: Store, request: IncomingMessage, response: ServerResponse, prefix: string): void {
  const number = String(store.next());
  const id = `00000000-0000-0000-0000-${number.padStart(12, '0')}`;
  const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
  const answers: { readonly [operation: string]: object } = {
    CreateKey: { KeyMetadata: { KeyId: id, Arn: `${prefix}${id}` } },
    CreateGrant: { GrantId: `grant-${number}`, GrantToken: 'token' },
  };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(answers[operation] ?? {}));
}

function answerIam(response: ServerResponse, accountId: string, form: URLSearchParams): void {
  const action = form.get('Action') ?? '';
  const name = form.get('RoleName') ?? '';
  const role = `<Role><RoleName>${name}</RoleName><Path>/</Path><RoleId>AROA</RoleId><CreateDate>2026-01-01T00:00:00Z</CreateDate><Arn>arn:aws:iam::${accountId}:role/${name}</Arn></Role>`;
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(`<${action}Response><${action}Result>${role}</${action}Result></${action}Response>`);
}

function answerS3({ objects }: Store, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const path = (request.url ?? '').replace(/\?.*/, '');
  const isObject = /^\/[^/]+\/./.test(path);
  if (request.method === 'PUT' && isObject) objects.set(path, body);
  if (request.method === 'DELETE') objects.delete(path);
  const found = request.method === 'GET' || request.method === 'HEAD' ? objects.get(path) : Buffer.alloc(0);
  const etag = { etag: '"0123456789abcdef0123456789abcdef"', 'x-amz-server-side-encryption': 'AES256' };
  response.writeHead(found || !isObject ? 200 : 404, etag);
  response.end(found);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
