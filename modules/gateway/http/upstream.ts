import type { Readable } from 'node:stream';
import { Pool } from 'undici';

/** One request to the emulator behind the gateway. */
export interface UpstreamRequest {
  readonly method: string;
  /** The raw target. */
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  /** @default no body */
  readonly body?: Readable | Buffer | string;
}

export interface UpstreamReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** Has to be read to its end. */
  readonly body: Readable;
}

/** Whose store of the emulator a request goes to: the emulator takes the access key for the account. */
export interface UpstreamScope {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
}

export interface Upstream {
  send(request: UpstreamRequest, scope: UpstreamScope): Promise<UpstreamReply>;
  close(): Promise<void>;
}

/** Connections to the emulator at an address such as `http://127.0.0.1:4566`. */
export function connectUpstream(endpoint: string): Upstream {
  const pool = new Pool(endpoint, { connections: 64, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 });
  return {
    async send(request, scope) {
      const { statusCode, headers, body } = await pool.request({
        method: methodOf(request.method),
        path: request.path,
        headers: { ...Object.fromEntries(request.headers), authorization: authorizationFor(scope) },
        body: request.body ?? null,
      });
      return { status: statusCode, headers: flat(headers), body };
    },
    close: () => pool.close(),
  };
}

const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH'] as const;

/** What the emulator cannot be asked, it is asked as GET, and answers as it likes. */
function methodOf(method: string): (typeof methods)[number] {
  return methods.find((one) => one === method) ?? 'GET';
}

/** The emulator reads account, region and service here and verifies nothing. */
function authorizationFor({ accountId, region, service }: UpstreamScope): string {
  const credential = `${accountId}/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
}

function flat(headers: { readonly [name: string]: string | string[] | undefined }): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(',') : value] as const],
    ),
  );
}
