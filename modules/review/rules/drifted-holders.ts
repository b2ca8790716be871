import type { Principal, Role, User } from '../../core';
import { sameValue } from '../../evaluation';
import type { ResourceChange } from '../../plan';
import type { PrincipalPair, Reviewed } from '../reviewed';
import { listed, principalName } from '../words';
import { holdersOfHidden, isOfPolicies } from './hidden-policies';
import { mayUseData, tenantOfHolder } from './trust';

/** What became of roles and users whose policies somebody changed outside terraform; `undefined` where that is no matter of data. */
export function driftOfHolders(reviewed: Reviewed, change: ResourceChange): string | undefined {
  if (!isOfPolicies(change)) return undefined;
  const hidden = holdersOfHidden(reviewed, change);
  if (hidden.length > 0)
    return `what ${listed(hidden.map((arn) => principalName(arn)))} may do now cannot be told, because the policy is sensitive`;
  const changed = driftedHolders(reviewed).filter((pair) => isAbout(change, pair) && isOfData(reviewed, pair));
  if (changed.length === 0) return undefined;
  return `${listed(changed.map(({ id }) => principalName(id)))} may do other things now`;
}

type Drifted = Pick<PrincipalPair, 'id' | 'before' | 'after'>;

/** As the state remembered them, and as they were found. */
function driftedHolders({ before, remembered }: Reviewed): readonly Drifted[] {
  return [...before.world.principals].flatMap(([id, after]): readonly Drifted[] => {
    const old = remembered.world.principals.get(id);
    return old ? [{ id, before: old, after }] : [];
  });
}

/** A managed policy names nobody whose it is. */
function isAbout({ subject, type }: ResourceChange, { id }: Drifted): boolean {
  return subject ? subject.id === id : type === 'aws_iam_policy';
}

function isOfData(reviewed: Reviewed, { id, before, after }: Drifted): boolean {
  if (!before || !after || sameValue(before, after)) return false;
  return tenantOfHolder(reviewed, id) !== undefined || [before, after].some((one) => isHolder(one) && mayUseData(one));
}

function isHolder(principal: Principal): principal is Role | User {
  return principal.kind === 'role' || principal.kind === 'user';
}
