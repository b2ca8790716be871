import type { World } from '../../core';
import type { StackPlace } from '../stack-place';
import { deployerNeeds } from './deployer-needs';
import type { VendNeed } from './need';
import { tenantNeeds } from './tenant-needs';

/**
 * What a vend needs: the deployer makes and reads every bucket, key, grant and role, and the tenants' principals read
 * and write.
 */
export function vendNeeds(
  world: World,
  places: readonly (StackPlace & { readonly deployerArn: string })[],
): readonly VendNeed[] {
  return [...places.flatMap((place) => deployerNeeds(world, place)), ...tenantNeeds(world)];
}
