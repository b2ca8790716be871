import { createHash, createHmac } from 'node:crypto';

/** Whoever signs. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A request before it is signed. */
export interface Unsigned {
  readonly service: 's3' | 'kms' | 'iam' | 'sts';
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly host: string;
  readonly path: string;
  /** Without a question mark, encoded and sorted. @default none */
  readonly query?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: Buffer;
}

export const region = 'us-east-1';

/** The headers of a request with its signature of version 4. */
export function signedHeaders(unsigned: Unsigned, signer: Signer, now: Date): { readonly [name: string]: string } {
  const { service, method, host, path, query = '', body = Buffer.alloc(0) } = unsigned;
  const timestamp = now.toISOString().replace(/[-:]|\.[0-9]+/g, '');
  const hash = createHash('sha256').update(body).digest('hex');
  const headers: { readonly [name: string]: string } = {
    ...unsigned.headers,
    host,
    'x-amz-content-sha256': hash,
    'x-amz-date': timestamp,
    ...(signer.sessionToken === undefined ? {} : { 'x-amz-security-token': signer.sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const canonical = [method, path, query, lines, names.join(';'), hash].join('\n');
  const scope = `${timestamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', timestamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const hmac = (key: string | Buffer, value: string): Buffer => createHmac('sha256', key).update(value).digest();
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${signer.secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  const credential = `${signer.accessKeyId}/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}
