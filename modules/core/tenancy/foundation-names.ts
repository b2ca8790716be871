import { bucketArn } from '../arn';
import { filledFoundation } from './foundation';
import type { Placement } from './placement';
import type { Tenant } from './tenant';

/** Where S3 delivers in a bucket of reports, each report with a slash at its end. */
export const reportPrefixes = { inventory: 'inventory/', storageLens: 'storage-lens/' } as const;

/** Where S3 delivers in a bucket of logs. */
export const accessLogPrefix = 'access/';

/** `prod-foundation-eu-west-1`: the name of a stack is the name of its state, so it is a contract. */
export function foundationStackName(environment: string, placement: Placement): string {
  return `${environment}-foundation-${placement.name}`;
}

/** The bucket for access logs of a placement. */
export function logBucketName(placement: Placement): string {
  return `${placement.namePrefix}-${filledFoundation(placement.foundation ?? {}).nameSuffixes.logs}`;
}

/** The bucket for reports of a placement. */
export function reportsBucketName(placement: Placement): string {
  return `${placement.namePrefix}-${filledFoundation(placement.foundation ?? {}).nameSuffixes.reports}`;
}

/**
 * The buckets on which S3 may report, as patterns of ARNs: all that begin with the placement's prefix, and those that
 * were taken over under a name of their own, of retired tenants as well.
 */
export function reportedBucketArns(placement: Placement, tenants: readonly Tenant[]): readonly string[] {
  const prefix = `${placement.namePrefix}-`;
  const adopted = tenants
    .filter((tenant) => tenant.placement === placement.name)
    .flatMap(({ adopt }) => (adopt === undefined || adopt.bucketName.startsWith(prefix) ? [] : [adopt.bucketName]));
  return [`${prefix}*`, ...new Set(adopted)].sort().map((name) => bucketArn(placement.partition, name));
}
