import type { DiagnosticCode } from '../diagnostics/catalogue';
import { dedicatedBucketName, poolBucketName, tenantConstructId } from './names';
import { asksForLock, broughtKeyArn, keyOwnerOf, type PlacementPin, type TenantPin } from './pins';
import type { Placement } from './placement';
import { stateChanges } from './state-changes';
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

/** A tenant's own key that came after its first pin: the pin has to learn it, and nothing has changed. */
export function bringsKeyFirst(tenant: Tenant, pin: TenantPin): boolean {
  return tenant.key.owner === 'tenant' && tenant.key.arn !== undefined && pin.keyArn === undefined;
}

function notBrought({ keyOwner }: TenantPin): string {
  return keyOwner === 'platform' ? 'made here' : 'not there yet';
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
    pinned: (pin) => pin.keyArn ?? notBrought(pin),
    now: ({ tenant }, pin) =>
      bringsKeyFirst(tenant, pin) ? notBrought(pin) : (broughtKeyArn(tenant) ?? notBrought(pin)),
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
    what: 'Object Lock',
    code: 'TB2181',
    pinned: (pin) => (pin.objectLock === true ? 'on' : 'off'),
    // To turn it on is a matter of the pin, not of a refusal.
    now: ({ tenant }, pin) => (pin.objectLock === true && asksForLock(tenant) ? 'on' : 'off'),
    fix: `put lifecycle.objectLock back; its mode and days may change. For a bucket without it, ${copyOver}`,
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

const pinnedFields = [
  ['account', 'TB2158', 'accountId'],
  ['region', 'TB2158', 'region'],
  ['partition', 'TB2158', 'partition'],
  ['name prefix', 'TB2159', 'namePrefix'],
  ['role path', 'TB2160', 'rolePath'],
] as const;

/** What a placement in which somebody was pinned may not change. */
export const refusedPlacementChanges: readonly RefusedChange<PlacementPin, Placement>[] = pinnedFields.map(
  ([what, code, field]) => ({
    what,
    code,
    pinned: (pin) => pin[field],
    now: (placement) => placement[field],
    fix: otherPlacement,
  }),
);

/** What else is refused, and stands in no pin to be compared with. */
export const otherRefusedChanges: readonly { readonly what: string; readonly code: DiagnosticCode }[] = [
  { what: 'id of a tenant', code: 'TB2151' },
  { what: 'an entry taken out', code: 'TB2151' },
  { what: 'retired to any other state', code: 'TB2157' },
  { what: 'adopt put in later, or taken out', code: 'TB2155' },
  { what: 'residency that leaves out where the tenant lies', code: 'TB2200' },
  { what: 'shard of a tenant that shares a pool, or has retired', code: 'TB5104' },
  { what: 'a placement taken out', code: 'TB2158' },
];

/** A change that keeps bucket, key and grants, and how it is made. */
export interface SupportedChange {
  readonly what: string;
  readonly by: string;
}

/** What may change about a pinned tenant. */
export const supportedChanges: readonly SupportedChange[] = [
  { what: 'shard', by: 'tenant-buckets move TENANT --to SHARD' },
  ...stateChanges.map(({ verb, from, to }) => ({
    what: `${from.join(' or ')} to ${to}`,
    by: `tenant-buckets tenant ${verb} TENANT`,
  })),
  { what: 'active or suspended to retiring, retiring to active', by: 'the file' },
  { what: 'the ARN of a tenant’s own key, once it is there', by: 'the file, then tenant-buckets pin' },
  { what: 'Object Lock from off to on, for what is written from then on', by: 'the file, then tenant-buckets pin' },
  { what: 'mode and days of Object Lock, for what is written from then on', by: 'the file' },
  { what: 'enforcement, principals, lifecycle, workload, residency, tags, key days', by: 'the file' },
  { what: 'what an adopted bucket keeps beside ours', by: 'the file of what was found, or adopt' },
  { what: 'the file that a tenant stands in', by: 'any editor' },
];
