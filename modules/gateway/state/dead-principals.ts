import { known, type Fact } from '../../core';
import { isJsonObject, type JsonObject } from '../json';
import type { GatewayState } from './gateway-state';
import { statementsOf } from './known-principals';

/**
 * A principal that is deleted stands in policies by its unique id from then on: who comes after it under the same name
 * is somebody else. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function buryPrincipal(state: GatewayState, arn: string, uniqueId: string): void {
  const { buckets, keys, grants } = state.live.world;
  const bury = (policy: Fact<unknown>): Fact<unknown> => buried(policy, arn, uniqueId);
  for (const bucket of buckets.values()) if (bury(bucket.policy) !== bucket.policy) state.texts.dropPolicy(bucket.name);
  state.live.change({
    buckets: mapped(buckets, (bucket) => ({ ...bucket, policy: bury(bucket.policy) })),
    keys: mapped(keys, (key) => ({ ...key, policy: bury(key.policy) })),
    grants: mapped(grants, (grant) => ({
      ...grant,
      granteePrincipal: known(nameAfter(grant.granteePrincipal, arn, uniqueId)),
    })),
  });
}

function nameAfter(grantee: Fact<string>, arn: string, uniqueId: string): string {
  if (!grantee.known) return uniqueId;
  return grantee.value === arn ? uniqueId : grantee.value;
}

function mapped<T>(table: ReadonlyMap<string, T>, change: (thing: T) => T): ReadonlyMap<string, T> {
  return new Map([...table].map(([name, thing]) => [name, change(thing)]));
}

/** The policy itself when it does not name the principal. */
function buried(policy: Fact<unknown>, arn: string, uniqueId: string): Fact<unknown> {
  if (!policy.known || !isJsonObject(policy.value) || !JSON.stringify(policy.value).includes(`"${arn}"`)) return policy;
  const statements = statementsOf(policy.value).map((statement) => renamed(statement, arn, uniqueId));
  return known({ ...policy.value, Statement: statements });
}

function renamed(statement: JsonObject, arn: string, uniqueId: string): JsonObject {
  const replace = (element: unknown): unknown => {
    if (Array.isArray(element)) return element.map(replace);
    return element === arn ? uniqueId : element;
  };
  const within = (principal: unknown): unknown =>
    isJsonObject(principal) && 'AWS' in principal ? { ...principal, AWS: replace(principal['AWS']) } : principal;
  return Object.fromEntries(
    Object.entries(statement).map(([name, element]) => [
      name,
      name === 'Principal' || name === 'NotPrincipal' ? within(element) : element,
    ]),
  );
}
