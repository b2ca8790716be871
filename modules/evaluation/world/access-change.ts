import type { Answer } from './answer';
import type { AccessKind } from './asked-actions';

/** One access of one principal, before and after. */
export interface AccessChange {
  /** An ARN, a service, `anonymous`, `anyone else in ACCOUNT`, `anyone like PATTERN`, or `*` where a policy is not known. */
  readonly principal: string;
  /** Whose data or key it is. @default nobody's to whom something was vended */
  readonly tenant?: string;
  /** An ARN, with `*` for the objects that one stands for; `*` alone where a principal's policies are not known. */
  readonly resource: string;
  readonly kind: AccessKind;
  readonly action: string;
  readonly before: Answer;
  readonly after: Answer;
}

/** What changes between two worlds, and what cannot be told. */
export interface AccessComparison {
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  /** Accesses whose inputs changed and that are unknown on one side or on both. */
  readonly unknown: readonly AccessChange[];
}

/** Sorts changes by their direction; what is the same on both sides is none. */
export function sortChanges(changes: readonly AccessChange[]): AccessComparison {
  const sorted = [...changes].sort((one, other) => byText(order(one), order(other)));
  return {
    gained: sorted.filter(({ before, after }) => before.verdict === 'deny' && after.verdict === 'allow'),
    lost: sorted.filter(({ before, after }) => before.verdict === 'allow' && after.verdict === 'deny'),
    unknown: sorted.filter(({ before, after }) => before.verdict === 'unknown' || after.verdict === 'unknown'),
  };
}

function order({ tenant = '', principal, resource, action }: AccessChange): string {
  return [tenant, resource, principal, action].join('\n');
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}
