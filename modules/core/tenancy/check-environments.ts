import type { Diagnostic } from '../diagnostics/diagnostic';
import { checkAdoption } from './adoption';
import { checkTenantSet } from './environment-checks';
import { checkFoundations } from './foundation-checks';
import { checkPlacedTenant, checkRoleQuota } from './limits';
import { checkSharedNames, type NamedEnvironment } from './name-collisions';
import { checkPins } from './pins-checks';
import { checkPlacements, type DeployedPlacement } from './placement-checks';

/** An environment with all that decides whether it can be built. */
export interface CheckedEnvironment extends NamedEnvironment {
  readonly placements: readonly DeployedPlacement[];
  /** On every resource that takes tags. */
  readonly tags: { readonly [key: string]: string };
}

/** All that is wrong with environments before anything is built: in each of them, and between them. */
export function checkEnvironments(environments: readonly CheckedEnvironment[]): readonly Diagnostic[] {
  return [
    ...environments.flatMap(checkEnvironment),
    ...checkSharedNames(environments),
    ...checkFoundations(environments),
    ...checkRoleQuota(environments),
  ];
}

function checkEnvironment(environment: CheckedEnvironment): readonly Diagnostic[] {
  const { name, placements, tenants, pins } = environment;
  const byName = new Map(placements.map((one) => [one.name, one]));
  return [
    ...checkPlacements(name, placements),
    ...checkTenantSet(name, placements, tenants),
    ...tenants.flatMap((tenant) => {
      const placement = byName.get(tenant.placement);
      if (placement === undefined) return [];
      return [
        ...checkPlacedTenant(environment, placement, tenant),
        ...checkAdoption(`${name}/${tenant.id}`, placement, tenant),
      ];
    }),
    ...checkPins(name, placements, tenants, pins),
  ];
}
