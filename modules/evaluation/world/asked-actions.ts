import { asList, isStringList } from '../language/json';
import { wildcardTest } from './wildcard';

/** The four kinds of access that a comparison speaks of. */
export type AccessKind = 'read' | 'write' | 'decrypt' | 'administer';

/** What is asked of every object, every bucket and every key, and what kind of access it is. */
export const askedActions = {
  object: [
    { kind: 'read', action: 's3:GetObject' },
    { kind: 'read', action: 's3:GetObjectVersion' },
    { kind: 'read', action: 's3:ListBucket' },
    { kind: 'write', action: 's3:PutObject' },
    { kind: 'write', action: 's3:DeleteObject' },
    { kind: 'write', action: 's3:DeleteObjectVersion' },
  ],
  bucket: [
    { kind: 'administer', action: 's3:PutBucketPolicy' },
    { kind: 'administer', action: 's3:DeleteBucketPolicy' },
    { kind: 'administer', action: 's3:PutBucketPublicAccessBlock' },
    { kind: 'administer', action: 's3:PutEncryptionConfiguration' },
    { kind: 'administer', action: 's3:PutLifecycleConfiguration' },
    { kind: 'administer', action: 's3:PutReplicationConfiguration' },
    { kind: 'administer', action: 's3:PutBucketVersioning' },
    { kind: 'administer', action: 's3:DeleteBucket' },
  ],
  key: [
    { kind: 'decrypt', action: 'kms:Decrypt' },
    { kind: 'administer', action: 'kms:PutKeyPolicy' },
    { kind: 'administer', action: 'kms:CreateGrant' },
    { kind: 'administer', action: 'kms:RevokeGrant' },
    { kind: 'administer', action: 'kms:DisableKey' },
    { kind: 'administer', action: 'kms:EnableKey' },
    { kind: 'administer', action: 'kms:ScheduleKeyDeletion' },
    { kind: 'administer', action: 'kms:CancelKeyDeletion' },
  ],
} as const satisfies { readonly [on: string]: readonly { readonly kind: AccessKind; readonly action: string }[] };

/** Nobody is asked about them by themselves, but whoever may do them is somebody who uses a key. */
const alsoUses = ['kms:encrypt', 'kms:generatedatakey'];
const asked = [
  ...Object.values(askedActions).flatMap((ones) => ones.map(({ action }) => action.toLowerCase())),
  ...alsoUses,
];
const bits: ReadonlyMap<string, ActionSet> = new Map(asked.map((action, bit) => [action, 1 << bit]));

/** Some of the asked actions, one bit each. */
export type ActionSet = number;

export const noActions: ActionSet = 0;
export const everyAction: ActionSet = 2 ** asked.length - 1;

export function overlap(one: ActionSet, other: ActionSet): boolean {
  return (one & other) !== 0;
}

/** Which of the asked actions an Action element may match; anything else than texts may match all. */
export function askedIn(element: unknown): ActionSet {
  const patterns = asList(element);
  if (!isStringList(patterns)) return everyAction;
  return patterns.reduce<ActionSet>((found, pattern) => found | matching(pattern), noActions);
}

function matching(pattern: string): ActionSet {
  const lower = pattern.toLowerCase();
  if (!/[*?]/.test(lower)) return bits.get(lower) ?? noActions;
  const test = wildcardTest(lower);
  return asked.reduce<ActionSet>((set, action, bit) => (test(action) ? set | (1 << bit) : set), noActions);
}
