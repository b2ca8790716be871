import type { CompiledPolicy, CompiledStatement, Naming, NamingRange, Reason, RequestView } from '../model';
import { no, yes } from '../truth';
import { allowReason, denyReason, doubtReason } from './reasons';

/** The denies that bite and those that cannot be judged. */
export interface Denies {
  readonly certain: Reason[];
  readonly doubtful: Reason[];
}

/** What the policies of one side allow for sure and what they may allow. */
export interface Side {
  readonly certain: readonly Reason[];
  readonly doubtful: readonly Reason[];
}

/** An Allow of a resource policy (or a grant) with the way in which it names the caller. */
export interface NamedAllow extends NamingRange {
  readonly reason: Reason;
}

export const emptySide: Side = { certain: [], doubtful: [] };

/** Asks every statement of policies that name nobody: all must run, so that the reasons are complete. */
export function scanSide(policies: readonly CompiledPolicy[], request: RequestView, denies: Denies): Side {
  const certain: Reason[] = [];
  const doubtful: Reason[] = [];
  for (const policy of policies) {
    for (const statement of policy.statements) {
      const truth = statement.applies(request);
      if (truth === no) continue;
      if (statement.effect === 'Deny') addDeny(statement, truth === yes, request, denies);
      else if (truth === yes) certain.push(allowReason(statement, request));
      if (truth !== yes && canAllow(statement)) doubtful.push(doubtReason(statement, request));
    }
  }
  return { certain, doubtful };
}

/** Asks every statement of a policy that names principals. */
export function scanResourcePolicy(
  policy: CompiledPolicy,
  request: RequestView,
  denies: Denies,
): readonly NamedAllow[] {
  const allows: NamedAllow[] = [];
  for (const statement of policy.statements) {
    const truth = statement.applies(request);
    if (truth === no) continue;
    const naming = statement.principals?.names(request) ?? nobody;
    if (naming.possible === 0) continue;
    const sure = truth === yes && naming.certain > 0;
    if (statement.effect === 'Deny') addDeny(statement, sure, request, denies);
    if (canAllow(statement)) allows.push(namedAllow(statement, sure ? naming.certain : 0, naming.possible, request));
  }
  return allows;
}

/** Only denies of resource control policies count. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
export function scanDenies(policies: readonly CompiledPolicy[], request: RequestView, denies: Denies): void {
  for (const policy of policies) scanResourcePolicy(policy, request, denies);
}

const nobody: NamingRange = { certain: 0, possible: 0 };

/** An allow, or something that cannot be told from one. */
function canAllow({ effect, mayAllow }: CompiledStatement): boolean {
  return effect === 'Allow' || mayAllow === true;
}

function namedAllow(statement: CompiledStatement, certain: Naming, possible: Naming, request: RequestView): NamedAllow {
  const reason = certain > 0 ? allowReason(statement, request, certain) : doubtReason(statement, request);
  return { certain, possible, reason };
}

function addDeny(statement: CompiledStatement, sure: boolean, request: RequestView, denies: Denies): void {
  if (sure) denies.certain.push(denyReason(statement, request));
  else denies.doubtful.push(doubtReason(statement, request));
}
