import {
  dedicatedEnforcementStatements,
  type Bucket,
  type Grant,
  type KmsKey,
  type PolicyStatement,
  type Role,
  type World,
} from '../../modules/core';
import { reviewPlan, type Review, type ReviewInput } from '../../modules/review';
import { bucketNameOf, keyArnOf, placement, roleArnOf, tenantWorld } from '../../tools/bench/tenant-worlds';
import { planFacts, type PlanParts } from './plan-facts';

/** Two tenants who have everything that they should. */
export const twoTenants: World = incomplete(tenantWorld(['a', 'b']));

/** The bucket policy of the first of them. */
export const bucketStatements: readonly PolicyStatement[] = dedicatedEnforcementStatements({
  placement,
  bucketName: bucketNameOf('a'),
  keyArns: [keyArnOf('a')],
});

/** As a plan knows a world: what it does not name may exist. */
export function incomplete(world: World): World {
  return { ...world, complete: false };
}

/** A review of one plan from two tenants to something else. */
export function reviewOf(
  after: World,
  parts: PlanParts = {},
  more: Partial<ReviewInput> = {},
  before: World = twoTenants,
): Review {
  return reviewPlan({
    plans: [{ name: 'main', facts: planFacts(before, after, parts) }],
    today: '2026-11-30',
    ...more,
  });
}

/** `high grant-removed a` for each finding. */
export function told({ findings }: Pick<Review, 'findings'>): readonly string[] {
  return findings.map(({ severity, topic, tenant }) => [severity, topic, tenant ?? '-'].join(' '));
}

export function withBucket(tenant: string, parts: Partial<Bucket>, world: World = twoTenants): World {
  return { ...world, buckets: changed(world.buckets, bucketNameOf(tenant), parts) };
}

export function withKey(tenant: string, parts: Partial<KmsKey>, world: World = twoTenants): World {
  return { ...world, keys: changed(world.keys, keyArnOf(tenant), parts) };
}

export function withGrant(id: string, parts: Partial<Grant>, world: World = twoTenants): World {
  return { ...world, grants: changed(world.grants, id, parts) };
}

export function withRole(role: Role, world: World = twoTenants): World {
  return { ...world, principals: new Map([...world.principals, [role.arn, role]]) };
}

export function without(
  what: {
    readonly buckets?: readonly string[];
    readonly keys?: readonly string[];
    readonly grants?: readonly string[];
    readonly roles?: readonly string[];
  },
  world: World = twoTenants,
): World {
  return {
    ...world,
    buckets: lacking(world.buckets, (what.buckets ?? []).map(bucketNameOf)),
    keys: lacking(world.keys, (what.keys ?? []).map(keyArnOf)),
    grants: lacking(world.grants, what.grants ?? []),
    principals: lacking(world.principals, (what.roles ?? []).map(roleArnOf)),
  };
}

function changed<T>(map: ReadonlyMap<string, T>, name: string, parts: Partial<T>): ReadonlyMap<string, T> {
  const thing = map.get(name);
  if (thing === undefined) throw new Error(`${name} is not there`);
  return new Map([...map, [name, { ...thing, ...parts }]]);
}

function lacking<T>(map: ReadonlyMap<string, T>, names: readonly string[]): ReadonlyMap<string, T> {
  return new Map([...map].filter(([name]) => !names.includes(name)));
}
