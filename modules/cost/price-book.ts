import { times, unknownAmount } from './amount';
import type { Amount } from './estimate';

/** What a price is of, by the name under which a price book has it, and how a message calls it. */
export const priced = {
  kmsKeys: 'customer managed keys a month',
  kmsRotations: 'rotations that are paid for a month',
  kmsRequests: 'KMS requests',
  cloudTrailManagementEvents: 'CloudTrail management events of a further copy',
  cloudTrailDataEvents: 'CloudTrail data events',
  s3PutRequests: 'S3 PUT, COPY, POST and LIST requests',
  s3GetRequests: 'S3 GET and other requests',
  s3Storage: 'S3 GB-months',
  s3BatchObjects: 'objects of S3 Batch Operations',
  s3BatchJobs: 'jobs of S3 Batch Operations',
} as const;

export type PriceName = keyof typeof priced;

export function isPriceName(name: string): name is PriceName {
  return Object.hasOwn(priced, name);
}

/** What so many of a thing cost. */
export interface Price {
  readonly price: number;
  readonly per: number;
  /** What as many cost an account that has most of them. @default the price does not depend on how many there are */
  readonly leastPrice?: number;
}

export type RegionPrices = { readonly [name in PriceName]?: Price };

/** Prices of one source, on one day. A region or a thing that is not in it is not known, and never free. */
export interface PriceBook {
  readonly currency: string;
  readonly source: string;
  /** ISO 8601. */
  readonly date: string;
  /** KMS requests of a month that an account has for nothing. @default none */
  readonly freeKmsRequestsPerAccount?: number;
  readonly regions: ReadonlyMap<string, RegionPrices>;
}

/** What so many of a thing cost in a region; unknown where the book has no such price, as where the quantity is. */
export function priceOf(name: PriceName, quantity: Amount | number, book: PriceBook, region: string): Amount {
  const amount: Amount = typeof quantity === 'number' ? { kind: 'known', low: quantity, high: quantity } : quantity;
  if (amount.kind === 'known' && amount.high === 0) return times(amount, 0);
  const prices = book.regions.get(region);
  if (prices === undefined) return unknownAmount(`the price book has no prices for ${region}`);
  const found = prices[name];
  if (found === undefined) return unknownAmount(`the price book has no price of ${priced[name]} for ${region}`);
  return times(amount, (found.leastPrice ?? found.price) / found.per, found.price / found.per);
}
