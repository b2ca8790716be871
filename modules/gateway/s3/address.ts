import { decoded, type Target } from '../http/target';

/** What an S3 request is about, and under which raw path the emulator knows it. */
export interface S3Address {
  /** @default the service itself */
  readonly bucket?: string;
  /** Decoded. @default the bucket itself */
  readonly key?: string;
  /** The path with the bucket in front, whatever the style of the request. */
  readonly path: string;
}

/** Reads path style and virtual-host style. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export function s3Address(target: Target, host: string): S3Address {
  const ofHost = bucketOfHost(host);
  const path = ofHost === undefined ? target.path : `/${ofHost}${target.path}`;
  if (path === '/') return { path };
  const slash = path.indexOf('/', 1);
  const bucket = decoded(slash < 0 ? path.slice(1) : path.slice(1, slash)) ?? '';
  const key = slash < 0 ? '' : (decoded(path.slice(slash + 1)) ?? '');
  return key === '' ? { bucket, path } : { bucket, key, path };
}

const service = 's3(?:-fips|-accelerate)?(?:[.-](?:dualstack[.])?[a-z0-9-]+)?';
const ofThisMachine = `(?:${service}[.])?(?:localhost(?:[.]localstack[.]cloud)?|127[.]0[.]0[.]1)`;
const ofAws = `${service}[.]amazonaws[.]com(?:[.]cn)?`;

/** The names under which clients know S3, whether it is AWS or stands on this machine, with a bucket before them. */
const virtualHost = new RegExp(`^(?:(.+?)[.])??(?:${ofThisMachine}|${ofAws})$`);

/** The bucket that stands in a host name before the name of the service; `undefined` in path style. */
function bucketOfHost(host: string): string | undefined {
  const colon = host.lastIndexOf(':');
  const name = (colon > 0 && !host.endsWith(']') ? host.slice(0, colon) : host).toLowerCase();
  if (name === '127.0.0.1' || name === 'localhost') return undefined;
  return virtualHost.exec(name)?.[1];
}
