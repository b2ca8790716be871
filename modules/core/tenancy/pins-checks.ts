import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { asksForLock, keyOwnerOf, type Pins, type TenantPin } from './pins';
import { bringsKeyFirst, refusedPlacementChanges, refusedTenantChanges, type RefusedChange } from './pins-transitions';
import type { Placement } from './placement';
import type { Tenant } from './tenant';

/** All by which the files and data of an environment differ from what was pinned. */
export function checkPins(
  environment: string,
  placements: readonly Placement[],
  tenants: readonly Tenant[],
  pins: Pins,
): readonly Diagnostic[] {
  const pinnedPlacements = asPinned(placements, pins);
  const pinOf = new Map(pins.tenants.map((pin) => [pin.id, pin]));
  return [
    ...pins.placements.flatMap((pin) => {
      const placement = placements.find((one) => one.name === pin.name);
      return placement === undefined
        ? [placementGone(environment, pin.name, placements)]
        : changesOf(`${environment}/${pin.name}`, `placement ${pin.name}`, refusedPlacementChanges, pin, placement);
    }),
    ...tenants.flatMap((tenant) => checkTenant(environment, pinnedPlacements, tenant, pinOf.get(tenant.id))),
    ...missing(environment, tenants, pins),
    ...takenByPools(environment, pins),
    ...checkMoves(environment, pins),
  ];
}

/** A prefix that has changed is told of once, and not again for every tenant. */
function asPinned(placements: readonly Placement[], pins: Pins): readonly Placement[] {
  return placements.map((placement) => {
    const pin = pins.placements.find((one) => one.name === placement.name);
    return pin === undefined ? placement : { ...placement, namePrefix: pin.namePrefix };
  });
}

function checkTenant(
  environment: string,
  placements: readonly Placement[],
  tenant: Tenant,
  pin: TenantPin | undefined,
): readonly Diagnostic[] {
  const path = `${environment}/${tenant.id}`;
  // Nobody can be pinned in a placement that does not exist, which is told of elsewhere.
  if (pin === undefined) return placements.some((one) => one.name === tenant.placement) ? [unpinned(path, tenant)] : [];
  const placement = placements.find((one) => one.name === pin.placement);
  return [
    ...changesOf(path, `tenant ${tenant.id}`, refusedTenantChanges, pin, placement && { tenant, placement }).slice(
      0,
      1,
    ),
    ...checkLock(path, tenant, pin),
    ...checkKeyPinned(path, tenant, pin),
    ...checkRetired(path, tenant, pin),
  ];
}

/** Without a placement there is nothing to compare with, and that is told of already. */
function changesOf<Pin, Now>(
  path: string,
  who: string,
  rules: readonly RefusedChange<Pin, Now>[],
  pin: Pin,
  now: Now | undefined,
): readonly Diagnostic[] {
  if (now === undefined) return [];
  return rules
    .map((rule) => ({ ...rule, was: rule.pinned(pin), is: rule.now(now, pin) }))
    .filter(({ was, is }) => was !== is)
    .map(({ code, what, was, is, fix }) =>
      diagnostic(code, { path, message: `${what} of ${who} is ${is}, and was pinned as ${was}`, fix }),
    );
}

function unpinned(path: string, tenant: Tenant): Diagnostic {
  return diagnostic('TB2150', {
    path,
    message: `tenant ${tenant.id} is not pinned`,
    fix: 'run tenant-buckets pin and commit what it writes',
  });
}

/** A lock that is not pinned could be taken out of the file again, and nobody would know that the bucket has it. */
function checkLock(path: string, tenant: Tenant, pin: TenantPin): readonly Diagnostic[] {
  if (!asksForLock(tenant) || pin.objectLock === true) return [];
  const fix = 'run tenant-buckets pin and commit what it writes; Object Lock can never be turned off again';
  return [diagnostic('TB2150', { path, message: `tenant ${tenant.id} is not pinned with Object Lock`, fix })];
}

function checkKeyPinned(path: string, tenant: Tenant, pin: TenantPin): readonly Diagnostic[] {
  if (pin.keyOwner !== keyOwnerOf(tenant) || !bringsKeyFirst(tenant, pin)) return [];
  const fix = 'run tenant-buckets handshake check, then tenant-buckets pin, and commit what it writes';
  return [
    diagnostic('TB2150', { path, message: `tenant ${tenant.id} is not pinned with the key that it has now`, fix }),
  ];
}

function checkRetired(path: string, tenant: Tenant, pin: TenantPin): readonly Diagnostic[] {
  if (pin.retired === (tenant.state === 'retired')) return [];
  if (!pin.retired) {
    const fix = 'run tenant-buckets pin and commit what it writes';
    return [diagnostic('TB2150', { path, message: `tenant ${tenant.id} is not pinned as retired`, fix })];
  }
  return [
    diagnostic('TB2157', {
      path,
      message: `tenant ${tenant.id} is ${tenant.state}, and was pinned as retired`,
      fix: 'write state: retired; a new tenant can take its bucket and key over with adopt',
    }),
  ];
}

function missing(environment: string, tenants: readonly Tenant[], pins: Pins): readonly Diagnostic[] {
  const present = new Set(tenants.map((one) => one.id));
  return pins.tenants
    .filter((pin) => !present.has(pin.id))
    .map(({ id }) =>
      diagnostic('TB2151', {
        path: `${environment}/${id}`,
        message: `tenant ${id} is pinned and stands in no file`,
        fix: 'put its entry back; to end it, run tenant-buckets tenant retire',
      }),
    );
}

/** A tenant called `pool-1` would get the name of the first pool. */
function takenByPools(environment: string, pins: Pins): readonly Diagnostic[] {
  const pools = new Set(pins.tenants.filter((pin) => pin.isolation === 'shared').map((pin) => pin.bucketName));
  return pins.tenants
    .filter((pin) => pin.isolation === 'dedicated' && pools.has(pin.bucketName))
    .map(({ id, bucketName }) =>
      diagnostic('TB2006', {
        path: `${environment}/${id}`,
        message: `bucket ${bucketName} is taken by a pool`,
        fix: 'choose another id',
      }),
    );
}

function placementGone(environment: string, name: string, placements: readonly Placement[]): Diagnostic {
  return diagnostic('TB2158', {
    path: `${environment}/${name}`,
    message: `placement ${name} is gone, and tenants were pinned there`,
    fix: `put it back beside ${placements.map((one) => one.name).join(', ') || 'the others'}`,
  });
}

/** A move says what terraform has to take over, so it must agree with the pin that it changed. */
function checkMoves(environment: string, pins: Pins): readonly Diagnostic[] {
  return pins.moves.flatMap(({ id, from, to }) => {
    const pin = pins.tenants.find((one) => one.id === id);
    if (pin?.isolation === 'dedicated' && pin.number === to && from !== to) return [];
    return [
      diagnostic('TB2163', {
        path: `${environment}/${id}`,
        message: `the move of ${id} goes from shard ${String(from)} to ${String(to)}, and its pin says ${placeOf(pin)}`,
        fix: 'restore both files from version control, and change them by tenant-buckets move only',
      }),
    ];
  });
}

function placeOf(pin: TenantPin | undefined): string {
  if (pin === undefined) return 'nothing';
  return `${pin.isolation === 'dedicated' ? 'shard' : 'pool'} ${String(pin.number)}`;
}
