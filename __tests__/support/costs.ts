import { known, type Workload } from '../../modules/core';
import type { Amount, CostSubject, PriceBook } from '../../modules/cost';

export const workload: Workload = {
  readsPerMonth: 9_000_000,
  writesPerMonth: 1_000_000,
  requesters: 2,
  storedGigabytes: 500,
};

/** A tenant with a key of the platform and a bucket with a Bucket Key. */
export const subject: CostSubject = {
  tenant: 'acme',
  region: 'us-east-1',
  accountId: '111122223333',
  keys: [{ owner: 'platform', rotationEnabled: known(true) }],
  bucketKey: known(true),
  workload,
};

/** Round prices of two things, so that a sum can be done in the head. */
export const roundPrices: PriceBook = {
  currency: 'EUR',
  source: 'a contract',
  date: '2026-01-01',
  freeKmsRequestsPerAccount: 1_000,
  regions: new Map([['eu-west-1', { kmsKeys: { price: 2, per: 1 }, kmsRequests: { price: 1, per: 1_000 } }]]),
};

export function amount(low: number, high = low): Amount {
  return { kind: 'known', low, high };
}
