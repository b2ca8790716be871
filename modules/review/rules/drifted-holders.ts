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
  const changed = reviewed.principals.filter((pair) => isAbout(change, pair) && isOfData(reviewed, pair));
  if (changed.length === 0) return undefined;
  return `${listed(changed.map(({ id }) => principalName(id)))} may do other things now`;
}

/** A managed policy names nobody whose it is. */
function isAbout({ subject, type }: ResourceChange, { id }: PrincipalPair): boolean {
  return subject ? subject.id === id : type === 'aws_iam_policy';
}

function isOfData(reviewed: Reviewed, { id, before, after }: PrincipalPair): boolean {
  if (!before || !after || sameValue(before, after)) return false;
  return tenantOfHolder(reviewed, id) !== undefined || [before, after].some((one) => isHolder(one) && mayUseData(one));
}

function isHolder(principal: Principal): principal is Role | User {
  return principal.kind === 'role' || principal.kind === 'user';
}
