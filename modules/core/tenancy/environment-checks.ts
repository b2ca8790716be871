import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { nearMiss } from '../near-miss';
import { checkTenantNames } from './name-collisions';
import type { Placement } from './placement';
import type { Tenant } from './tenant';

/** What no single construct can see: placements that do not exist, names that two would share, principals named twice. */
export function checkTenantSet(
  environment: string,
  placements: readonly Placement[],
  tenants: readonly Tenant[],
): readonly Diagnostic[] {
  return [
    ...checkPlaced(environment, placements, tenants),
    ...checkTenantNames(environment, placements, tenants),
    ...tenants.flatMap((tenant) => checkPrincipals(`${environment}/${tenant.id}`, tenant)),
  ];
}

/** Principals that are made have names, which collide like those of other tenants. Who reads and writes stands twice. */
function checkPrincipals(path: string, tenant: Tenant): Diagnostic[] {
  const named = tenant.principals.flatMap((principal) =>
    principal.kind === 'existing' ? [`${principal.arn} stands more than once as ${principal.access}`] : [],
  );
  const repeated = new Set<string>();
  const seen = new Set<string>();
  for (const one of named) (seen.has(one) ? repeated : seen).add(one);
  return [...repeated].map((one) =>
    diagnostic('TB2010', {
      path,
      message: `principal ${one}`,
      fix: 'name it once as reader and once as writer at most',
    }),
  );
}

function checkPlaced(
  environment: string,
  placements: readonly Placement[],
  tenants: readonly Tenant[],
): readonly Diagnostic[] {
  const names = placements.map((placement) => placement.name);
  return tenants
    .filter((tenant) => !names.includes(tenant.placement))
    .map((tenant) => unknownPlacement(tenant.placement, names, { path: `${environment}/${tenant.id}` }));
}

/** A placement that is none of those that there are. */
export function unknownPlacement(
  name: string,
  known: readonly string[],
  place: Pick<Diagnostic, 'path' | 'location'>,
): Diagnostic {
  const meant = nearMiss(name, known);
  return diagnostic('TB2007', {
    ...place,
    message: `placement "${name}" does not exist`,
    fix: meant === undefined ? `name one of ${known.join(', ')}` : `write ${meant}`,
  });
}
