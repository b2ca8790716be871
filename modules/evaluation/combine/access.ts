import type { Naming } from '../model';
import type { NamedAllow, Side } from './scan';
import type { Relation, Scope } from './scope';
import type { Sides } from './sides';

/** `certain` counts what surely allows, `possible` also what cannot be judged. */
export type Certainty = 'certain' | 'possible';

/** What each side says, at one level of certainty. A side that is not set says yes. */
interface Standing {
  readonly identity: boolean;
  /** Boundary and session policies. */
  readonly ceilings: boolean;
  readonly resource: Naming;
  readonly grant: Naming;
}

/** Which sides carry an access that came about. */
export interface Access {
  readonly identity: boolean;
  readonly ceilings: boolean;
  /** The weakest naming that counts; 0 when the resource policy does not carry it. */
  readonly resource: Naming;
  readonly grant: Naming;
}

/** Access comes about on one of several paths; `undefined` when none is open. */
type AccessRule = (standing: Standing) => Access | undefined;

/** Resource policy and identity policies are equals. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
const ordinaryRules: { readonly [relation in Relation]: AccessRule } = {
  same: (standing) => opened(ownAllow(standing), owned(standing), 0, standing),
  cross: (standing) => opened(ownAllow(standing) && standing.resource > 0, delegated(standing), 0, standing),
  none: ({ resource }) => (resource > 0 ? { identity: false, ceilings: false, resource: 1, grant: 0 } : undefined),
};

/** The resource policy is the root of all access. @see https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html */
const decidingRules: { readonly [relation in Relation]: AccessRule } = {
  same: (standing) => decided(owned(standing) || delegated(standing), standing),
  cross: (standing) => decided(delegated(standing), standing),
  none: ordinaryRules.none,
};

/** How the request comes to be allowed; `undefined` is an implicit deny. */
export function findAccess(sides: Sides, scope: Scope, relation: Relation, level: Certainty): Access | undefined {
  const endpoint = sides.endpoint === undefined || strongest(sides.endpoint, level) > 0;
  if (scope.closed !== undefined || !endpoint || !sides.organization.every((side) => allows(side, level)))
    return undefined;
  const rules = scope.resourceDecides ? decidingRules : ordinaryRules;
  return rules[relation]({
    identity: allows(sides.identity, level),
    ceilings: allows(sides.boundary, level) && allows(sides.session, level),
    resource: strongest(sides.resource, level),
    grant: strongest(sides.grants, level),
  });
}

/** A side that is not set limits nothing. */
export function allows(side: Side | undefined, level: Certainty): boolean {
  return side === undefined || side.certain.length > 0 || (level === 'possible' && side.doubtful.length > 0);
}

export function strongest(named: readonly NamedAllow[], level: Certainty): Naming {
  let most: Naming = 0;
  for (const one of named) {
    const naming = level === 'certain' ? one.certain : one.possible;
    if (naming > most) most = naming;
  }
  return most;
}

function ownAllow({ identity, ceilings }: Standing): boolean {
  return identity && ceilings;
}

/** A resource policy of the caller's own account: by name it is enough, by role the boundary and the session still bind. */
function owned({ resource, ceilings }: Standing): Naming {
  if (resource < 2) return 0;
  return ceilings ? 2 : resource === 3 ? 3 : 0;
}

function delegated(standing: Standing): Naming {
  return ownAllow(standing) && standing.resource > 0 ? 1 : 0;
}

/** A grant to a role or user is enough; one to an account leaves the say to that account's policies. */
function granted(standing: Standing): Naming {
  if (standing.grant >= 2) return 2;
  return standing.grant === 1 && ownAllow(standing) ? 1 : 0;
}

function decided(resource: Naming, standing: Standing): Access | undefined {
  const grant = granted(standing);
  return opened(resource === 1 || grant === 1, resource, grant, standing);
}

function opened(identity: boolean, resource: Naming, grant: Naming, { ceilings }: Standing): Access | undefined {
  if (!identity && resource === 0 && grant === 0) return undefined;
  return { identity, ceilings: ceilings && (identity || resource === 2), resource, grant };
}
