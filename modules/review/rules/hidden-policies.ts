import type { Fact, Principal } from '../../core';
import type { ResourceChange } from '../../plan';
import { placed, type Draft, type Mark } from '../draft';
import type { Reviewed } from '../reviewed';
import { listed, principalName } from '../words';

/** Policies of roles and users that the plan changes and does not show, before as after. */
export function hiddenPolicies(reviewed: Reviewed): readonly Draft[] {
  return reviewed.changes.flatMap((change) => {
    const holders = change.kind === 'update' && !isRepair(reviewed, change) ? holdersOfHidden(reviewed, change) : [];
    if (holders.length === 0) return [];
    return [
      {
        topic: 'unknown-value' as const,
        severity: 'medium' as const,
        message: `what ${listed(holders.map((arn) => principalName(arn)))} may do cannot be judged before the apply: the policy in ${change.address} changes and is sensitive`,
        fix: 'keep policies out of what is marked as sensitive, so that the plan shows them',
        about: holders.map((arn): Mark => `principal:${arn}`),
        ...placed(undefined, change.address),
      },
    ];
  });
}

/** What was changed outside terraform and is put back is told as that. */
function isRepair({ drift }: Reviewed, { address }: ResourceChange): boolean {
  return drift.some((one) => one.address === address && isOfPolicies(one));
}

const policyArguments = [
  'policy',
  'inline_policy',
  'assume_role_policy',
  'permissions_boundary',
  'managed_policy_arns',
];

/** Whether a change is one of what a role or user may do, or of who can become it. */
export function isOfPolicies({ type, changed }: ResourceChange): boolean {
  return type.startsWith('aws_iam_') && changed.some((argument) => policyArguments.includes(argument));
}

/** Whose policies stand in a resource that a plan does not show, neither before nor after. */
export function holdersOfHidden({ before, after }: Reviewed, change: ResourceChange): readonly string[] {
  if (!isOfPolicies(change)) return [];
  return [...after.world.principals].flatMap(([arn, principal]) => {
    const was = before.world.principals.get(arn);
    return hides(principal, change) && was && hides(was, change) ? [arn] : [];
  });
}

function hides(principal: Principal, { address }: ResourceChange): boolean {
  return documentsOf(principal).some(
    (document) => !document.known && document.why.startsWith(`${address}.`) && document.why.endsWith(' is sensitive'),
  );
}

function documentsOf(principal: Principal): readonly Fact<unknown>[] {
  if (principal.kind !== 'role' && principal.kind !== 'user') return [];
  const { identityPolicies, permissionsBoundary } = principal;
  return [
    ...(identityPolicies.known ? identityPolicies.value.map(({ document }) => document) : [identityPolicies]),
    ...(permissionsBoundary.known && permissionsBoundary.value !== 'none' ? [permissionsBoundary.value.document] : []),
    ...(principal.kind === 'role' ? [principal.trustPolicy] : []),
  ];
}
