import type { Account } from './account';
import type { Bucket } from './bucket';
import type { Fact } from './fact';
import type { Grant, KmsKey } from './kms-key';
import type { Principal } from './principal';

/** What was vended to a tenant: its place and its key. */
export interface VendedTenant {
  readonly id: string;
  readonly bucket: string;
  /** With its closing slash. @default the whole bucket */
  readonly prefix?: string;
  readonly keyArn: Fact<string>;
}

/** Everything that decides who may reach whose data, at one moment. Nothing in it is ever changed in place. */
export interface World {
  /** By account id. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** By ARN, service principals by their name. */
  readonly principals: ReadonlyMap<string, Principal>;
  /** By name. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** By ARN. */
  readonly keys: ReadonlyMap<string, KmsKey>;
  /** By id. */
  readonly grants: ReadonlyMap<string, Grant>;
  /** By id. */
  readonly tenants: ReadonlyMap<string, VendedTenant>;
  /** Whether what is not listed does not exist; otherwise nothing is known of it. */
  readonly complete: boolean;
}

/** The things of a world in lists. */
export interface WorldParts {
  /** @default false: nothing is known of what is not listed */
  readonly complete?: boolean;
  readonly accounts?: readonly Account[];
  readonly principals?: readonly Principal[];
  readonly buckets?: readonly Bucket[];
  readonly keys?: readonly KmsKey[];
  readonly grants?: readonly Grant[];
  readonly tenants?: readonly VendedTenant[];
}

/** A world of the given things; of two things with one name the later stands. */
export function describeWorld(parts: WorldParts): World {
  return {
    accounts: keyed(parts.accounts, (one) => one.id),
    principals: keyed(parts.principals, (one) => one.arn),
    buckets: keyed(parts.buckets, (one) => one.name),
    keys: keyed(parts.keys, (one) => one.arn),
    grants: keyed(parts.grants, (one) => one.id),
    tenants: keyed(parts.tenants, (one) => one.id),
    complete: parts.complete ?? false,
  };
}

function keyed<T>(things: readonly T[] = [], keyOf: (thing: T) => string): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [keyOf(thing), thing]));
}
