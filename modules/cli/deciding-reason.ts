import type { Reason } from '../evaluation';

/** The statements that decide, in one line: all that carry an access, or the first that stands against it. */
export function decidingReason(verdict: 'allow' | 'deny' | 'unknown', reasons: readonly Reason[]): string {
  if (verdict === 'allow')
    return [...new Set(reasons.filter(({ effect }) => effect === 'Allow').map(place))].join(' + ');
  const denies = reasons.filter(({ effect }) => effect === 'Deny');
  const [first = reasons[0]] = [...denies.filter(isWritten), ...denies];
  if (!first) return 'nothing allows it';
  return isWritten(first) ? `${place(first)}: ${first.why}` : first.why;
}

/** Rules that stand in no document speak for themselves. */
function isWritten({ policy }: Reason): boolean {
  return policy !== 'implicit';
}

/** Where a reason stands; a grant is a statement by itself. */
function place({ policy, statement }: Reason): string {
  return policy.includes(`[${statement}]`) ? policy : `${policy}, ${statement}`;
}
