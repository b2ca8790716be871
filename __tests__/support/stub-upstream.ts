import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { StubObjects } from './stub-objects';

/** An emulator with no mind of its own: it keeps objects, and makes names for what it is asked to make. */
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
  readonly objects: StubObjects;
  /** A number that nobody had before. */
  readonly next: () => number;
}

export async function startStubUpstream(): Promise<StubUpstream> {
  const seen: SeenRequest[] = [];
  let count = 0;
  const store: Store = { objects: new StubObjects(), next: () => (count += 1) };
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
  if (service === 'kms') answerKms(store, request, response, `arn:aws:kms:${region}:${accountId}:key/`, body);
  else if (service === 'iam') answerIam(store, response, accountId, new URLSearchParams(body.toString()));
  else answerS3(store, request, response, body);
}

/** A key has the id that its description asks for, so that a test can name it beforehand. */
function answerKms(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  prefix: string,
  body: Buffer,
): void {
  const number = String(store.next());
  const wished = /"Description":"id ([0-9a-f-]{36})"/.exec(body.toString())?.[1];
  const id = wished ?? `00000000-0000-0000-0000-${number.padStart(12, '0')}`;
  const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
  const answers: { readonly [operation: string]: object } = {
    CreateKey: { KeyMetadata: { KeyId: id, Arn: `${prefix}${id}` } },
    GetKeyRotationStatus: { KeyRotationEnabled: false },
  };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(answers[operation] ?? {}));
}

const iamKinds = { Role: 'AROA', User: 'AIDA', Group: 'AGPA', Policy: 'ANPA' };

/** Whatever is made or asked for comes back with its ARN, and each thing that is made with an id of its own. */
function answerIam(store: Store, response: ServerResponse, accountId: string, form: URLSearchParams): void {
  const action = form.get('Action') ?? '';
  const number = String(store.next());
  const things = Object.entries(iamKinds).map(([kind, prefix]) => {
    const name = form.get(`${kind}Name`) ?? '';
    const arn = `arn:aws:iam::${accountId}:${kind.toLowerCase()}${form.get('Path') ?? '/'}${name}`;
    const id = `${prefix}${number.padStart(17, '0')}`;
    return `<${kind}><${kind}Name>${name}</${kind}Name><Path>${form.get('Path') ?? '/'}</Path><${kind}Id>${id}</${kind}Id><CreateDate>2026-01-01T00:00:00Z</CreateDate><Arn>${arn}</Arn></${kind}>`;
  });
  const key = `<AccessKey><UserName>${form.get('UserName') ?? ''}</UserName><AccessKeyId>AKIA${number.padStart(16, '0')}</AccessKeyId><Status>Active</Status><SecretAccessKey>secret</SecretAccessKey></AccessKey>`;
  const version = `<PolicyVersion><VersionId>v${number}</VersionId></PolicyVersion>`;
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<${action}Response><${action}Result>${things.join('')}${key}${version}</${action}Result></${action}Response>`,
  );
}

function answerS3({ objects }: Store, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const { method = '', url = '', headers } = request;
  const answer = objects.answer({ method, url, headers, body });
  response.writeHead(answer.status, answer.headers);
  response.end(method === 'HEAD' ? undefined : answer.body);
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
