import { known, parseArn, type Bucket, type Grant, type Session, type VendedTenant, type World } from '../../core';
import { documentsOf } from './actors';
import { documentFacts } from './document-facts';
import { KeyIndex } from './key-index';
import type { PolicyShelf } from './policies';

/** A world with the ways through it that decisions take again and again. */
export interface WorldIndex {
  readonly world: World;
  readonly keys: KeyIndex;
  readonly shelf: PolicyShelf;
  grantsOf(keyArn: string): readonly Grant[];
  tenantsIn(bucket: string): readonly VendedTenant[];
  /** The tenants whose key it is. */
  tenantsUnder(keyArn: string): readonly string[];
  /** Where objects lie under a key: with tenants and by default encryption. */
  placesUnder(keyArn: string): readonly Place[];
  /** A plain session of a listed role, for session ARNs that are not listed themselves. */
  sessionOf(arn: string): Session | undefined;
  /** The `aws:PrincipalTag/…` keys that any policy tests. */
  testedTags(): ReadonlySet<string>;
}

/** A bucket, or the part of it under a prefix. */
export interface Place {
  readonly bucket: Bucket;
  readonly prefix: string;
}

export function indexWorld(world: World, shelf: PolicyShelf): WorldIndex {
  const grants = groupBy([...world.grants.values()], (grant) => grant.keyArn);
  const tenants = groupBy([...world.tenants.values()], (tenant) => tenant.bucket);
  const roles = new Map<string, string>();
  for (const principal of world.principals.values()) {
    if (principal.kind === 'role') roles.set(`${principal.accountId} ${lastPart(principal.arn)}`, principal.arn);
  }
  const owners = groupBy([...world.tenants.values()], ({ keyArn }) => (keyArn.known ? keyArn.value : ''));
  const places = groupBy(placesIn(world), (place) => place.keyArn);
  let tags: ReadonlySet<string> | undefined;
  return {
    world,
    keys: new KeyIndex(world),
    shelf,
    grantsOf: (keyArn) => grants.get(keyArn) ?? [],
    tenantsUnder: (keyArn) => owners.get(keyArn)?.map(({ id }) => id) ?? [],
    placesUnder: (keyArn) => places.get(keyArn) ?? [],
    tenantsIn: (bucket) => tenants.get(bucket) ?? [],
    sessionOf: (arn) => {
      const [accountId, roleName] = assumedRole(arn);
      const roleArn = roles.get(`${accountId} ${roleName}`);
      if (roleArn === undefined) return undefined;
      return { kind: 'session', arn, roleArn, sessionPolicies: known([]), tags: known({}) };
    },
    testedTags: () => (tags ??= new Set(documentsOf(world).flatMap((one) => [...documentFacts(one).tagKeys]))),
  };
}

function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}

interface KeyedPlace extends Place {
  readonly keyArn: string;
}

/** A dedicated bucket's place is told twice, by its tenant and by its default. */
function placesIn(world: World): readonly KeyedPlace[] {
  const places = [...vendedPlaces(world), ...defaultPlaces(world)];
  return [...new Map(places.map((one) => [`${one.keyArn} ${one.bucket.name}/${one.prefix}`, one])).values()];
}

function vendedPlaces(world: World): readonly KeyedPlace[] {
  return [...world.tenants.values()].flatMap(({ bucket: name, prefix = '', keyArn }) => {
    const bucket = world.buckets.get(name);
    return bucket && keyArn.known ? [{ bucket, prefix, keyArn: keyArn.value }] : [];
  });
}

function defaultPlaces(world: World): readonly KeyedPlace[] {
  return [...world.buckets.values()].flatMap((bucket) => {
    const byDefault = bucket.encryption.known ? bucket.encryption.value : undefined;
    if (byDefault?.algorithm !== 'aws:kms' || !byDefault.keyId?.known) return [];
    return [{ bucket, prefix: '', keyArn: byDefault.keyId.value }];
  });
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function assumedRole(arn: string): readonly [string, string] {
  const parsed = parseArn(arn);
  const [kind, roleName = ''] = parsed?.resource.split('/') ?? [];
  return parsed?.service === 'sts' && kind === 'assumed-role' ? [parsed.accountId, roleName] : ['', ''];
}
