import type { World } from '../../core';
import type { GatewaySettings } from '../settings';

/** Who shares a bucket-level key with a caller: a role's sessions under the same session policies, or nobody. */
export function requesterName(world: World, principal: string, scope: GatewaySettings['requesterScope']): string {
  const found = world.principals.get(principal);
  if (scope === 'session' || found?.kind !== 'session') return principal;
  const policies = found.sessionPolicies.known ? found.sessionPolicies.value.map(({ document }) => document) : [];
  return `${found.roleArn} ${policies.length === 0 ? '[]' : JSON.stringify(policies)}`;
}
