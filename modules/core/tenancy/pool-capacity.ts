import { bucketPolicyLimitBytes } from '../policy/canonical';
import { poolBucketName, tenantConstructId } from './names';
import type { Placement } from './placement';
import { poolPolicySizeBytes, poolShare, type Pool, type PoolTenant } from './pool';
import type { Tenant } from './tenant';

/** The part of a bucket policy that is left free, so that a pool's tenants can still be given principals. */
const poolReserve = 0.2;

/** Above it, the next pool is opened. */
const openBytes = bucketPolicyLimitBytes * (1 - poolReserve);

/** A pool is full by the bytes of its bucket policy, not by a number of tenants. */
export function takesMore(pool: Pool): boolean {
  return poolPolicySizeBytes(pool) <= openBytes;
}

/** A pool as it would be with these tenants, before their keys have ARNs; nobody is counted as suspended. */
export function proposedPool(placement: Placement, number: number, tenants: readonly Tenant[]): Pool {
  const shares = tenants.map((tenant): PoolTenant => ({
    ...poolShare(placement, tenant),
    prefix: `${tenantConstructId(tenant)}/`,
    keyArn: `arn:${placement.partition}:kms:${placement.region}:${placement.accountId}:key/mrk-${'0'.repeat(36)}`,
    suspended: false,
  }));
  return { placement, bucketName: poolBucketName(placement, number), tenants: shares };
}

/** How many more tenants like those that are there a pool takes before the next one is opened. */
export function tenantsThatStillFit(pool: Pool): number {
  const usedBytes = poolPolicySizeBytes(pool);
  const emptyBytes = poolPolicySizeBytes({ ...pool, tenants: [] });
  if (pool.tenants.length === 0) return 0;
  const shareBytes = (usedBytes - emptyBytes) / pool.tenants.length;
  return Math.max(0, Math.floor((openBytes - usedBytes) / shareBytes));
}
