import type { Fact, Workload } from '../core';
import { between, exactly, hull } from './amount';
import type { Amount } from './estimate';

/**
 * What is taken for granted of S3's Bucket Keys. AWS says that S3 keeps them for a limited time and not for how long, so
 * that each of these is a bound.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export interface BucketKeyModel {
  /** Seconds after which S3 asks KMS again, at the soonest. */
  readonly shortestLifetimeSeconds: number;
  /** Seconds after which it does so at the latest; `sliding`: never, while the key is in use. */
  readonly longestLifetimeSeconds: number | 'sliding';
  /** How many copies of S3's memory there are at most, each of which asks for itself. */
  readonly mostPartitions: number;
  /** Of how many Bucket Keys the objects are, at most, that one requester reads within one lifetime. */
  readonly mostGenerations: number;
}

/** Nothing forgotten while it is in use, up to everything forgotten each minute by each of two memories. */
export const defaultBucketKeyModel: BucketKeyModel = {
  shortestLifetimeSeconds: 60,
  longestLifetimeSeconds: 'sliding',
  mostPartitions: 2,
  mostGenerations: 10,
};

/** 730 hours, the month of AWS's own examples. */
const monthSeconds = 2_628_000;

/** KMS requests of a month: one for each object request, or what Bucket Keys leave of them. */
export function kmsRequests(workload: Workload, bucketKey: Fact<boolean> | 'noKms', model: BucketKeyModel): Amount {
  if (bucketKey === 'noKms') return exactly(0);
  const without = exactly(workload.readsPerMonth + workload.writesPerMonth);
  if (bucketKey.known && !bucketKey.value) return without;
  const within = requestsWithBucketKeys(workload, model);
  return bucketKey.known ? within : hull(without, within);
}

/**
 * At least one for each requester, spread evenly over the month; at most, each lifetime anew, one for what it writes and
 * one for every generation of what it reads. Never more than without.
 */
function requestsWithBucketKeys(
  { readsPerMonth, writesPerMonth, requesters }: Workload,
  model: BucketKeyModel,
): Amount {
  const most = requesters * windows(model.shortestLifetimeSeconds) * model.mostPartitions;
  const fewest = requesters * (model.longestLifetimeSeconds === 'sliding' ? 1 : windows(model.longestLifetimeSeconds));
  const high = Math.min(writesPerMonth, most) + Math.min(readsPerMonth, most * model.mostGenerations);
  return between(Math.min(readsPerMonth + writesPerMonth, fewest, high), high);
}

function windows(lifetimeSeconds: number): number {
  return Math.max(1, Math.ceil(monthSeconds / lifetimeSeconds));
}
