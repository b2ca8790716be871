import type { DiagnosticCode } from '../diagnostics/catalogue';
import { dedicatedBucketName, poolBucketName, tenantConstructId } from './names';
import { broughtKeyArn, keyOwnerOf, type PlacementPin, type TenantPin } from './pins';
import type { Placement } from './placement';
import type { Tenant } from './tenant';

/** A change that would make another bucket, key or role of one that holds data: synth refuses it. */
export interface RefusedChange<Pin, Now> {
  readonly what: string;
  readonly code: DiagnosticCode;
  readonly pinned: (pin: Pin) => string;
  readonly now: (now: Now, pin: Pin) => string;
  readonly fix: string;
}

/** A tenant as its file says it now, in its placement. */
export interface PlacedTenant {
  readonly tenant: Tenant;
  readonly placement: Placement;
}

const copyOver = 'vend a tenant of another id, copy the objects, then retire this one';

/** What a pinned tenant may not change, the first that hides the others first. */
export const refusedTenantChanges: readonly RefusedChange<TenantPin, PlacedTenant>[] = [
  {
    what: 'placement',
    code: 'TB2152',
    pinned: (pin) => pin.placement,
    now: ({ tenant }) => tenant.placement,
    fix: `put it back; to live elsewhere, ${copyOver}`,
  },
  {
    what: 'isolation',
    code: 'TB2153',
    pinned: (pin) => pin.isolation,
    now: ({ tenant }) => tenant.isolation,
    fix: `put it back; to live otherwise, ${copyOver}`,
  },
  {
    what: 'key owner',
    code: 'TB2154',
    pinned: (pin) => pin.keyOwner,
    now: ({ tenant }) => keyOwnerOf(tenant),
    fix: `put it back; for another owner, ${copyOver}`,
  },
  {
    what: 'key',
    code: 'TB2155',
    pinned: (pin) => pin.keyArn ?? 'made here',
    now: ({ tenant }, pin) => broughtKeyArn(tenant) ?? (pin.keyOwner === 'platform' ? 'made here' : 'not there yet'),
    fix: `put the ARN back; objects stay under the key they were written with, so for another key ${copyOver}`,
  },
  {
    what: 'bucket',
    code: 'TB2156',
    pinned: (pin) => pin.bucketName,
    now: ({ tenant, placement }, pin) =>
      pin.isolation === 'dedicated' ? dedicatedBucketName(placement, tenant) : poolBucketName(placement, pin.number),
    fix: 'put adopt back as it was: a tenant keeps the bucket that it has',
  },
  {
    what: 'construct id',
    code: 'TB2161',
    pinned: (pin) => pin.constructId,
    now: ({ tenant }) => tenantConstructId(tenant),
    fix: 'use the version of tenant-buckets that made the pin: this one would move every address',
  },
];

const otherPlacement = 'put it back, and add a placement of another name for new tenants';

/** What a placement in which somebody was pinned may not change. */
export const refusedPlacementChanges: readonly RefusedChange<PlacementPin, Placement>[] = [
  {
    what: 'account',
    code: 'TB2158',
    pinned: (pin) => pin.accountId,
    now: (placement) => placement.accountId,
    fix: otherPlacement,
  },
  {
    what: 'region',
    code: 'TB2158',
    pinned: (pin) => pin.region,
    now: (placement) => placement.region,
    fix: otherPlacement,
  },
  {
    what: 'partition',
    code: 'TB2158',
    pinned: (pin) => pin.partition,
    now: (placement) => placement.partition,
    fix: otherPlacement,
  },
  {
    what: 'name prefix',
    code: 'TB2159',
    pinned: (pin) => pin.namePrefix,
    now: (placement) => placement.namePrefix,
    fix: otherPlacement,
  },
  {
    what: 'role path',
    code: 'TB2160',
    pinned: (pin) => pin.rolePath,
    now: (placement) => placement.rolePath,
    fix: otherPlacement,
  },
];

/** A change that keeps bucket, key and grants, and how it is made. */
export interface SupportedChange {
  readonly what: string;
  readonly by: string;
}

/** What may change about a pinned tenant. */
export const supportedChanges: readonly SupportedChange[] = [
  { what: 'shard', by: 'tenant-buckets move TENANT --to SHARD' },
  { what: 'active to suspended', by: 'tenant-buckets tenant suspend TENANT' },
  { what: 'suspended to active', by: 'tenant-buckets tenant resume TENANT' },
  { what: 'active or suspended to retired', by: 'tenant-buckets tenant retire TENANT' },
  { what: 'the ARN of a tenant’s own key, once it is there', by: 'the file, then tenant-buckets pin' },
  { what: 'enforcement, principals, lifecycle, workload, residency, tags, key days', by: 'the file' },
  { what: 'the file that a tenant stands in', by: 'any editor' },
];
