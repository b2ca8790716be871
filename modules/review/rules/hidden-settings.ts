import type { Fact } from '../../core';
import { sameValue } from '../../evaluation';
import type { ResourceChange } from '../../plan';

/** Something of a thing that cannot be judged. */
export interface Doubt {
  readonly of: string;
  readonly why: string;
}

/** Arguments that say what is judged, by what it is called. */
const argumentsOf: { readonly [of: string]: readonly string[] } = {
  'default encryption': ['rule', 'server_side_encryption_configuration'],
  'default key': ['rule', 'server_side_encryption_configuration'],
  'Bucket Key': ['rule', 'server_side_encryption_configuration'],
  'public access': ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'],
  state: ['is_enabled', 'enabled'],
  rotation: ['enable_key_rotation', 'key_rotation_enabled'],
  grantee: ['grantee_principal'],
  operations: ['operations'],
  constraint: ['constraints'],
};

const ofOthers = /ownership_controls|versioning|replication|inventory|logging/;

/** What is hidden before and after looks the same, though the plan changes it. */
export function hiddenSettings<T>(
  { changes }: { readonly changes: readonly ResourceChange[] },
  [before, after]: readonly [T | undefined, T | undefined],
  settings: { readonly [of: string]: (one: T) => Fact<unknown> | undefined },
): readonly Doubt[] {
  if (before === undefined || after === undefined) return [];
  return Object.entries(settings).flatMap(([of, read]) => {
    const [was, is] = [read(before), read(after)];
    if (!is || is.known || is.symbol !== undefined || !sameValue(was, is)) return [];
    return isEdited(changes, argumentsOf[of] ?? []) ? [{ of, why: is.why }] : [];
  });
}

function isEdited(changes: readonly ResourceChange[], names: readonly string[]): boolean {
  return changes.some(({ type, changed }) => !ofOthers.test(type) && names.some((one) => changed.includes(one)));
}
