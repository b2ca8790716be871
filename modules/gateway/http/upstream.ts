import type { Readable } from 'node:stream';
import { Pool } from 'undici';
import { Exchange, type UpstreamReply } from './exchange';

export type { UpstreamReply } from './exchange';

/** One request to the emulator behind the gateway. */
export interface UpstreamRequest {
  readonly method: string;
  /** The raw target. */
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  /** @default no body */
  readonly body?: Readable | Buffer | string;
}

/** Whose store of the emulator a request goes to: the emulator takes the access key for the account. */
export interface UpstreamScope {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
}

export interface Upstream {
  /** @throws UpstreamError when the emulator does not answer, else whatever broke the request's body */
  send(request: UpstreamRequest, scope: UpstreamScope): Promise<UpstreamReply>;
  close(): Promise<void>;
}

/** Connections to the emulator at an address such as `http://127.0.0.1:4566`. */
export function connectUpstream(endpoint: string): Upstream {
  const pool = new Pool(endpoint, { connections: 64, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 });
  return {
    send: (request, scope) =>
      new Promise((done, failed) => {
        const body = request.body ?? null;
        let broken: Error | undefined;
        // What broke the body is the reason, not that the request ended early because of it.
        if (body !== null && typeof body !== 'string' && !Buffer.isBuffer(body)) {
          body.once('error', (error: Error) => (broken = error));
        }
        const exchange = new Exchange(request.method, done, (error) => failed(broken ?? error));
        pool.dispatch(
          { method: methodOf(request.method), path: request.path, headers: rawHeaders(request, scope), body },
          exchange,
        );
      }),
    // Whoever closes does not wait for an emulator that hangs.
    close: () => pool.destroy(),
  };
}

const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH'] as const;

/** What the emulator cannot be asked, it is asked as GET, and answers as it likes. */
function methodOf(method: string): (typeof methods)[number] {
  return methods.find((one) => one === method) ?? 'GET';
}

/** Names and values in turn, as undici takes them fastest. */
function rawHeaders(request: UpstreamRequest, scope: UpstreamScope): string[] {
  const raw: string[] = [];
  for (const [name, value] of request.headers) raw.push(name, value);
  raw.push('authorization', authorizationFor(scope));
  return raw;
}

/** The emulator reads account, region and service here and verifies nothing. */
function authorizationFor({ accountId, region, service }: UpstreamScope): string {
  const credential = `${accountId}/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
}
