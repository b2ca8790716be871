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
export function holdersOfHidden(reviewed: Reviewed, change: ResourceChange): readonly string[] {
  if (!isOfPolicies(change)) return [];
  const found = hiddenOf.get(reviewed) ?? hiddenIn(reviewed);
  hiddenOf.set(reviewed, found);
  const hides = (whys: readonly string[]) => whys.some((why) => why.startsWith(`${change.address}.`));
  return found.filter(({ before, after }) => hides(before) && hides(after)).map(({ arn }) => arn);
}

/** Somebody some of whose policies are sensitive, and why they are not known. */
interface Hidden {
  readonly arn: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Looked for once, whatever a plan changes. */
const hiddenOf = new WeakMap<Reviewed, readonly Hidden[]>();

function hiddenIn({ before, after }: Reviewed): readonly Hidden[] {
  return [...after.world.principals].flatMap(([arn, principal]): readonly Hidden[] => {
    const whys = hiddenPoliciesOf(principal);
    const was = whys.length > 0 ? before.world.principals.get(arn) : undefined;
    return was ? [{ arn, before: hiddenPoliciesOf(was), after: whys }] : [];
  });
}

function hiddenPoliciesOf(principal: Principal): readonly string[] {
  return documentsOf(principal).flatMap((document) =>
    !document.known && document.why.endsWith(' is sensitive') ? [document.why] : [],
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
