import { kmsRequestPrice } from './prices';

/** What the gateway counted while a workload ran. */
export interface Metered {
  /** Requests to S3. */
  readonly requests: number;
  /** Requests to KMS, by operation. */
  readonly calls: { readonly [operation: string]: number };
  /** Records that CloudTrail would have made of them. */
  readonly events: number;
}

/** What a workload costs at KMS. */
export interface Bill {
  readonly kmsRequests: number;
  /** At list price. */
  readonly usd: number;
  /** For a million requests to S3 of the same kind. */
  readonly usdPerMillion: number;
  readonly events: number;
}

export function billOf({ requests, calls, events }: Metered): Bill {
  const kmsRequests = Object.values(calls).reduce((sum, count) => sum + count, 0);
  const price = kmsRequestPrice();
  const usd = (kmsRequests * price.usd) / price.requests;
  return { kmsRequests, usd, usdPerMillion: requests === 0 ? 0 : (usd / requests) * 1_000_000, events };
}

/** Which share of the requests to KMS a Bucket Key saves, from 0 to 1. */
export function savedShare(without: Metered, under: Metered): number {
  const before = billOf(without).kmsRequests;
  return before === 0 ? 0 : 1 - billOf(under).kmsRequests / before;
}
