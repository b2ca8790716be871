import type { Bucket, KmsKey, World } from '../../core';
import { PolicyShelf } from './policies';
import { Probes } from './probes';
import { bucketSide, keySide, type BucketSide, type KeySide } from './sides';
import type { Actor } from './actors';
import { strangerOf, subjectOf, type Subject } from './subject';
import { indexWorld, type WorldIndex } from './world-index';

/** A world whose policies are read once and serve every question. */
class CompiledWorld {
  readonly index: WorldIndex;
  readonly #subjects = new Map<string, Subject | undefined>();
  readonly #buckets = new Map<Bucket, BucketSide>();
  readonly #keys = new Map<string, KeySide>();
  #probes: Probes | undefined;

  constructor(
    readonly world: World,
    earlier?: CompiledWorld,
  ) {
    this.index = indexWorld(world, new PolicyShelf(earlier?.index.shelf));
  }

  /** The objects that questions are asked about. */
  get probes(): Probes {
    return (this.#probes ??= new Probes(this.index));
  }

  /** The caller of a name; `undefined` when the name is none of a principal. */
  subject(name: string): Subject | undefined {
    return remember(this.#subjects, name, () => subjectOf(this.index, name));
  }

  /** Somebody whom questions are asked about. */
  actor(actor: Actor): Subject | undefined {
    if (actor.kind === 'named') return this.subject(actor.name);
    return remember(this.#subjects, actor.name, () => strangerOf(this.index, actor));
  }

  bucketSide(bucket: Bucket): BucketSide {
    return remember(this.#buckets, bucket, () => bucketSide(this.index, bucket));
  }

  keySide(key: KmsKey): KeySide {
    return remember(this.#keys, key.arn, () => keySide(this.index, key));
  }
}

export type { CompiledWorld };

/** Prepares a world for questions; policies are read when first asked, and those that an earlier world has are taken over. */
export function compile(world: World, earlier?: CompiledWorld): CompiledWorld {
  return new CompiledWorld(world, earlier);
}

function remember<K, V>(memory: Map<K, V>, key: K, make: () => V): V {
  const found = memory.get(key);
  if (found !== undefined) return found;
  const made = make();
  memory.set(key, made);
  return made;
}
