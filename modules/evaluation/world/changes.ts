import type { Bucket, World } from '../../core';
import type { Actor } from './actors';
import type { Resource } from './reach';
import { changedNames } from './same-value';
import type { WorldIndex } from './world-index';

/** Which actors and resources of two worlds could be answered differently: all inputs of a decision belong to one of them. */
export class Changes {
  readonly #indices: readonly WorldIndex[];
  readonly #everything: boolean;
  readonly #accounts: ReadonlySet<string>;
  readonly #principals: ReadonlySet<string>;
  readonly #keys: ReadonlySet<string>;
  readonly #buckets: ReadonlySet<string>;

  constructor(before: WorldIndex, after: WorldIndex) {
    const [old, now] = [before.world, after.world];
    this.#indices = [before, after];
    this.#everything = old.complete !== now.complete;
    this.#accounts = changedNames(old.accounts, now.accounts);
    this.#principals = changedNames(old.principals, now.principals);
    const places = changedPlaces([old, now]);
    this.#buckets = places.buckets;
    this.#keys = new Set([...changedNames(old.keys, now.keys), ...changedGrantKeys([old, now]), ...places.keys]);
  }

  ofActor(actor: Actor): boolean {
    if (this.#everything || (actor.accountId !== undefined && this.#accounts.has(actor.accountId))) return true;
    return actor.kind === 'named' && (this.#principals.has(actor.name) || this.#roleChanged(actor.name));
  }

  ofResource(resource: Resource): boolean {
    if (this.#everything || this.#accounts.has(resource.accountId)) return true;
    return resource.kind === 'key' ? this.#keys.has(resource.arn) : this.#bucketChanged(resource.bucket);
  }

  #roleChanged(session: string): boolean {
    return this.#indices.some((index) => {
      const listed = index.world.principals.get(session) ?? index.sessionOf(session);
      return listed?.kind === 'session' && this.#principals.has(listed.roleArn);
    });
  }

  #bucketChanged(bucket: Bucket): boolean {
    return this.#buckets.has(bucket.name) || this.#indices.some((index) => this.#usesChangedKey(index, bucket));
  }

  /** An alias or an id without account may mean any key. */
  #usesChangedKey(index: WorldIndex, bucket: Bucket): boolean {
    const vended = index.tenantsIn(bucket.name).flatMap(({ keyArn }) => (keyArn.known ? keyArn.value : []));
    return [...defaultKeys(bucket), ...vended].some((key) =>
      key === anyKey ? this.#keys.size > 0 : this.#keyOrAccountChanged(index, key),
    );
  }

  #keyOrAccountChanged(index: WorldIndex, arn: string): boolean {
    const accountId = index.world.keys.get(arn)?.accountId;
    return this.#keys.has(arn) || (accountId !== undefined && this.#accounts.has(accountId));
  }
}

const anyKey = 'any';

/** The keys that default encryption may use. */
function defaultKeys({ encryption }: Bucket): readonly string[] {
  if (!encryption.known || encryption.value.algorithm === 'AES256') return [];
  const { keyId } = encryption.value;
  if (keyId?.known && keyId.value.includes(':key/')) return [keyId.value];
  return keyId && !keyId.known && keyId.symbol !== undefined ? [keyId.symbol] : [anyKey];
}

type Pair = readonly [World, World];

/** Buckets that differ or are vended otherwise, and the keys under which their objects lie. */
function changedPlaces(worlds: Pair): { readonly buckets: ReadonlySet<string>; readonly keys: readonly string[] } {
  const [old, now] = worlds;
  const tenants = [...changedNames(old.tenants, now.tenants)];
  const vended = worlds.flatMap((world) => tenants.flatMap((id) => world.tenants.get(id) ?? []));
  const buckets = new Set([...changedNames(old.buckets, now.buckets), ...vended.map((tenant) => tenant.bucket)]);
  const described = worlds.flatMap((world) => [...buckets].flatMap((name) => world.buckets.get(name) ?? []));
  const keys = [
    ...vended.flatMap(({ keyArn }) => (keyArn.known ? keyArn.value : [])),
    ...described.flatMap(defaultKeys).filter((key) => key !== anyKey),
  ];
  return { buckets, keys };
}

function changedGrantKeys(worlds: Pair): readonly string[] {
  const [old, now] = worlds;
  const grants = [...changedNames(old.grants, now.grants)];
  return worlds.flatMap((world) => grants.flatMap((id) => world.grants.get(id)?.keyArn ?? []));
}
