import { bucketArn, s3ContextKey, type Bucket, type EncryptionContext } from '../../core';

/** The contexts that S3 sends for a bucket: one with a Bucket Key, one for each object without. */
export interface Contexts {
  readonly bucket: OneOrMore<EncryptionContext>;
  /** Of samples: one anywhere, and one for each pattern that a policy or grant names. */
  readonly object: OneOrMore<EncryptionContext>;
}

export type OneOrMore<T> = readonly [T, ...T[]];

/** The contexts of a bucket; `written` are policies and grants as texts. */
export function contextsOf({ partition, name }: Bucket, written: readonly string[]): Contexts {
  const arn = bucketArn(partition, name);
  const telling = written.filter((text) => text.includes(`"${arn}/`));
  const named = telling.length === 0 ? [] : namedObjects(arn, telling);
  const samples = new Set(named.map((one) => one.replaceAll(/[*?]+/g, 'object')));
  return { bucket: [{ [s3ContextKey]: arn }], object: [contextAt(`${arn}/object`), ...[...samples].map(contextAt)] };
}

function namedObjects(arn: string, written: readonly string[]): readonly string[] {
  const patterns = new RegExp(`"(${arn.replaceAll('.', '\\.')}/[^"\\\\]*)"`, 'g');
  return written.flatMap((text) => Array.from(text.matchAll(patterns), ([, pattern = '']) => pattern));
}

function contextAt(arn: string): EncryptionContext {
  return { [s3ContextKey]: arn };
}
