import type { Bucket, VendedTenant } from '../../core';
import type { PlanState } from '../../plan';
import { awsPrincipals, statementsOf } from '../policy-text';
import { valueOf } from '../reviewed';
import { defaultKey } from '../vended';
import { outcomesOf, type Guarded, type Outcomes } from './outcomes';

/** Finds the outcomes of buckets, once for all buckets whose policies differ in names alone. */
export class Enforcement {
  readonly #known = new Map<string, Outcomes>();

  of(bucket: Bucket, state: PlanState): Outcomes {
    const guarded = guardedIn(bucket, state);
    const shape = shapeOf(guarded);
    if (shape === undefined) return outcomesOf(guarded);
    const found = this.#known.get(shape) ?? outcomesOf(guarded);
    this.#known.set(shape, found);
    return found;
  }
}

function guardedIn(bucket: Bucket, state: PlanState): Guarded {
  const { world } = state;
  const tenants = [...world.tenants.values()].filter((tenant) => tenant.bucket === bucket.name);
  const places = placesIn(bucket, tenants);
  const arns = new Set(places.flatMap(({ keyArns }) => keyArns));
  return {
    bucket,
    account: world.accounts.get(bucket.accountId),
    places,
    keys: [defaultKey(bucket) ?? ''].flatMap((arn) => world.keys.get(arn) ?? []),
    writers: writersUnder(arns, state),
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

function writersUnder(keyArns: ReadonlySet<string>, { world }: PlanState): readonly string[] {
  const grantees = [...world.grants.values()]
    .filter(({ keyArn }) => keyArns.has(keyArn))
    .flatMap(({ granteePrincipal }) => valueOf(granteePrincipal) ?? []);
  const named = [...keyArns].flatMap((arn) => statementsOf(world.keys.get(arn)?.policy).flatMap(awsPrincipals));
  return [...new Set([...grantees, ...named])].filter((arn) => /:(role|user)\//.test(arn));
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
