import type { Draft, Mark } from './draft';
import type { Topic } from './review';

/** A finding that tells the cause takes the place of those that tell its effects on the same thing. */
export interface Precedence {
  readonly topic: Topic;
  readonly over: readonly Topic[];
  /** What both are about. */
  readonly sharing: 'bucket' | 'key' | 'grant' | 'principal';
}

export const precedences: readonly Precedence[] = [
  {
    topic: 'bucket-deleted',
    over: [
      'encryption-weakened',
      'bucket-key-disabled',
      'context-flip',
      'enforcement-removed',
      'enforcement-weakened',
      'tls-not-required',
      'public-access',
      'unknown-value',
      'retention-weakened',
      'replication-outside',
    ],
    sharing: 'bucket',
  },
  { topic: 'bucket-replaced', over: ['retention-weakened'], sharing: 'bucket' },
  {
    topic: 'key-deleted',
    over: ['key-disabled', 'rotation-disabled', 'grant-removed', 'grant-replaced', 'policy-lockout', 'unknown-value'],
    sharing: 'key',
  },
  {
    topic: 'key-replaced',
    over: ['encryption-weakened', 'grant-removed', 'grant-replaced', 'key-disabled'],
    sharing: 'key',
  },
  { topic: 'encryption-weakened', over: ['bucket-key-disabled', 'context-flip'], sharing: 'bucket' },
  { topic: 'context-flip', over: ['grant-context-mismatch'], sharing: 'grant' },
  { topic: 'enforcement-removed', over: ['tls-not-required'], sharing: 'bucket' },
  { topic: 'public-access', over: ['access-gained'], sharing: 'key' },
  { topic: 'grant-unconstrained', over: ['grant-replaced'], sharing: 'grant' },
  { topic: 'grant-context-mismatch', over: ['grant-replaced'], sharing: 'grant' },
  { topic: 'grant-removed', over: ['dead-principal'], sharing: 'grant' },
];

/** The drafts that no other draft takes the place of. */
export function withoutEffects(drafts: readonly Draft[]): readonly Draft[] {
  const told = new Map<Topic, Set<Mark>>();
  for (const { topic, about } of drafts) {
    const marks = told.get(topic) ?? new Set<Mark>();
    for (const mark of about) marks.add(mark);
    told.set(topic, marks);
  }
  return drafts.filter((draft) => !precedences.some((one) => takesPlace(one, draft, told)));
}

function takesPlace(
  { topic, over, sharing }: Precedence,
  draft: Draft,
  told: ReadonlyMap<Topic, ReadonlySet<Mark>>,
): boolean {
  const marks = told.get(topic);
  return over.includes(draft.topic) && draft.about.some((mark) => mark.startsWith(`${sharing}:`) && marks?.has(mark));
}
