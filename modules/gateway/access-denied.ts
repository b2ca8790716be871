import type { LegDecision } from '../evaluation';

/** The kinds of policies by which AWS names what refused. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const kinds: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^service control/i, 'a service control policy'],
  [/^serviceControlPolicies/, 'a service control policy'],
  [/^resource control/i, 'a resource control policy'],
  [/^resourceControlPolicies/, 'a resource control policy'],
  [/^(permissionBoundaries|boundary)/, 'a permissions boundary'],
  [/^(sessionPolicies|session policy)/, 'a session policy'],
  [/^(identityPolicies|identity polic)/, 'an identity-based policy'],
];

/** What AWS answers to somebody who is not allowed. */
export function accessDeniedText(principal: string, leg: LegDecision, sameAccount: boolean): string {
  if (!sameAccount) return 'Access Denied';
  const { action, resource } = leg;
  const what = action.startsWith('kms:') ? 'this resource' : `resource: "${resource}"`;
  const who = `User: ${principal} is not authorized to perform: ${action} on ${what}`;
  const deny = leg.verdict === 'explicitDeny' ? leg.reasons.find(({ effect }) => effect === 'Deny') : undefined;
  if (deny) return `${who} with an explicit deny in ${kindOf(deny.policy)}`;
  return `${who} because no identity-based policy allows the ${action} action`;
}

function kindOf(policy: string): string {
  return kinds.find(([prefix]) => prefix.test(policy))?.[1] ?? 'a resource-based policy';
}

/** Every reason of a decision in one line. */
export function reasonText(leg: LegDecision): string {
  return leg.reasons.map(({ policy, statement, why }) => `${policy} ${statement}: ${why}`).join('; ');
}
