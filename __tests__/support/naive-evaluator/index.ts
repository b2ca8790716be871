/**
 * A second evaluator of the `tenant-buckets evaluate` case format, to be compared with the engine.
 *
 * It was written from the project's domain notes and design contract without sight of the engine, so the two fail
 * independently; it shares every error of the notes. It interprets the JSON anew each time and is slow on purpose.
 * Where the notes leave a choice, CHOICES.md beside this file says which reading was taken.
 */
import { isObject } from './json';
import { judgeLeg } from './leg-verdict';
import { readLegs } from './leg';
import type { Decision, Verdict } from './verdict';

export type { Deciding, Decision, Verdict } from './verdict';

/** A refusal that is sure comes before what cannot be told. */
const severity: readonly Decision[] = ['explicitDeny', 'implicitDeny', 'unknown', 'allow'];

/** Decides one case: allowed only if every leg is. */
export function naiveEvaluate(theCase: unknown): Verdict {
  const legs = isObject(theCase) ? readLegs(theCase).map(judgeLeg) : [];
  const decision = severity.find((one) => legs.some((leg) => leg.decision === one)) ?? 'unknown';
  return { decision, deciding: legs.flatMap(({ deciding }) => deciding) };
}
