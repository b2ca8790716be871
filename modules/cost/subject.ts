import type { Fact, Workload } from '../core';

/** A key that a tenant's data is encrypted under. */
export interface CostKey {
  /** A tenant that owns its key pays for it. */
  readonly owner: 'platform' | 'tenant';
  readonly rotationEnabled: Fact<boolean>;
}

/** What one tenant has that costs something. */
export interface CostSubject {
  readonly tenant: string;
  readonly region: string;
  /** Who gets the bill. @default not known; counts as one account with all others of which it is not known */
  readonly accountId?: string;
  readonly keys: readonly CostKey[];
  /** Whether new objects use a Bucket Key; `noKms` where no object asks KMS for anything. */
  readonly bucketKey: Fact<boolean> | 'noKms';
  /** @default nothing is declared, so what depends on it is unknown */
  readonly workload?: Workload;
}
