import type { Review } from '../review';
import { withCommas } from './words';

/** Before, after, and what that makes; and one of these. */
type AmountChange = NonNullable<Review['cost']>['total'];
type Amount = AmountChange['after'];

/** `USD 1.20`, `USD 1.20 to 3.40`, or `unknown`: never a number that nobody knows. */
export function money(amount: Amount, currency: string): string {
  if (amount.kind === 'unknown') return 'unknown';
  return `${currency} ${range(amount, unsigned)}`;
}

/** With its sign, as a change is told: `+1.20`. */
export function moneyChange({ delta }: AmountChange): string {
  return delta.kind === 'unknown' ? 'unknown' : range(delta, signed);
}

/** Why a change is not known; `undefined` when it is. */
export function whyUnknown({ before, after, delta }: AmountChange): string | undefined {
  const [first] = [after, before, delta].flatMap((one) => (one.kind === 'unknown' ? [one.why] : []));
  return first;
}

function range({ low, high }: Extract<Amount, { kind: 'known' }>, say: (value: number) => string): string {
  const [from, to] = [say(low), say(high)];
  return from === to ? from : `${from} to ${to}`;
}

function signed(value: number): string {
  const text = unsigned(value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A thousandth of a cent is something, and not 0.00. */
function unsigned(value: number): string {
  const size = Math.abs(value);
  if (size > 0 && size < 0.01) return value < 0 ? '-0.00…' : '0.00…';
  const [whole = '0', cents = '00'] = size.toFixed(2).split('.');
  return `${value < 0 ? '-' : ''}${withCommas(Number(whole))}.${cents}`;
}
