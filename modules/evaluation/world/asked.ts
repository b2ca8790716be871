import type { Bucket } from '../../core';
import type { CompiledWorld } from './compiled-world';
import type { EffectiveEncryption } from './effective-encryption';
import type { HeldBucketKeys, ObjectRequest, ObjectSettings } from './object-request';
import type { Subject } from './subject';

/** An object request with the things of the world that it names. */
export interface Asked {
  readonly world: CompiledWorld;
  readonly subject: Subject;
  readonly bucket: Bucket;
  readonly request: ObjectRequest;
  /** The object's key; empty for requests about the bucket. */
  readonly key: string;
  readonly settings: ObjectSettings;
  readonly held: HeldBucketKeys;
  /** What the request encrypts with. @default it writes no object of its own */
  readonly encryption: EffectiveEncryption | undefined;
}
