import type { Pins, TenantPin } from '../../modules/core';
import { noPins } from '../../modules/core';
import { accountId, acme, deployment } from './tenancy';

/** The pin of `acme` in shard 1 of `deployment`. */
export const acmePin: TenantPin = {
  id: acme.id,
  placement: deployment.name,
  isolation: 'dedicated',
  number: 1,
  keyOwner: 'platform',
  constructId: 'acme',
  bucketName: 'corp-acme',
  retired: false,
};

/** Pins of these tenants, all in `deployment`. */
export function pinsOf(...tenants: readonly TenantPin[]): Pins {
  const { name, region, partition, namePrefix, rolePath } = deployment;
  return { ...noPins, placements: [{ name, accountId, region, partition, namePrefix, rolePath }], tenants };
}
