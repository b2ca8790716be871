import type { PriceBook } from './price-book';

/**
 * What AWS asks in US dollars. Other regions cost something else, so they are not here: a price book of one's own has them.
 * Storage costs less per gigabyte the more an account has, so that a tenant's share lies between the first step and the last.
 * @see https://aws.amazon.com/kms/pricing/
 * @see https://aws.amazon.com/s3/pricing/
 * @see https://aws.amazon.com/cloudtrail/pricing/
 */
export const publishedPrices: PriceBook = {
  currency: 'USD',
  source: 'AWS price list',
  date: '2026-10-03',
  freeKmsRequestsPerAccount: 20_000,
  regions: new Map([
    [
      'us-east-1',
      {
        kmsKeys: { price: 1, per: 1 },
        kmsRotations: { price: 1, per: 1 },
        kmsRequests: { price: 0.03, per: 10_000 },
        cloudTrailManagementEvents: { price: 2, per: 100_000 },
        cloudTrailDataEvents: { price: 0.1, per: 100_000 },
        s3PutRequests: { price: 0.005, per: 1_000 },
        s3GetRequests: { price: 0.0004, per: 1_000 },
        s3Storage: { price: 0.023, leastPrice: 0.021, per: 1 },
        s3BatchObjects: { price: 1, per: 1_000_000 },
        s3BatchJobs: { price: 0.25, per: 1 },
      },
    ],
  ]),
};
