import type { Reason } from '../model';
import { denies, type LegDecision } from './legs';
import type { ObjectDecision } from './object-request';

/** Whether somebody has an access, and why. */
export interface Answer {
  readonly verdict: 'allow' | 'deny' | 'unknown';
  readonly reasons: readonly Reason[];
}

export function answerOfLeg(leg: LegDecision): Answer {
  return { verdict: denies(leg) ? 'deny' : leg.verdict === 'allow' ? 'allow' : 'unknown', reasons: leg.reasons };
}

/** Whatever does not end in access is a deny: a disabled key opens nothing, and no doubt about another leg changes that. */
export function answerOfRequest({ outcome, legs, refusal }: ObjectDecision): Answer {
  const verdict = outcome === 'allow' || outcome === 'unknown' ? outcome : 'deny';
  const telling = verdict === 'deny' ? legs.filter((leg) => leg.verdict !== 'unknown') : legs;
  const reasons = telling.flatMap((leg) => leg.reasons);
  return { verdict, reasons: refusal ? [...reasons, implicit(refusal.kind, refusal.message)] : reasons };
}

export function denied(subject: string, why: string): Answer {
  return { verdict: 'deny', reasons: [implicit(subject, why)] };
}

export function doubted(subject: string, why: string): Answer {
  return { verdict: 'unknown', reasons: [implicit(subject, why)] };
}

/** The best of several ways to one access: one that is open is enough; a way without an answer is none. */
export function bestOf(ways: readonly (() => Answer | undefined)[]): Answer {
  let best = noWay;
  for (const way of ways) {
    const answer = way();
    if (!answer) continue;
    if (answer.verdict === 'allow') return answer;
    if (best === noWay || (best.verdict === 'deny' && answer.verdict === 'unknown')) best = answer;
  }
  return best;
}

const noWay = denied('ways', 'there is no way to it');

function implicit(statement: string, why: string): Reason {
  return { policy: 'implicit', statement, effect: 'Deny', why };
}
