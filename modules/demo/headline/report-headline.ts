import { billOf } from './bill';
import { kmsRequestPrice, type KmsRequestPrice } from './prices';
import type { Headline } from './run-headline';

/** A way to run the published trace, and what it came to. */
export interface TraceReport {
  readonly name: string;
  /** Requests to KMS, by operation. */
  readonly calls: { readonly [operation: string]: number };
  readonly events: number;
  readonly usdPerMillion: number;
}

/** A point of the sweep, and what it came to. */
export interface SweepReport {
  readonly name: string;
  readonly requests: number;
  readonly kmsRequests: number;
  /** Of the requests to KMS without a Bucket Key; below nothing where a Bucket Key asks more often. */
  readonly savedShare: number;
}

/** What was metered, at list price. */
export interface HeadlineReport {
  readonly trace: readonly TraceReport[];
  readonly sweep: readonly SweepReport[];
  readonly price: KmsRequestPrice;
}

export function reportHeadline({ trace, sweep }: Headline): HeadlineReport {
  return {
    trace: trace.map(({ name, metered }) => {
      const { usdPerMillion, events } = billOf(metered);
      return { name, calls: metered.calls, events, usdPerMillion };
    }),
    sweep: sweep.map(({ name, metered, savedShare }) => {
      return { name, requests: metered.requests, kmsRequests: billOf(metered).kmsRequests, savedShare };
    }),
    price: kmsRequestPrice(),
  };
}
