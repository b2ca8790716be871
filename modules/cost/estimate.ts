/** A number that is known, known within bounds, or not known at all. */
export type Amount =
  | { readonly kind: 'known'; readonly low: number; readonly high: number }
  | { readonly kind: 'unknown'; readonly why: string };

export type CostItem =
  'kms-key' | 'kms-rotation' | 'kms-requests' | 'cloudtrail-events' | 's3-requests' | 's3-storage' | 's3-batch';

/** One thing that is paid for, for one tenant and one month. */
export interface CostLine {
  readonly tenant: string;
  readonly item: CostItem;
  /** For people: `KMS requests with Bucket Keys`. */
  readonly name: string;
  /** Such as `requests` or `GB-months`. */
  readonly unit: string;
  readonly quantity: Amount;
  /** In the estimate's currency. */
  readonly perMonth: Amount;
}

/** What tenants cost in a month. */
export interface Estimate {
  readonly currency: string;
  readonly prices: { readonly source: string; readonly date: string };
  readonly lines: readonly CostLine[];
  readonly total: Amount;
}

/** Before, after, and what that makes. */
export interface AmountChange {
  readonly before: Amount;
  readonly after: Amount;
  readonly delta: Amount;
}

/** One estimate subtracted from another. */
export interface CostDelta {
  readonly currency: string;
  readonly prices: { readonly source: string; readonly date: string };
  /** Lines that differ or are not known, in the order of tenants and items. */
  readonly lines: readonly (Pick<CostLine, 'tenant' | 'item' | 'name' | 'unit'> & AmountChange)[];
  readonly tenants: readonly ({ readonly tenant: string } & AmountChange)[];
  readonly total: AmountChange;
}
