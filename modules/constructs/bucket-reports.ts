import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { filledFoundation, logBucketName, reportsBucketName, type Placement } from '../core';
import { AccessLogs } from './access-logs';
import { BucketInventory } from './bucket-inventory';

/**
 * Has S3 report on a vended bucket as its placement's foundation says; nothing without one. The foundation's buckets are
 * named by literals: their stack is deployed first, and no state is read.
 */
export function reportOn(
  scope: Construct,
  placement: Placement,
  bucketName: string,
  after: readonly ITerraformDependable[],
): void {
  if (placement.foundation === undefined) return;
  const { accessLogs, inventory } = filledFoundation(placement.foundation);
  if (accessLogs) {
    const target = { bucketName: logBucketName(placement), encryption: 'SSE-S3' } as const;
    new AccessLogs(scope, 'AccessLogs', { bucketName, target, after });
  }
  if (inventory === 'never') return;
  new BucketInventory(scope, 'Inventory', {
    placement,
    bucketName,
    reportsBucketName: reportsBucketName(placement),
    frequency: inventory,
    after,
  });
}
