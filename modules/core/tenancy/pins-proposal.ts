import { dedicatedBucketName, poolBucketName, tenantConstructId } from './names';
import { asksForLock, broughtKeyArn, keyOwnerOf, type Pins, type PlacementPin, type TenantPin } from './pins';
import { defaultShardSize, proposeShard } from './pins-shards';
import type { Placement } from './placement';
import { proposedPool, takesMore } from './pool-capacity';
import type { Tenant } from './tenant';

/** The pins with what is missing added; what is pinned stays as it is, whatever the files say now. */
export function proposePins(placements: readonly Placement[], tenants: readonly Tenant[], pins: Pins): Pins {
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const kept = pins.tenants.map((pin) => grown(pin, byId.get(pin.id)));
  const pinned = new Set(kept.map((pin) => pin.id));
  const added = placements.flatMap((placement) => {
    const here = tenants
      .filter((tenant) => tenant.placement === placement.name && !pinned.has(tenant.id))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const neighbours = kept.filter((pin) => pin.placement === placement.name);
    return [...pinDedicated(placement, here, neighbours), ...pinShared(placement, here, neighbours, byId)];
  });
  const all = [...kept, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...pins, placements: proposePlacements(placements, all, pins.placements), tenants: all };
}

/** How many live in each of the numbers 1, 2, …, those without anybody included. */
function fillOf(pins: readonly TenantPin[], isolation: TenantPin['isolation']): number[] {
  const own = pins.filter((pin) => pin.isolation === isolation);
  const most = own.reduce((number, pin) => Math.max(number, pin.number), 0);
  const fill = Array.from({ length: most }, () => 0);
  for (const pin of own) if (!pin.retired) fill[pin.number - 1] = (fill[pin.number - 1] ?? 0) + 1;
  return fill;
}

function pinDedicated(
  placement: Placement,
  tenants: readonly Tenant[],
  neighbours: readonly TenantPin[],
): readonly TenantPin[] {
  const fill = fillOf(neighbours, 'dedicated');
  const size = placement.shardSize ?? defaultShardSize;
  return tenants
    .filter((tenant) => tenant.isolation === 'dedicated')
    .map((tenant) => {
      const number = proposeShard(tenant.id, fill, size);
      fill[number - 1] = (fill[number - 1] ?? 0) + 1;
      return newPin(placement, tenant, number);
    });
}

/** Pools fill one after the other: a new tenant goes to the last one, or opens the next. */
function pinShared(
  placement: Placement,
  tenants: readonly Tenant[],
  neighbours: readonly TenantPin[],
  byId: ReadonlyMap<string, Tenant>,
): readonly TenantPin[] {
  let number = Math.max(1, fillOf(neighbours, 'shared').length);
  let sharing = neighbours
    .filter((pin) => pin.isolation === 'shared' && pin.number === number && !pin.retired)
    .flatMap((pin) => byId.get(pin.id) ?? []);
  return tenants
    .filter((tenant) => tenant.isolation === 'shared')
    .map((tenant) => {
      const full = sharing.length > 0 && !takesMore(proposedPool(placement, number, [...sharing, tenant]));
      sharing = full ? [tenant] : [...sharing, tenant];
      if (full) number += 1;
      return newPin(placement, tenant, number);
    });
}

/** A pin learns three things only: the key that a tenant brings later, Object Lock, and that the tenant has retired. */
function grown(pin: TenantPin, tenant: Tenant | undefined): TenantPin {
  if (tenant === undefined) return pin;
  const keyArn = pin.keyArn ?? (tenant.key.owner === 'tenant' ? tenant.key.arn : undefined);
  return {
    ...pin,
    ...(keyArn !== undefined && { keyArn }),
    ...(asksForLock(tenant) && { objectLock: true }),
    retired: pin.retired || tenant.state === 'retired',
  };
}

function newPin(placement: Placement, tenant: Tenant, number: number): TenantPin {
  const keyArn = broughtKeyArn(tenant);
  return {
    id: tenant.id,
    placement: placement.name,
    isolation: tenant.isolation,
    number,
    keyOwner: keyOwnerOf(tenant),
    constructId: tenantConstructId(tenant),
    bucketName:
      tenant.isolation === 'dedicated' ? dedicatedBucketName(placement, tenant) : poolBucketName(placement, number),
    ...(keyArn !== undefined && { keyArn }),
    ...(asksForLock(tenant) && { objectLock: true }),
    retired: tenant.state === 'retired',
  };
}

function proposePlacements(
  placements: readonly Placement[],
  tenants: readonly TenantPin[],
  pinned: readonly PlacementPin[],
): readonly PlacementPin[] {
  const used = new Set(tenants.map((pin) => pin.placement));
  const known = new Set(pinned.map((one) => one.name));
  const added = placements.filter((one) => used.has(one.name) && !known.has(one.name)).map(toPin);
  return [...pinned, ...added].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toPin({ name, accountId, region, partition, namePrefix, rolePath }: Placement): PlacementPin {
  return { name, accountId, region, partition, namePrefix, rolePath };
}
