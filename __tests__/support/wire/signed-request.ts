import { createHash, createHmac } from 'node:crypto';
import { Agent, request as open } from 'node:http';

export interface WireCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One request to AWS, before it is signed. */
export interface WireRequest {
  readonly method: string;
  /** Not encoded yet. */
  readonly path: string;
  readonly query?: { readonly [name: string]: string };
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  readonly service: 's3' | 'kms' | 'iam' | 'sts';
  readonly region: string;
  /** @default anonymous */
  readonly credentials?: WireCredentials;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

const agent = new Agent({ keepAlive: true });

/** Signs a request as AWS's clients do, which are far too heavy for thousands of requests, and sends it. */
export function send(endpoint: string, wire: WireRequest): Promise<WireAnswer> {
  const host = endpoint.replace('http://', '');
  const path = encodePath(wire.path);
  const query = Object.entries(wire.query ?? {})
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = signed(wire, host, path, query);
  const [hostname, port] = host.split(':');
  return new Promise((done, failed) => {
    const message = open(
      { agent, hostname, port, method: wire.method, path: query === '' ? path : `${path}?${query}`, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const all = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
          const body = Buffer.concat(chunks).toString('utf8');
          done({ status: response.statusCode ?? 0, headers: Object.fromEntries(all), body });
        });
      },
    );
    message.on('error', failed);
    message.end(wire.body ?? '');
  });
}

function signed(wire: WireRequest, host: string, path: string, query: string): { readonly [name: string]: string } {
  const body = wire.body ?? '';
  const { credentials, service, region } = wire;
  const plain = { host, ...wire.headers, 'content-length': String(Buffer.byteLength(body)) };
  if (!credentials) return plain;
  const timestamp = new Date().toISOString().replace(/[-:]|\.[0-9]+/g, '');
  const hash = sha256(body);
  const all: { readonly [name: string]: string } = {
    ...plain,
    'x-amz-date': timestamp,
    'x-amz-content-sha256': hash,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
  };
  const names = Object.keys(all).sort();
  const lines = names.map((name) => `${name}:${all[name] ?? ''}\n`).join('');
  const canonical = [wire.method, path, query, lines, names.join(';'), hash].join('\n');
  const scope = `${timestamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`;
  const key = ['aws4_request', service, region, timestamp.slice(0, 8)].reduceRight<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  const authorization = [
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}`,
    `SignedHeaders=${names.join(';')}`,
    `Signature=${hmac(key, toSign).toString('hex')}`,
  ].join(', ');
  return { ...all, authorization };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function encodePath(path: string): string {
  return path.split('/').map(encode).join('/');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
