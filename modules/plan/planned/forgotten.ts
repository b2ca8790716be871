import { member, textOf } from '../document/fields';
import type { PlannedChange, Values } from '../document/planned-change';

/** By what AWS tells things of one type apart, as far as a plan shows it. */
const names = ['arn', 'bucket', 'key_id', 'role', 'user', 'name', 'policy_arn', 'grant_id', 'account_id'];

/**
 * What a plan only forgets, and AWS keeps as it is: by a `removed` block, or because a replacement does not destroy.
 * What another resource of the plan makes or takes over under the same name is that resource's from then on.
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export function forgottenChanges(changes: readonly PlannedChange[]): ReadonlySet<PlannedChange> {
  const forgotten = changes.filter(({ actions }) => actions.includes('forget'));
  if (forgotten.length === 0) return new Set();
  return new Set(forgotten.filter((one) => !changes.some((other) => isTakenOver(one, other))));
}

function isTakenOver({ type, before }: PlannedChange, other: PlannedChange): boolean {
  return type === other.type && before !== undefined && other.after !== undefined && namesAlike(before, other.after);
}

/** Whether two resources are told apart by no name that both show. */
function namesAlike(one: Values, other: Values): boolean {
  const pairs = names.map((name) => [textOf(member(one.values, name)), textOf(member(other.values, name))]);
  const shown = pairs.filter(([own, others]) => own !== undefined && others !== undefined);
  return shown.length > 0 && shown.every(([own, others]) => own === others);
}
