import { evaluateCases } from '../../../modules/evaluation';
import { naiveEvaluate, type Verdict } from '../naive-evaluator';
import { reduce } from './reduce';

/** A case on which engine and naive evaluator differ, as small as it gets. */
export interface Disagreement {
  readonly case: unknown;
  readonly engine: string;
  readonly naive: string;
}

/** Whether the two differ on a case. */
export function disagree(theCase: unknown): boolean {
  const [result] = evaluateCases({ cases: [theCase] }).report.results;
  return result === undefined || !agree(result, naiveEvaluate(theCase));
}

/** The smallest case on which the two still differ. */
export function explainDisagreement(theCase: unknown): Disagreement {
  const smallest = reduce(theCase, differ);
  const [result] = evaluateCases({ cases: [smallest] }).report.results;
  const { decision, deciding } = naiveEvaluate(smallest);
  return {
    case: smallest,
    engine: [result?.decision, ...(result?.reasons ?? []).filter(isDenial).map(denial)].join(', '),
    naive: [decision, ...deciding.map((one) => `${denial(one)} (${one.holds})`)].join(', '),
  };
}

function differ(theCase: unknown): boolean {
  try {
    return disagree(theCase);
  } catch {
    return false;
  }
}

type Result = ReturnType<typeof evaluateCases>['report']['results'][number];
type Reason = Result['reasons'][number];

/**
 * The decisions are the same; for an explicit deny the engine names all that denies for certain, and beyond that at most
 * what may deny.
 */
function agree({ decision, reasons }: Result, naive: Verdict): boolean {
  if (decision !== naive.decision) return false;
  if (decision !== 'explicitDeny') return true;
  const named = new Set(reasons.filter(isDenial).map(denial));
  const sure = naive.deciding.filter(({ holds }) => holds === 'yes').map(denial);
  const possible = new Set(naive.deciding.map(denial));
  return sure.every((one) => named.has(one)) && [...named].every((one) => possible.has(one));
}

function isDenial({ effect, policy }: Reason): boolean {
  return effect === 'Deny' && policy !== 'implicit';
}

interface Denial {
  readonly policy: string;
  readonly statement?: string | undefined;
  readonly leg?: number;
}

function denial({ policy, statement, leg }: Denial): string {
  return policy === 'publicAccessBlock'
    ? `${policy} of leg ${leg ?? 0}`
    : `${policy} ${statement ?? ''} of leg ${leg ?? 0}`;
}
