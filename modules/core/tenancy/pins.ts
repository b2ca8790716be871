import type { Tenant } from './tenant';

/** What of a placement is part of names and addresses, as it was when its first tenant was pinned. */
export interface PlacementPin {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly namePrefix: string;
  readonly rolePath: string;
}

/** Where a tenant lives and what it is called there, as decided once. */
export interface TenantPin {
  readonly id: string;
  readonly placement: string;
  readonly isolation: Tenant['isolation'];
  /** Which of the placement's shards, or of its pools, from 1. */
  readonly number: number;
  /** `platform`, or the account of the tenant that owns the key. */
  readonly keyOwner: string;
  /** The construct id that decides the addresses in terraform's state. */
  readonly constructId: string;
  readonly bucketName: string;
  /** Of a key that is not made here. @default made here, or not there yet */
  readonly keyArn?: string;
  /** That the bucket has Object Lock, which can never be turned off. @default it has none */
  readonly objectLock?: true;
  /** Whether the tenant is no longer managed here. */
  readonly retired: boolean;
}

/** One resource that changes its stack, and the id by which terraform imports it. */
export interface MovedResource {
  readonly address: string;
  readonly importId: string;
}

/** A dedicated tenant on its way from one shard to another: its pin names the target already. */
export interface TenantMove {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly resources: readonly MovedResource[];
}

/** All that was decided once about the tenants of an environment. */
export interface Pins {
  /** Sorted by name. */
  readonly placements: readonly PlacementPin[];
  /** Sorted by id. */
  readonly tenants: readonly TenantPin[];
  /** Moves that are not done yet, sorted by id. */
  readonly moves: readonly TenantMove[];
}

/** Of an environment in which nothing was ever pinned. */
export const noPins: Pins = { placements: [], tenants: [], moves: [] };

/** The account that owns a tenant's key, or `platform`. */
export function keyOwnerOf(tenant: Tenant): string {
  return tenant.key.owner === 'platform' ? 'platform' : tenant.key.accountId;
}

/** The key that a tenant brings; nothing when it is made here or not there yet. */
export function broughtKeyArn(tenant: Tenant): string | undefined {
  return tenant.key.owner === 'tenant' ? tenant.key.arn : tenant.adopt?.keyArn;
}

/** Whether the bucket of a tenant is to have Object Lock. */
export function asksForLock(tenant: Tenant): boolean {
  return tenant.isolation === 'dedicated' && tenant.lifecycle.objectLock !== undefined;
}
