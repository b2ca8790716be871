import type { Amount } from './estimate';

/** Money is kept to a millionth, so that sums carry no noise of binary fractions. */
const precision = 1_000_000;

/** An amount within bounds. */
export function between(low: number, high: number): Amount {
  return { kind: 'known', low: rounded(low), high: rounded(high) };
}

/** An amount that is known. */
export function exactly(value: number): Amount {
  return between(value, value);
}

/** An amount of which nothing can be said, and why. */
export function unknownAmount(why: string): Amount {
  return { kind: 'unknown', why };
}

export const nothing: Amount = exactly(0);

/** An amount times a factor that is not negative. */
export function times(amount: Amount, low: number, high = low): Amount {
  return amount.kind === 'known' ? between(amount.low * low, amount.high * high) : amount;
}

/** One amount and another; unknown as soon as one of them is. */
export function plus(a: Amount, b: Amount): Amount {
  if (a.kind === 'unknown') return a;
  return b.kind === 'unknown' ? b : between(a.low + b.low, a.high + b.high);
}

/** What remains of two amounts that have nothing to do with each other: bounds grow apart. */
export function minus(a: Amount, b: Amount): Amount {
  if (a.kind === 'unknown') return a;
  return b.kind === 'unknown' ? b : between(a.low - b.high, a.high - b.low);
}

export function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce(plus, nothing);
}

/** The least interval that holds both. */
export function hull(a: Amount, b: Amount): Amount {
  if (a.kind === 'unknown') return a;
  return b.kind === 'unknown' ? b : between(Math.min(a.low, b.low), Math.max(a.high, b.high));
}

export function isSame(a: Amount, b: Amount): boolean {
  if (a.kind === 'unknown' || b.kind === 'unknown')
    return a.kind === b.kind && 'why' in a && 'why' in b && a.why === b.why;
  return a.low === b.low && a.high === b.high;
}

function rounded(value: number): number {
  const scaled = Math.round(value * precision) / precision;
  // Beyond what can be scaled there are no millionths; and there is no minus zero.
  return Number.isFinite(scaled) ? scaled + 0 : value;
}
