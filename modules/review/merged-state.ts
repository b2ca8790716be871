import { describeWorld, type World } from '../core';
import type { BucketAcl, PlanState } from '../plan';

/** Several states as one, so that a role of one stack meets the bucket of another. Who manages a thing describes it. */
export function mergedState(states: readonly PlanState[]): PlanState {
  const [only] = states;
  if (only && states.length === 1) return only;
  return {
    world: mergedWorld(states),
    buckets: merged(states, (state) => state.buckets, manages),
    keys: merged(states, (state) => state.keys, manages),
    grants: merged(states, (state) => state.grants, manages),
    principals: merged(states, (state) => state.principals, manages),
    deliveries: states.flatMap(({ deliveries }) => deliveries),
    acls: merged(states, ({ acls }) => acls ?? new Map<string, BucketAcl>(), manages),
    strays: states.flatMap(({ strays }) => strays),
  };
}

function mergedWorld(states: readonly PlanState[]): World {
  const worlds = states.map(({ world }) => world);
  return {
    ...describeWorld({ complete: worlds.length > 0 && worlds.every(({ complete }) => complete) }),
    accounts: merged(
      worlds,
      (world) => world.accounts,
      () => false,
    ),
    principals: merged(
      states,
      ({ world }) => world.principals,
      managedIn((state) => state.principals),
    ),
    buckets: merged(
      states,
      ({ world }) => world.buckets,
      managedIn((state) => state.buckets),
    ),
    keys: merged(
      states,
      ({ world }) => world.keys,
      managedIn((state) => state.keys),
    ),
    grants: merged(
      states,
      ({ world }) => world.grants,
      managedIn((state) => state.grants),
    ),
    tenants: merged(
      worlds,
      (world) => world.tenants,
      () => false,
    ),
  };
}

interface Managed {
  readonly address?: string;
}

function manages(one: Managed): boolean {
  return one.address !== undefined;
}

/** Whether the state that names a thing is the one that manages it. */
function managedIn(
  detailsOf: (state: PlanState) => ReadonlyMap<string, Managed>,
): (thing: unknown, name: string, state: PlanState) => boolean {
  return (_thing, name, state) => detailsOf(state).get(name)?.address !== undefined;
}

/** Of two things with one name the first stands, unless only the later is the better one. */
function merged<S, T>(
  states: readonly S[],
  mapOf: (state: S) => ReadonlyMap<string, T>,
  isBetter: (thing: T, name: string, state: S) => boolean,
): ReadonlyMap<string, T> {
  const all = new Map<string, { readonly thing: T; readonly better: boolean }>();
  for (const state of states) {
    for (const [name, thing] of mapOf(state)) {
      const better = isBetter(thing, name, state);
      const found = all.get(name);
      if (!found || (better && !found.better)) all.set(name, { thing, better });
    }
  }
  return new Map([...all].map(([name, { thing }]) => [name, thing]));
}
