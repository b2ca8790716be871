import { parseArn } from '../core';
import type { LegDecision } from '../evaluation';

/** The kinds of policies by which AWS names what refused. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const kinds: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^(service control|serviceControlPolicies)/i, 'service control policy'],
  [/^(resource control|resourceControlPolicies)/i, 'resource control policy'],
  [/^identity ?polic/i, 'identity-based policy'],
  [/^(permissionBoundaries|boundary)/, 'permissions boundary'],
  [/^(sessionPolicies|session policy)/, 'session policy'],
  [/^resource/, 'resource-based policy'],
];
const foreignKey =
  'the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

/** What AWS answers to somebody who is not allowed; who comes from another account hears no more than that. */
export function accessDeniedText(principal: string, leg: LegDecision, sameAccount: boolean): string {
  const { action, resource } = leg;
  const isKey = action.startsWith('kms:');
  const who = `User: ${principal} is not authorized to perform: ${action} on `;
  if (isKey && parseArn(resource)?.accountId !== parseArn(principal)?.accountId && resource !== '*') {
    return `${who}this resource because ${foreignKey}`;
  }
  if (!sameAccount) return 'Access Denied';
  return `${who}${isKey ? 'this resource' : `resource: "${resource}"`} ${whyOf(leg)}`;
}

function whyOf({ action, verdict, reasons }: LegDecision): string {
  const deny = verdict === 'explicitDeny' ? reasons.find(({ effect }) => effect === 'Deny') : undefined;
  if (deny) {
    const kind = kindOf(deny.policy) ?? 'resource-based policy';
    return `with an explicit deny in ${kind.startsWith('identity') ? 'an' : 'a'} ${kind}`;
  }
  const missing = reasons.filter(({ policy }) => policy === 'implicit').map(({ statement }) => kindOf(statement));
  const [kind = 'identity-based policy'] = kinds.map(([, name]) => name).filter((name) => missing.includes(name));
  return `because no ${kind} allows the ${action} action`;
}

function kindOf(policy: string): string | undefined {
  return kinds.find(([prefix]) => prefix.test(policy))?.[1];
}

/** Every reason of a decision in one line. */
export function reasonText(leg: LegDecision): string {
  return leg.reasons.map(({ policy, statement, why }) => `${policy} ${statement}: ${why}`).join('; ');
}
