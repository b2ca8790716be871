import type { PlanFacts, PlanState, ResourceChange, Subject } from '../plan';

/** A plan and how people call it. */
export interface NamedPlan {
  readonly name: string;
  readonly facts: PlanFacts;
}

/**
 * Plans whose names can stand side by side: stacks of one code have the same addresses, grants and tenants, as those of
 * dev and prod have. What several plans call by one name is called `PLAN/NAME`, unless it is one and the same thing.
 */
export function distinctPlans(plans: readonly NamedPlan[]): readonly NamedPlan[] {
  if (plans.length < 2) return plans;
  const shared: SharedNames = {
    addresses: sharedBy(plans, addressesOf),
    grants: sharedBy(plans, ({ before, after }) => [...grantsOf(before), ...grantsOf(after)]),
    tenants: sharedBy(plans, ({ before, after }) => [...tenantsOf(before), ...tenantsOf(after)]),
  };
  return plans.map(({ name, facts }) => ({ name, facts: renamed(facts, renamingOf(name, shared)) }));
}

/** A name, and what tells the thing behind it from others of the name. */
type Naming = readonly [name: string, thing: string];

interface SharedNames {
  readonly addresses: ReadonlySet<string>;
  readonly grants: ReadonlySet<string>;
  readonly tenants: ReadonlySet<string>;
}

/** The names under which different plans have different things. */
function sharedBy(
  plans: readonly NamedPlan[],
  namesOf: (facts: PlanFacts, plan: string) => readonly Naming[],
): ReadonlySet<string> {
  const shared = new Set<string>();
  const things = new Map<string, string>();
  for (const { name: plan, facts } of plans) {
    const own = new Map(namesOf(facts, plan));
    for (const [name, thing] of own) {
      if ((things.get(name) ?? thing) !== thing) shared.add(name);
      things.set(name, thing);
    }
  }
  return shared;
}

function addressesOf({ before, after, changes, drift }: PlanFacts, plan: string): readonly Naming[] {
  const ofStates = [before, after].flatMap(({ buckets, keys, grants, principals, deliveries }) => [
    ...[...buckets.values(), ...keys.values(), ...grants.values(), ...principals.values()].flatMap(
      ({ address }) => address ?? [],
    ),
    ...deliveries.map(({ address }) => address),
  ]);
  const ofChanges = [...changes, ...drift].flatMap(({ address, previousAddress }) => [address, previousAddress ?? []]);
  return [...ofStates, ...ofChanges.flat()].map((address): Naming => [address, plan]);
}

function grantsOf({ world }: PlanState): readonly Naming[] {
  return [...world.grants.values()].map(({ id, keyArn }): Naming => [id, keyArn]);
}

function tenantsOf({ world }: PlanState): readonly Naming[] {
  return [...world.tenants.values()].map(({ id, bucket }): Naming => [id, bucket]);
}

type Rename = (name: string) => string;

interface Renaming {
  readonly address: Rename;
  readonly grant: Rename;
  readonly tenant: Rename;
}

function renamingOf(plan: string, { addresses, grants, tenants }: SharedNames): Renaming {
  const among =
    (names: ReadonlySet<string>): Rename =>
    (name) =>
      names.has(name) ? `${plan}/${name}` : name;
  return { address: among(addresses), grant: among(grants), tenant: among(tenants) };
}

function renamed(facts: PlanFacts, renaming: Renaming): PlanFacts {
  const ofChange = (change: ResourceChange) => renamedChange(change, renaming);
  return {
    ...facts,
    before: renamedState(facts.before, renaming),
    after: renamedState(facts.after, renaming),
    ...(facts.remembered && { remembered: renamedState(facts.remembered, renaming) }),
    changes: facts.changes.map(ofChange),
    drift: facts.drift.map(ofChange),
  };
}

function renamedChange(change: ResourceChange, { address, grant }: Renaming): ResourceChange {
  const { previousAddress, subject } = change;
  return {
    ...change,
    address: address(change.address),
    ...(previousAddress !== undefined && { previousAddress: address(previousAddress) }),
    ...(subject && { subject: renamedSubject(subject, grant) }),
  };
}

function renamedSubject({ kind, id }: Subject, grant: Rename): Subject {
  return { kind, id: kind === 'grant' ? grant(id) : id };
}

function renamedState(state: PlanState, { address, grant, tenant }: Renaming): PlanState {
  const { world } = state;
  const grants = [...world.grants.values()].map((one) => ({ ...one, id: grant(one.id) }));
  const tenants = [...world.tenants.values()].map((one) => ({ ...one, id: tenant(one.id) }));
  return {
    world: {
      ...world,
      grants: new Map(grants.map((one) => [one.id, one])),
      tenants: new Map(tenants.map((one) => [one.id, one])),
    },
    buckets: mapped(state.buckets, (one) => ({
      ...one,
      ...addresses(one, addressesOfBuckets, address),
    })),
    keys: mapped(state.keys, (one) => ({ ...one, ...addresses(one, ['address', 'policyAddress'], address) })),
    grants: new Map([...state.grants].map(([id, one]) => [grant(id), { ...one, address: address(one.address) }])),
    principals: mapped(state.principals, (one) => ({ ...one, ...addresses(one, ['address'], address) })),
    deliveries: state.deliveries.map((one) => ({ ...one, address: address(one.address) })),
    strays: state.strays.map((one) => ({ ...one, address: address(one.address) })),
    ...(state.acls && { acls: mapped(state.acls, (one) => ({ ...one, address: address(one.address) })) }),
  };
}

const addressesOfBuckets = [
  'address',
  'policyAddress',
  'encryptionAddress',
  'publicAccessBlockAddress',
  'lifecycleAddress',
  'versioningAddress',
  'objectLockAddress',
  'replicationAddress',
] as const;

function mapped<T>(map: ReadonlyMap<string, T>, change: (one: T) => T): ReadonlyMap<string, T> {
  return new Map([...map].map(([name, one]) => [name, change(one)]));
}

/** Those of the named members that hold an address, with the addresses of the plan. */
function addresses<K extends string>(
  one: { readonly [name in K]?: string },
  names: readonly K[],
  rename: Rename,
): { readonly [name in K]?: string } {
  const found: { [name in K]?: string } = {};
  for (const name of names) {
    const address = one[name];
    if (address !== undefined) found[name] = rename(address);
  }
  return found;
}
