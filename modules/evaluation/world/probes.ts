import { s3ContextKey, type Bucket, type Grant } from '../../core';
import type { TextTest } from '../language/glob';
import { documentsOf } from './actors';
import { documentFacts } from './document-facts';
import { wildcardTest } from './wildcard';
import type { WorldIndex } from './world-index';

/**
 * The objects of a bucket that are asked about, by their keys: one anywhere, one under each vended prefix, for each
 * wildcard of a policy one that it covers and one just past its boundary, and each that an encryption context names.
 */
export class Probes {
  readonly #index: WorldIndex;
  readonly #byBucket = new Map<string, string[]>();
  readonly #wild: { readonly bucket: TextTest; readonly keyPattern: string }[] = [];

  constructor(index: WorldIndex) {
    this.#index = index;
    const patterns = new Set([
      ...documentsOf(index.world).flatMap((one) => [...documentFacts(one).s3Patterns]),
      ...[...index.world.grants.values()].flatMap(contextsOfGrant),
    ]);
    for (const pattern of patterns) this.#add(pattern);
  }

  keysIn({ name }: Bucket): ReadonlySet<string> {
    const vended = this.#index.tenantsIn(name).map(({ prefix = '' }) => `${prefix}*`);
    const wild = this.#wild.filter((one) => one.bucket(name)).map((one) => one.keyPattern);
    return new Set(['*', ...vended, ...(this.#byBucket.get(name) ?? []), ...wild].flatMap(boundaryKeys));
  }

  /** `arn:aws:s3:::BUCKET/KEYS` */
  #add(pattern: string): void {
    const slash = pattern.indexOf('/');
    if (slash < 0) return;
    const bucket = pattern.slice(pattern.lastIndexOf(':', slash) + 1, slash);
    const keyPattern = pattern.slice(slash + 1);
    if (/[*?]/.test(bucket)) {
      this.#wild.push({ bucket: wildcardTest(bucket), keyPattern });
      return;
    }
    const found = this.#byBucket.get(bucket) ?? [];
    found.push(keyPattern);
    this.#byBucket.set(bucket, found);
  }
}

function contextsOfGrant({ constraints }: Grant): readonly string[] {
  if (!constraints.known) return [];
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = constraints.value;
  const named = { ...subset, ...equals }[s3ContextKey];
  return named === undefined ? [] : [named];
}

const sample = 'object';

/** A key that a pattern covers, and for each of its wildcards the nearest neighbour that begins otherwise. */
export function boundaryKeys(keyPattern: string): readonly string[] {
  const filled = keyPattern.replaceAll(/[*?]+/g, sample);
  const heads = [...keyPattern.matchAll(/[*?]+/g)].map(({ index }) =>
    keyPattern.slice(0, index).replaceAll(/[*?]+/g, sample),
  );
  const neighbours = heads
    .filter((head) => head !== '')
    .map((head) => `${head.replace(/\/$/, '')}-neighbour/${sample}`);
  return [filled, ...neighbours];
}

/** A probe's key as reports show it: the sample stands for any object. */
export function shownKey(key: string): string {
  return key === sample || key.endsWith(`/${sample}`) ? `${key.slice(0, -sample.length)}*` : key;
}
