import type { Bucket, VendedTenant, World } from '../../core';
import type { PlanState } from '../../plan';
import { awsPrincipals, statementsOf } from '../policy-text';
import { defaultKey } from '../vended';
import { outcomesOf, type Guarded, type Outcomes } from './outcomes';

/** Finds the outcomes of buckets, once for all buckets whose policies differ in names alone. */
export class Enforcement {
  readonly #known = new Map<string, Outcomes>();
  readonly #indices = new Map<PlanState, Index>();

  of(bucket: Bucket, state: PlanState): Outcomes {
    const guarded = guardedIn(bucket, state, this.#indexOf(state));
    const shape = shapeOf(guarded);
    if (shape === undefined) return outcomesOf(guarded);
    const found = this.#known.get(shape) ?? outcomesOf(guarded);
    this.#known.set(shape, found);
    return found;
  }

  #indexOf(state: PlanState): Index {
    const found = this.#indices.get(state) ?? indexOf(state.world);
    this.#indices.set(state, found);
    return found;
  }
}

/** Tenants by their buckets, and grantees by keys. */
interface Index {
  readonly tenants: ReadonlyMap<string, readonly VendedTenant[]>;
  readonly grantees: ReadonlyMap<string, readonly string[]>;
}

function indexOf({ tenants, grants }: World): Index {
  const index = { tenants: new Map<string, VendedTenant[]>(), grantees: new Map<string, string[]>() };
  for (const tenant of tenants.values()) push(index.tenants, tenant.bucket, tenant);
  for (const { keyArn, granteePrincipal: grantee } of grants.values()) {
    if (grantee.known) push(index.grantees, keyArn, grantee.value);
  }
  return index;
}

function push<T>(groups: Map<string, T[]>, key: string, one: T): void {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}

function guardedIn(bucket: Bucket, { world }: PlanState, { tenants, grantees }: Index): Guarded {
  const places = placesIn(bucket, tenants.get(bucket.name) ?? []);
  const arns = new Set(places.flatMap(({ keyArns }) => keyArns));
  return {
    bucket,
    account: world.accounts.get(bucket.accountId),
    places,
    keys: [defaultKey(bucket) ?? ''].flatMap((arn) => world.keys.get(arn) ?? []),
    writers: writersUnder(arns, world, grantees),
  };
}

function placesIn(bucket: Bucket, tenants: readonly VendedTenant[]): Guarded['places'] {
  const parts = tenants.filter(({ prefix }) => prefix !== undefined);
  const whole = tenants.filter(({ prefix }) => prefix === undefined).flatMap(keysOf);
  if (parts.length > 0) return parts.map((tenant) => ({ prefix: tenant.prefix ?? '', keyArns: keysOf(tenant) }));
  const byDefault = defaultKey(bucket);
  return [{ prefix: '', keyArns: [...new Set([...whole, ...(byDefault === undefined ? [] : [byDefault])])] }];
}

function keysOf({ keyArn }: VendedTenant): readonly string[] {
  const arn = keyArn.known ? keyArn.value : keyArn.symbol;
  return arn === undefined ? [] : [arn];
}

function writersUnder(keyArns: ReadonlySet<string>, { keys }: World, grantees: Index['grantees']): readonly string[] {
  const granted = [...keyArns].flatMap((arn) => grantees.get(arn) ?? []);
  const named = [...keyArns].flatMap((arn) => statementsOf(keys.get(arn)?.policy).flatMap(awsPrincipals));
  return [...new Set([...granted, ...named])].filter((arn) => /:(role|user)\//.test(arn));
}

/** What a bucket of one place says with its own names taken out; `undefined` where names are not all that differs. */
function shapeOf({ bucket, account, places, keys, writers }: Guarded): string | undefined {
  const [place, ...more] = places;
  if (!place || more.length > 0) return undefined;
  const { name, policy, encryption, blockedEncryptionTypes, publicAccessBlock, partition, region, accountId } = bucket;
  const usesOwn = [encryption, policy, keys.map((key) => key.policy)];
  let text = JSON.stringify({
    usesOwn,
    blockedEncryptionTypes,
    publicAccessBlock,
    partition,
    region,
    accountId,
    account,
  });
  place.keyArns.forEach((arn, index) => (text = text.replaceAll(arn, `key ${String(index)}`)));
  writers.forEach((arn, index) => (text = text.replaceAll(arn, `writer ${String(index)}`)));
  return text.replaceAll(`:::${name}`, ':::bucket');
}
