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

/** Reads path style and, below `localhost`, virtual-host style. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export function s3Address(target: Target, host: string): S3Address {
  const ofHost = bucketOfHost(host);
  const path = ofHost === undefined ? target.path : `/${ofHost}${target.path}`;
  const slash = path.indexOf('/', 1);
  const bucket = decoded(slash < 0 ? path.slice(1) : path.slice(1, slash)) ?? '';
  const key = slash < 0 ? '' : (decoded(path.slice(slash + 1)) ?? '');
  if (bucket === '') return { path };
  return key === '' ? { bucket, path } : { bucket, key, path };
}

function bucketOfHost(host: string): string | undefined {
  const match = /^(.+?)(?:\.s3(?:[.-][a-z0-9-]+)?)?\.localhost(?::[0-9]+)?$/.exec(host);
  const label = match?.[1];
  return label === undefined || label === 's3' ? undefined : label;
}
