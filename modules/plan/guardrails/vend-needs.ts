import type { StackWorld } from '../stack-world';
import { deployerNeeds, type DeployedStack } from './deployer-needs';
import type { VendNeed } from './need';
import { tenantNeeds } from './tenant-needs';

/**
 * What a vend needs: the deployer makes and reads what the stacks hold, and the tenants' principals read and write. What
 * several resources ask alike is asked once.
 */
export function vendNeeds(
  { world, resources }: Pick<StackWorld, 'world' | 'resources'>,
  stacks: readonly DeployedStack[],
): readonly VendNeed[] {
  const needs = [...stacks.flatMap((stack) => deployerNeeds(resources, stack)), ...tenantNeeds(world)];
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}
