import { createHash, createHmac } from 'node:crypto';

/** A request that is to be signed; the target is in canonical form already. */
export interface Unsigned {
  readonly method: string;
  readonly target: string;
  readonly headers: { readonly [lowerCaseName: string]: string };
  readonly payloadHash: string;
}

export interface SignerOptions {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
  readonly at: Date;
}

export const sha256Hex = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

export const basicDate = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

const scopeOf = ({ at, region, service }: SignerOptions): string =>
  `${basicDate(at).slice(0, 8)}/${region}/${service}/aws4_request`;

/** The last step of a signature, for texts made by hand. */
export function signHex(text: string, options: SignerOptions): string {
  const date = basicDate(options.at).slice(0, 8);
  const ofRegion = hmac(hmac(`AWS4${options.secretAccessKey}`, date), options.region);
  const key = hmac(hmac(ofRegion, options.service), 'aws4_request');
  return hmac(key, text).toString('hex');
}

function signatureOf({ method, target, headers, payloadHash }: Unsigned, options: SignerOptions): string {
  const [path = '', query = ''] = target.split('?');
  const names = Object.keys(headers).sort();
  const pairs = query === '' ? [] : query.split('&').map((pair) => (pair.includes('=') ? pair : `${pair}=`));
  const canonical = [
    method,
    path,
    pairs.sort().join('&'),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
  return signHex(`AWS4-HMAC-SHA256\n${basicDate(options.at)}\n${scopeOf(options)}\n${sha256Hex(canonical)}`, options);
}

/** Headers of a request with its signature. */
export function signed(request: Unsigned, options: SignerOptions): { readonly [name: string]: string } {
  const headers = {
    ...request.headers,
    'x-amz-date': basicDate(options.at),
    'x-amz-content-sha256': request.payloadHash,
  };
  const signature = signatureOf({ ...request, headers }, options);
  const names = Object.keys(headers).sort().join(';');
  const credential = `${options.accessKeyId}/${scopeOf(options)}`;
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/** A target with its signature in the query; further parameters are in canonical form already. */
export function presigned(
  request: Omit<Unsigned, 'payloadHash'> & Partial<Unsigned>,
  options: SignerOptions,
  expiresInSeconds: number,
): string {
  const parameters = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': encodeURIComponent(`${options.accessKeyId}/${scopeOf(options)}`),
    'X-Amz-Date': basicDate(options.at),
    'X-Amz-Expires': String(expiresInSeconds),
    'X-Amz-SignedHeaders': encodeURIComponent(Object.keys(request.headers).sort().join(';')),
  };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const target = `${request.target}${request.target.includes('?') ? '&' : '?'}${query.join('&')}`;
  const signature = signatureOf({ payloadHash: 'UNSIGNED-PAYLOAD', ...request, target }, options);
  return `${target}&X-Amz-Signature=${signature}`;
}
