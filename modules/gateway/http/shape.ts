import type { Incoming } from './incoming';

/** A request that two readers could understand in two ways. */
interface WrongShape {
  readonly status: 400;
  readonly code: 'InvalidRequest';
  readonly message: string;
}

const once = new Set([
  ...['authorization', 'host', 'date', 'content-md5', 'content-type', 'content-length', 'transfer-encoding', 'range'],
  ...['expect', 'content-range'],
]);

/** What is ambiguous is refused: headers that may stand once only, and a target that names another host. */
export function wrongShape({ repeated, headers, target }: Incoming): WrongShape | undefined {
  for (const name of repeated) {
    if (once.has(name) || (name.startsWith('x-amz-') && !name.startsWith('x-amz-meta-'))) {
      return wrong(`The header ${name} stands more than once.`);
    }
  }
  if (target.authority === undefined || sameHost(target.authority, headers.get('host') ?? '')) return undefined;
  return wrong('The request target and the Host header name different hosts.');
}

function sameHost(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(host: string): string {
  return host.toLowerCase().replace(/:(80|443)$/, '');
}

function wrong(message: string): WrongShape {
  return { status: 400, code: 'InvalidRequest', message };
}
