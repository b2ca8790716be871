import type { Decision, DecisionInput, Naming, Reason } from '../model';
import { ResolvedRequest } from '../request/view';
import { missingReasons } from './missing';
import { implicitReason } from './reasons';
import { scopeOf } from './scope';
import { scanSides, type Sides } from './sides';
import { findAccess, type Access, type Certainty } from './access';
import { emptySide, type NamedAllow, type Side } from './scan';

/**
 * Decides one request as AWS does, with every reason. An explicit deny ends it; a deny that cannot be judged makes the
 * answer unknown; else access needs one path on which every side allows.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(input: DecisionInput): Decision {
  return weigh(input, 'unknown');
}

/**
 * The same for whoever asks only whether there is access. A deny that cannot be judged then matters only where something
 * may allow: where nothing may, it is no access however that deny turns out, and the reasons are what does not allow.
 */
export function decideAccess(input: DecisionInput): Decision {
  return weigh(input, 'implicitDeny');
}

/** `hopeless`: what a deny in doubt makes of a request that nothing may allow. */
function weigh(input: DecisionInput, hopeless: 'unknown' | 'implicitDeny'): Decision {
  const request = new ResolvedRequest(input);
  const scope = scopeOf(request, input);
  const sides = scanSides(input, request, scope);
  const { certain, doubtful } = sides.denies;
  if (certain.length > 0) return { decision: 'explicitDeny', reasons: certain };
  if (scope.relation === undefined) return { decision: 'unknown', reasons: [...doubtful, noAccount] };
  const access = findAccess(sides, scope, scope.relation, 'certain');
  if (access && doubtful.length === 0) return { decision: 'allow', reasons: carriers(sides, access) };
  if (access) return { decision: 'unknown', reasons: doubtful };
  const { relation } = scope;
  const missing = (level: Certainty) => missingReasons(sides, scope, relation, request, level);
  if (findAccess(sides, scope, relation, 'possible'))
    return { decision: 'unknown', reasons: [...doubtful, ...doubtfulAllows(sides), ...missing('certain')] };
  if (doubtful.length > 0 && hopeless === 'unknown')
    return { decision: 'unknown', reasons: [...doubtful, ...missing('certain')] };
  return { decision: 'implicitDeny', reasons: missing('possible') };
}

const noAccount = implicitReason(
  'resourceAccount',
  'Deny',
  'cannot judge whose resource it is: its ARN tells no account and resourceAccount is not given',
);

/** Every allow that carries the access. */
function carriers(sides: Sides, { identity, ceilings, resource, grant }: Access): readonly Reason[] {
  const reasons: Reason[] = [];
  if (identity) addAll(reasons, sides.identity);
  if (resource > 0) addNamed(reasons, sides.resource, resource);
  if (grant > 0) addNamed(reasons, sides.grants, grant);
  if (ceilings) addAll(reasons, sides.boundary ?? emptySide);
  if (ceilings) addAll(reasons, sides.session ?? emptySide);
  for (const level of sides.organization) addAll(reasons, level);
  if (sides.endpoint) addNamed(reasons, sides.endpoint, 1);
  return reasons;
}

/** One by one: a call with a spread of many thousand reasons would overflow the stack. */
function addAll(reasons: Reason[], { certain }: Side): void {
  for (const reason of certain) reasons.push(reason);
}

function addNamed(reasons: Reason[], allows: readonly NamedAllow[], least: Naming): void {
  for (const { certain, reason } of allows) if (certain >= least) reasons.push(reason);
}

/** What cannot even be told from a deny stands among the denies already. */
function doubtfulAllows(sides: Sides): readonly Reason[] {
  const plain = [sides.identity, sides.boundary, sides.session, ...sides.organization];
  const naming = [...sides.resource, ...sides.grants, ...(sides.endpoint ?? [])];
  const reasons = [
    ...plain.flatMap((side) => side?.doubtful ?? []),
    ...naming.filter(({ certain, possible }) => certain < possible).map(({ reason }) => reason),
  ];
  return reasons.filter(({ effect }) => effect === 'Allow');
}
