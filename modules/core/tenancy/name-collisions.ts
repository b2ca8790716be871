import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { proposeTenantId } from './name-proposals';
import { accessRoleName, dedicatedBucketName, keyAliasName, poolBucketName } from './names';
import type { Pins } from './pins';
import type { Placement } from './placement';
import type { Tenant } from './tenant';

/** An environment as far as names go. */
export interface NamedEnvironment {
  readonly name: string;
  readonly placements: readonly Placement[];
  readonly tenants: readonly Tenant[];
  readonly pins: Pins;
}

/** A name that must be one owner's alone, in words that say what kind of name it is and where it counts. */
interface OwnedName {
  readonly name: string;
  readonly environment: string;
  readonly owner: string;
  readonly kind: 'tenant' | 'pool';
  /** What a diagnostic about it is about. */
  readonly path: string;
  readonly fix: string;
}

/** Names that two tenants of one environment would share. */
export function checkTenantNames(
  environment: string,
  placements: readonly Placement[],
  tenants: readonly Tenant[],
): readonly Diagnostic[] {
  return collisions(tenantNames(environment, placements, tenants)).map(([one, first]) => collision(one, first.owner));
}

/** Names that two environments would share, or two pools: an account does not know of environments. */
export function checkSharedNames(environments: readonly NamedEnvironment[]): readonly Diagnostic[] {
  const names = environments.flatMap(({ name, placements, tenants, pins }) => [
    ...poolNames(name, placements, pins),
    ...tenantNames(name, placements, tenants),
  ]);
  return collisions(names)
    .filter(([one, first]) => one.environment !== first.environment || (one.kind === 'pool' && first.kind === 'pool'))
    .map(([one, first]) => collision(one, `${first.owner} of environment ${first.environment}`));
}

/** Each name that is taken, with its first owner. */
function collisions(names: readonly OwnedName[]): readonly (readonly [OwnedName, OwnedName])[] {
  const owners = new Map<string, OwnedName>();
  return names.flatMap((one) => {
    const first = owners.get(one.name);
    if (first === undefined) owners.set(one.name, one);
    return first === undefined ? [] : [[one, first] as const];
  });
}

function collision({ path, name, fix }: OwnedName, owner: string): Diagnostic {
  return diagnostic('TB2006', { path, message: `${name} is taken by ${owner}`, fix });
}

function tenantNames(
  environment: string,
  placements: readonly Placement[],
  tenants: readonly Tenant[],
): readonly OwnedName[] {
  const byName = new Map(placements.map((one) => [one.name, one]));
  return tenants.flatMap((tenant) => {
    const placement = byName.get(tenant.placement);
    if (placement === undefined) return [];
    const path = `${environment}/${tenant.id}`;
    const own = { environment, owner: `tenant ${tenant.id}`, kind: 'tenant', path } as const;
    const fix = `choose another id, such as ${proposeTenantId(tenant.id, `${environment}/${tenant.placement}/${tenant.id}`)}`;
    const { accountId, region, partition } = placement;
    return [
      ...(isHandedOn(tenant, placement, tenants)
        ? []
        : [
            {
              ...own,
              name: `bucket ${dedicatedBucketName(placement, tenant)} in partition ${partition}`,
              fix: tenant.adopt === undefined ? fix : 'let one of the two take the bucket over',
            },
            ...(tenant.adopt === undefined
              ? []
              : [{ ...own, name: `key ${tenant.adopt.keyArn}`, fix: 'let one of the two take the key over' }]),
          ]),
      { ...own, name: `${keyAliasName(placement, tenant)} in account ${accountId}, ${region}`, fix },
      ...tenant.principals.flatMap((principal) =>
        principal.kind === 'created'
          ? [
              {
                ...own,
                name: `role ${accessRoleName(placement, tenant, principal)} in account ${accountId}`,
                fix: `${fix}, or another name for the principal`,
              },
            ]
          : [],
      ),
    ];
  });
}

/** Whether somebody else takes over the bucket that a retired tenant has left. */
function isHandedOn(tenant: Tenant, placement: Placement, tenants: readonly Tenant[]): boolean {
  if (tenant.state !== 'retired') return false;
  const name = dedicatedBucketName(placement, tenant);
  return tenants.some((one) => one.state !== 'retired' && one.adopt?.bucketName === name);
}

/** A pool's bucket is named by its number, so two placements with one name prefix would open one bucket twice. */
function poolNames(environment: string, placements: readonly Placement[], pins: Pins): readonly OwnedName[] {
  const pools = new Map(
    pins.tenants
      .filter((pin) => pin.isolation === 'shared')
      .map((pin) => [`${pin.placement} ${String(pin.number)}`, pin] as const),
  );
  return [...pools.values()].flatMap((pin) => {
    const placement = placements.find((one) => one.name === pin.placement);
    if (placement === undefined) return [];
    return [
      {
        name: `bucket ${poolBucketName(placement, pin.number)} in partition ${placement.partition}`,
        environment,
        owner: `pool ${String(pin.number)} of placement ${pin.placement}`,
        kind: 'pool' as const,
        path: `${environment}/${pin.placement}`,
        fix: 'give each placement a name prefix of its own',
      },
    ];
  });
}
