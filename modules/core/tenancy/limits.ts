import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import type { Placement } from './placement';
import { asksForTags } from './principal-tags';
import type { Tenant } from './tenant';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const grantsPerKey = 50_000;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const defaultRoleQuota = 1_000;

/** Of buckets, keys and roles alike. @see https://docs.aws.amazon.com/general/latest/gr/aws_tagging.html */
const tagsPerResource = 50;

type Tags = { readonly [key: string]: string };

/** A tenant that lies where it may not, lacks a tag or has too many, or asks for more grants than a key takes. */
export function checkPlacedTenant(
  environment: { readonly name: string; readonly tags: Tags },
  placement: Placement,
  tenant: Tenant,
): readonly Diagnostic[] {
  const path = `${environment.name}/${tenant.id}`;
  return [
    ...checkResidency(path, placement, tenant),
    ...checkRequiredTags(path, placement, environment.tags, tenant),
    ...checkTagCount(path, environment.tags, tenant),
    ...checkTagCase(path, environment.tags, tenant),
    ...checkGrantCount(path, tenant),
  ];
}

function checkResidency(path: string, placement: Placement, { id, residency }: Tenant): readonly Diagnostic[] {
  if (residency === undefined || residency.includes(placement.region)) return [];
  const regions = residency.join(' or ');
  return [
    diagnostic('TB2200', {
      path,
      message: `tenant ${id} may lie in ${regions} only, and placement ${placement.name} is in ${placement.region}`,
      fix: `name a placement in ${regions}, or add ${placement.region} to residency`,
    }),
  ];
}

function checkRequiredTags(
  path: string,
  placement: Placement,
  shared: Tags,
  { id, tags }: Tenant,
): readonly Diagnostic[] {
  const all: Tags = { ...shared, ...tags };
  const has = new Map(Object.keys(tags).map((key) => [key.toLowerCase(), key]));
  return (placement.requiredTags ?? [])
    .filter((key) => all[key] === undefined || all[key] === '')
    .map((key) => {
      const alike = has.get(key.toLowerCase());
      return diagnostic('TB2201', {
        path,
        message: `tenant ${id} has no tag ${key}, which placement ${placement.name} asks for`,
        fix: alike === undefined || alike === key ? `add ${key} to tags` : `write ${key} for ${alike}`,
      });
    });
}

/** The environment's tags stand on the same resources, and one is kept for the state. */
function checkTagCount(path: string, shared: Tags, { id, tags }: Tenant): readonly Diagnostic[] {
  const own = Object.keys(tags).filter((key) => shared[key] === undefined).length;
  const most = tagsPerResource - 1 - Object.keys(shared).length;
  if (own <= most) return [];
  return [
    diagnostic('TB2202', {
      path,
      message: `tenant ${id} has ${String(own)} tags, and ${String(most)} fit beside those of the environment and of the state`,
      fix: `take out ${String(own - most)}`,
    }),
  ];
}

/** IAM takes two keys that differ in case for one. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
function checkTagCase(path: string, shared: Tags, { id, tags }: Tenant): readonly Diagnostic[] {
  const first = new Map(Object.keys(shared).map((key) => [key.toLowerCase(), key]));
  return Object.keys(tags).flatMap((key) => {
    const earlier = first.get(key.toLowerCase()) ?? key;
    first.set(key.toLowerCase(), earlier);
    if (earlier === key) return [];
    return [
      diagnostic('TB2202', {
        path,
        message: `tag ${key} of tenant ${id} is ${earlier} but for its case, and a role cannot have both`,
        fix: `write ${earlier}, or choose another key`,
      }),
    ];
  });
}

function checkGrantCount(path: string, { id, principals }: Tenant): readonly Diagnostic[] {
  const grants = principals.filter((one) => !asksForTags(one.principalTags)).length;
  if (grants <= grantsPerKey) return [];
  const parts = String(Math.ceil(grants / grantsPerKey));
  return [
    diagnostic('TB2206', {
      path,
      message: `tenant ${id} needs ${String(grants)} grants and its key takes ${String(grantsPerKey)}`,
      fix: `let principals who do the same assume one role, or split the tenant into ${parts}`,
    }),
  ];
}

interface TenantSet {
  readonly name: string;
  readonly placements: readonly Placement[];
  readonly tenants: readonly Tenant[];
}

/** How many roles for tenants an account has, and may have. */
export interface RoleCount {
  readonly accountId: string;
  readonly roles: number;
  readonly quota: number;
  /** The first environment and placement that is there. */
  readonly path: string;
}

/** Roles that are made for tenants by account, of all environments together. A retired tenant's roles still stand. */
export function countRoles(environments: readonly TenantSet[]): readonly RoleCount[] {
  const counts = new Map<string, RoleCount>();
  for (const { name, placements, tenants } of environments) {
    const rolesAt = new Map<string, number>();
    for (const { placement, principals } of tenants)
      rolesAt.set(placement, (rolesAt.get(placement) ?? 0) + principals.filter((one) => one.kind === 'created').length);
    for (const placement of placements) {
      const { accountId, roleQuota = defaultRoleQuota } = placement;
      const { roles, quota, path } = counts.get(accountId) ?? {
        roles: 0,
        quota: roleQuota,
        path: `${name}/${placement.name}`,
      };
      const all = roles + (rolesAt.get(placement.name) ?? 0);
      counts.set(accountId, { accountId, roles: all, quota: Math.max(quota, roleQuota), path });
    }
  }
  return [...counts.values()];
}

/** More roles than an account may have. */
export function checkRoleQuota(environments: readonly TenantSet[]): readonly Diagnostic[] {
  return countRoles(environments)
    .filter(({ roles, quota }) => roles > quota)
    .map(({ accountId, roles, quota, path }) =>
      diagnostic('TB2207', {
        path,
        message: `account ${accountId} would have ${String(roles)} roles for tenants, and its quota is ${String(quota)}`,
        fix: `have AWS raise the quota and write it as roleQuota of the placement, or spread the tenants over ${String(Math.ceil(roles / quota))} accounts`,
      }),
    );
}
