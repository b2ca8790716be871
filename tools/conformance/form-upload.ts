import { createHmac } from 'node:crypto';
import type { Ground } from './ground';

const boundary = 'tenant-buckets-conformance';

/** Uploads by an HTML form, as a browser does; `allowed`, or the code of the error. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
export async function postForm(ground: Ground, key: string, more: { readonly [field: string]: string }) {
  const { s3, bucket } = ground;
  const region = await s3.config.region();
  const fields = await signed(ground, region, { key, ...more });
  const place = ground.endpoint?.replace(/\/$/, '') ?? `https://s3.${region}.amazonaws.com`;
  const parts = [...Object.entries(fields), ['file', 'data']].map(
    ([name = '', value = '']) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const answer = await fetch(`${place}/${bucket}`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join('')}--${boundary}--\r\n`,
  });
  const text = await answer.text();
  return answer.ok ? 'allowed' : (/<Code>([^<]*)</.exec(text)?.[1] ?? String(answer.status));
}

type Fields = { readonly [field: string]: string };

async function signed({ s3, bucket }: Ground, region: string, fields: Fields): Promise<Fields> {
  const { accessKeyId, secretAccessKey, sessionToken } = await s3.config.credentials();
  const now = new Date();
  const date = now.toISOString().replace(/[-:]|\.[0-9]+/g, '');
  const day = date.slice(0, 8);
  const all: Fields = {
    ...fields,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${accessKeyId}/${day}/${region}/s3/aws4_request`,
    'x-amz-date': date,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const expiration = new Date(now.getTime() + 300_000).toISOString();
  const conditions = [{ bucket }, ...Object.entries(all).map(([name, value]) => ({ [name]: value }))];
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return { ...all, policy, 'x-amz-signature': createHmac('sha256', signingKey).update(policy).digest('hex') };
}
