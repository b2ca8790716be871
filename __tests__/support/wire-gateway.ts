import { startGateway, type Gateway } from '../../modules/gateway';
import { exchange, type RawAnswer } from './raw-http';
import { presigned, sha256Hex, signed, type SignerOptions } from './signer';
import { startTogether, type Endless, type Keep } from './start-together';
import { startWireUpstream, type WireUpstream } from './wire-upstream';

export interface WireRequest {
  readonly method?: string;
  readonly target: string;
  /** Signed with the rest; names in lower case. */
  readonly headers?: { readonly [name: string]: string };
  /** Sent beside what was signed. */
  readonly unsigned?: { readonly [name: string]: string };
  readonly body?: string | Buffer;
  /** @default the hash of the body */
  readonly payloadHash?: string;
}

/** A gateway with one bucket before an upstream that watches, and a root user who may do everything. */
export interface WireGateway extends AsyncDisposable {
  readonly upstream: WireUpstream;
  readonly gateway: Gateway;
  /** What broke inside the gateway. */
  readonly errors: readonly unknown[];
  readonly bucket: string;
  readonly host: string;
  options(extra?: Partial<SignerOptions>): SignerOptions;
  /** Headers of a signed request. */
  sign(request: WireRequest, extra?: Partial<SignerOptions>): { readonly [name: string]: string };
  presign(request: WireRequest, expiresInSeconds: number, extra?: Partial<SignerOptions>): string;
  /** Signs and sends. */
  send(request: WireRequest, extra?: Partial<SignerOptions>): Promise<RawAnswer>;
}

export const wireAccount = '111122223333';

export function startWireGateway(): Promise<WireGateway> {
  return startTogether(furnishedGateway);
}

async function furnishedGateway(keep: Keep): Promise<Endless<WireGateway>> {
  const upstream = keep(await startWireUpstream());
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const gateway = keep(await startGateway({ upstream: upstream.endpoint, region: 'us-east-1', onError }));
  const host = `127.0.0.1:${String(gateway.port)}`;
  const wire: Endless<WireGateway> = {
    upstream,
    gateway,
    errors,
    bucket: 'corp-acme',
    host,
    options: (extra = {}) => ({
      accessKeyId: wireAccount,
      secretAccessKey: 'test',
      region: 'us-east-1',
      service: 's3',
      at: new Date(),
      ...extra,
    }),
    sign({ method = 'GET', target, headers = {}, unsigned = {}, body = '', payloadHash = sha256Hex(body) }, extra) {
      const all = signed({ method, target, headers: { host, ...headers }, payloadHash }, wire.options(extra));
      const length = 'transfer-encoding' in unsigned ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      return { ...all, ...length, ...unsigned };
    },
    presign: ({ method = 'GET', target, headers = {} }, expiresInSeconds, extra) =>
      presigned({ method, target, headers: { host, ...headers } }, wire.options(extra), expiresInSeconds),
    send(request, extra) {
      const { method = 'GET', target, body = '' } = request;
      return exchange(gateway.port, { method, target, headers: wire.sign(request, extra), body });
    },
  };
  await wire.send({ method: 'PUT', target: `/${wire.bucket}` });
  return wire;
}

/** The code of an error in XML. */
export function codeOf({ text }: RawAnswer): string | undefined {
  return /<Code>([^<]*)<\/Code>/.exec(text)?.[1];
}
