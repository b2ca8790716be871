import type { Pool, PoolPrincipal, PoolTenant } from '../../modules/core';
import { accountId, deployment } from './tenancy';

export const poolBucket = 'corp-pool-1';

export function poolKeyArn(id: string): string {
  return `arn:aws:kms:eu-west-1:${accountId}:key/${id.padStart(36, '0')}`;
}

export function poolPrincipal(id: string, access: PoolPrincipal['access']): PoolPrincipal {
  return { kind: 'created', arn: `arn:aws:iam::${accountId}:role/tenants/corp-${id}-${access}`, access };
}

/** A tenant with a reader and a writer whose roles are made for it. */
export function poolTenant(id: string, changes: Partial<PoolTenant> = {}): PoolTenant {
  return {
    id,
    prefix: `${id}/`,
    keyArn: poolKeyArn(id),
    enforcement: 'standard',
    principals: [poolPrincipal(id, 'reader'), poolPrincipal(id, 'writer')],
    ...changes,
  };
}

export function poolOf(...tenants: readonly PoolTenant[]): Pool {
  return { placement: deployment, bucketName: poolBucket, tenants };
}
