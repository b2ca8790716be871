import type { ChangeKind, ResourceChange, Subject } from '../facts';
import type { PlannedChange } from '../document/planned-change';

/** The subjects of the two sides, by address. */
export interface Subjects {
  readonly before: ReadonlyMap<string, Subject>;
  readonly after: ReadonlyMap<string, Subject>;
}

/** The changes with which anything happens. */
export function realChanges(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  return changes.filter((change) => kindOf(change) !== undefined);
}

/** What a plan does to managed resources, those left aside with which nothing happens. */
export function resourceChanges(changes: readonly PlannedChange[], subjects: Subjects): readonly ResourceChange[] {
  return changes.flatMap((change) => {
    const kind = change.mode === 'managed' ? kindOf(change) : undefined;
    if (!kind) return [];
    const { address, previousAddress, type, reason, replacePaths, changed, actions } = change;
    const subject = subjectOf(kind, address, subjects);
    return {
      address,
      ...(previousAddress !== undefined && { previousAddress }),
      type,
      kind,
      ...(kind === 'replace' && actions[0] === 'create' && { createsFirst: true }),
      replacedBecause: replacePaths,
      ...(reason !== undefined && { reason }),
      changed,
      ...(subject && { subject }),
    };
  });
}

const single: ReadonlyMap<string, ChangeKind> = new Map([
  ['create', 'create'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['forget', 'forget'],
]);

/**
 * Where the old one is forgotten rather than destroyed, one more is made.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
function kindOf({ actions, importing, previousAddress }: PlannedChange): ChangeKind | undefined {
  if (actions.length > 1) return actions.includes('forget') ? 'create' : 'replace';
  if (importing) return 'import';
  return single.get(actions[0] ?? '') ?? (previousAddress === undefined ? undefined : 'move');
}

/** Of what goes, the one that goes; else what it becomes. */
function subjectOf(kind: ChangeKind, address: string, { before, after }: Subjects): Subject | undefined {
  const goes = kind === 'replace' || kind === 'delete' || kind === 'forget';
  return goes ? (before.get(address) ?? after.get(address)) : (after.get(address) ?? before.get(address));
}
