import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  accessRoleName,
  asksForTags,
  parseArn,
  principalArn,
  principalsLetIn,
  tenantTags,
  type CreatedPrincipal,
  type Placement,
  type Tenant,
  type TenantPrincipal,
} from '../core';
import { AccessRole } from './access-role';
import { TenantKeyGrant } from './tenant-key-grant';

interface TenantPlace {
  readonly tenant: Tenant;
  readonly placement: Placement;
  readonly bucketName: string;
  /** With its closing slash. @default the whole bucket */
  readonly prefix?: string;
}

/** Roles by the name of their principal. */
type Roles = ReadonlyMap<string, ITerraformDependable>;

/** The roles that are to be made for a tenant; they stay while it is suspended. */
export function makeRoles(scope: Construct, place: TenantPlace): Roles {
  const created = place.tenant.principals.filter((one) => one.kind === 'created');
  return new Map(created.map((principal) => [principal.name, makeRole(scope, place, principal).resource]));
}

function makeRole(scope: Construct, place: TenantPlace, principal: CreatedPrincipal): AccessRole {
  const { tenant, placement, bucketName, prefix } = place;
  const foreignKeyArn = tenant.key.owner === 'tenant' && tenant.state !== 'suspended' ? tenant.key.arn : undefined;
  return new AccessRole(scope, `Role-${principal.name}`, {
    placement,
    roleName: accessRoleName(placement, tenant, principal),
    bucketName,
    access: principal.access,
    trustedArns: principal.trustedArns,
    tags: tenantTags(tenant),
    ...(foreignKeyArn !== undefined && { foreignKeyArn }),
    ...(prefix !== undefined && { prefix }),
    ...(principal.principalTags !== undefined && { principalTags: principal.principalTags }),
  });
}

interface Lock {
  readonly keyArn: string;
  readonly bucketKeyEnabled: boolean;
  /** What has to stand before anybody is let in. */
  readonly after: readonly ITerraformDependable[];
  readonly roles: Roles;
}

/** A grant for each principal that is let in and of whom no tags are asked, named after it and not after its place in the list. */
export function grantKey(scope: Construct, place: Omit<TenantPlace, 'prefix'>, lock: Lock): void {
  const { tenant, placement, bucketName } = place;
  const { roles, after, ...key } = lock;
  for (const principal of principalsLetIn(tenant)) {
    if (asksForTags(principal.principalTags)) continue;
    const role = principal.kind === 'created' ? roles.get(principal.name) : undefined;
    new TenantKeyGrant(scope, `Grant-${principalId(principal)}`, {
      placement,
      tenantId: tenant.id,
      granteeArn: principalArn(placement, tenant, principal),
      preset: principal.access,
      bucketName,
      ...key,
      after: [...after, ...(role ? [role] : [])],
    });
  }
}

/**
 * Different for different principals, and for one that both reads and writes: a slash would become two hyphens, which
 * names may have, and a colon they have not.
 */
function principalId(principal: TenantPrincipal): string {
  if (principal.kind === 'created') return principal.name;
  const arn = parseArn(principal.arn);
  return `${(arn ? `${arn.accountId}-${arn.resource}` : principal.arn).replaceAll('/', ':')}:${principal.access}`;
}
