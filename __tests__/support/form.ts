import { basicDate, signHex, type SignerOptions } from './signer';

export const boundary = '----corp7MA4YWxk';

/** A form as browsers send it: fields, then the file. */
export function formBody(
  fields: readonly (readonly [string, string])[],
  file: string | Buffer,
  filename: string,
): Buffer {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(`${parts.join('')}${head}`),
    Buffer.from(file),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

/** The fields by which a form proves who made it. */
export function signedFields(
  fields: readonly (readonly [string, string])[],
  conditions: readonly unknown[],
  options: SignerOptions,
): readonly (readonly [string, string])[] {
  const date = basicDate(options.at);
  const credential = `${options.accessKeyId}/${date.slice(0, 8)}/${options.region}/s3/aws4_request`;
  const proof = [
    ['x-amz-algorithm', 'AWS4-HMAC-SHA256'],
    ['x-amz-credential', credential],
    ['x-amz-date', date],
  ] as const;
  const expiration = new Date(options.at.getTime() + 60_000).toISOString();
  const said = { expiration, conditions: [...conditions, ...proof.map(([name, value]) => ({ [name]: value }))] };
  const policy = Buffer.from(JSON.stringify(said)).toString('base64');
  return [...fields, ...proof, ['policy', policy], ['x-amz-signature', signHex(policy, options)]];
}
