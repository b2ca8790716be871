import type { Amount } from '../cost';

/** An amount of money for people: `1.00`, `1.00 to 3.00`, or `unknown`. */
export function moneyText(amount: Amount): string {
  if (amount.kind === 'unknown') return 'unknown';
  const [low, high] = [cents(amount.low), cents(amount.high)];
  return low === high ? low : `${low} to ${high}`;
}

/** What is too little to be shown is not shown as nothing. */
function cents(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.005) return value < 0 ? '> -0.01' : '< 0.01';
  return value.toFixed(2);
}
