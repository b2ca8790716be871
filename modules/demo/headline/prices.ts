import { publishedPrices, type PriceBook } from '../../cost';

/** What KMS asks for requests with a symmetric key, beyond the free ones of a month. */
export interface KmsRequestPrice {
  readonly usd: number;
  /** For so many. */
  readonly requests: number;
  readonly region: string;
  /** ISO 8601. */
  readonly asOf: string;
}

const region = 'us-east-1';

/** @throws Error when the price book has none for the region of the demo */
export function kmsRequestPrice(book: PriceBook = publishedPrices): KmsRequestPrice {
  const found = book.regions.get(region)?.kmsRequests;
  if (!found) throw new Error(`the price book has no price of KMS requests for ${region}`);
  return { usd: found.price, requests: found.per, region, asOf: book.date };
}
