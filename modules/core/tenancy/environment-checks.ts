import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { accessRoleName, dedicatedBucketName, keyAliasName } from './names';
import type { Placement } from './placement';
import type { Tenant } from './tenant';

/** What no single construct can see: placements that do not exist, names that two would share, principals named twice. */
export function checkTenantSet(
  environment: string,
  placements: readonly Placement[],
  tenants: readonly Tenant[],
): readonly Diagnostic[] {
  return [
    ...checkPlacements(environment, placements, tenants),
    ...checkCollisions(environment, placements, tenants),
    ...tenants.flatMap((tenant) => checkPrincipals(`${environment}/${tenant.id}`, tenant)),
  ];
}

/** Principals that are made have names, which collide like those of other tenants. Who reads and writes stands twice. */
function checkPrincipals(path: string, tenant: Tenant): Diagnostic[] {
  const named = tenant.principals.flatMap((principal) =>
    principal.kind === 'existing' ? [`${principal.arn} stands more than once as ${principal.access}`] : [],
  );
  const repeated = new Set(named.filter((one, index) => named.indexOf(one) !== index));
  return [...repeated].map((one) =>
    diagnostic('TB2010', {
      path,
      message: `principal ${one}`,
      fix: 'name it once as reader and once as writer at most',
    }),
  );
}

function checkPlacements(
  environment: string,
  placements: readonly Placement[],
  tenants: readonly Tenant[],
): Diagnostic[] {
  const names = placements.map((placement) => placement.name);
  return tenants
    .filter((tenant) => !names.includes(tenant.placement))
    .map((tenant) =>
      diagnostic('TB2007', {
        path: `${environment}/${tenant.id}`,
        message: `placement "${tenant.placement}" does not exist`,
        fix: `name one of ${names.join(', ')}`,
      }),
    );
}

function checkCollisions(
  environment: string,
  placements: readonly Placement[],
  tenants: readonly Tenant[],
): Diagnostic[] {
  const owners = new Map<string, string>();
  const found: Diagnostic[] = [];
  for (const tenant of tenants) {
    const placement = placements.find((one) => one.name === tenant.placement);
    for (const name of placement ? physicalNames(placement, tenant) : []) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, tenant.id);
      else found.push(collision(`${environment}/${tenant.id}`, name, owner));
    }
  }
  return found;
}

/** Every name that must be one tenant's alone, in words that say what kind of name it is and where it counts. */
function physicalNames(placement: Placement, tenant: Tenant): readonly string[] {
  const { accountId, region, partition } = placement;
  const roles = tenant.principals.flatMap((principal) =>
    principal.kind === 'created'
      ? [`role ${accessRoleName(placement, tenant, principal)} in account ${accountId}`]
      : [],
  );
  return [
    `bucket ${dedicatedBucketName(placement, tenant)} in partition ${partition}`,
    `${keyAliasName(placement, tenant)} in account ${accountId}, ${region}`,
    ...roles,
  ];
}

function collision(path: string, name: string, owner: string): Diagnostic {
  return diagnostic('TB2006', {
    path,
    message: `${name} is taken by tenant ${owner}`,
    fix: 'choose another id, or another name for the principal',
  });
}
