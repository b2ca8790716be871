import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { VirtualClock } from './clock';
import { BucketKeys } from './bucket-keys/bucket-keys';
import { Faults } from './faults/faults';
import { connectUpstream } from './http/upstream';
import { incomingOf } from './http/incoming';
import { send, type Reply } from './http/reply';
import { refusalLine } from './refusal-line';
import { CredentialStore } from './identity/credentials';
import { IamStore } from './iam/iam-store';
import { Ledger } from './ledger/ledger';
import { route } from './route';
import { AccountBlocks } from './s3control/account-blocks';
import { s3ErrorReply } from './s3/error';
import type { GatewaySettings } from './settings';
import type { GatewayState } from './state/gateway-state';
import { AccessKeys } from './state/access-keys';
import { BucketTexts } from './state/bucket-texts';
import { GrantBook } from './state/grant-book';
import { KeyNotebook } from './state/key-notes';
import { LiveWorld } from './state/live-world';
import { ObjectRecords } from './state/object-records';
import { Sessions } from './state/sessions';
import { OrganizationStore } from './state/organization';
import { Tuning } from './state/tuning';

export interface GatewayOptions {
  /** The emulator, such as `http://127.0.0.1:4566`. */
  readonly upstream: string;
  /** @default 0: a free one */
  readonly port?: number;
  /** @default us-east-1 */
  readonly region?: string;
  /** @default aws */
  readonly partition?: string;
  /** @default every setting's own default */
  readonly settings?: Partial<GatewaySettings>;
  /** Told about requests that broke inside the gateway. @default nobody */
  readonly onError?: (error: unknown) => void;
  /** Told about every answer that is a refusal, in one line without queries, which may hold secrets. @default nobody */
  readonly onRefusal?: (line: string) => void;
}

/** A gateway that listens on 127.0.0.1. */
export interface Gateway extends AsyncDisposable {
  readonly endpoint: string;
  readonly port: number;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/** How long a client may take for its headers, and for a whole upload. */
const patience = { headersTimeout: 30_000, requestTimeout: 900_000 };

/** Starts a gateway before an emulator. @throws the error of the system when the port is taken */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const state = newState(options);
  const answer = (message: IncomingMessage, response: ServerResponse, proceed: () => void): void => {
    answerMessage(state, options, message, response, proceed).catch((error: unknown) => {
      if (!message.socket.destroyed) options.onError?.(error);
      fail(response);
    });
  };
  const server = createServer(patience, (message, response) => {
    answer(message, response, () => undefined);
  });
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    let told = false;
    answer(message, response, () => {
      if (!told) response.writeContinue();
      told = true;
    });
  });
  const port = await listen(server, options.port ?? 0);
  const close = async (): Promise<void> => {
    await closed(server);
    await state.upstream.close();
  };
  return { endpoint: `http://${loopback}:${String(port)}`, port, close, [Symbol.asyncDispose]: close };
}

function newState({ upstream, region = 'us-east-1', partition = 'aws', settings }: GatewayOptions): GatewayState {
  const live = new LiveWorld();
  const realNow = (): Date => new Date();
  return {
    live,
    credentials: new CredentialStore(partition),
    iam: new IamStore(live),
    accessKeys: new AccessKeys(),
    sessions: new Sessions(),
    objects: new ObjectRecords(),
    texts: new BucketTexts(),
    keyNotes: new KeyNotebook(),
    grants: new GrantBook(),
    accountBlocks: new AccountBlocks(live, partition),
    bucketKeys: new BucketKeys(),
    ledger: new Ledger(),
    clock: new VirtualClock(realNow),
    realNow,
    upstream: connectUpstream(upstream),
    partition,
    region,
    tuning: new Tuning(settings),
    faults: new Faults(),
    organization: new OrganizationStore(live, partition),
  };
}

async function answerMessage(
  state: GatewayState,
  { onRefusal }: GatewayOptions,
  message: IncomingMessage,
  response: ServerResponse,
  proceed: () => void,
): Promise<void> {
  const incoming = incomingOf(message, proceed);
  const reply = incoming ? await route(state, incoming) : unreadable(message);
  if (reply.status >= 400) onRefusal?.(refusalLine(message.method ?? '', incoming, reply));
  await send(response, reply);
  // What nobody read must not stand in the way of the next request on the connection.
  message.resume();
}

function unreadable({ method = 'GET', url = '' }: IncomingMessage): Reply {
  return s3ErrorReply({ status: 400, code: 'InvalidURI', message: "Couldn't parse the specified URI." }, method, url);
}

function fail(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { 'content-type': 'text/plain' });
  response.end('the gateway could not answer this request\n');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, loopback, () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => {
      done();
    });
    server.closeAllConnections();
  });
}
