import { isSame, minus, nothing, sum, unknownAmount } from './amount';
import type { Amount, AmountChange, CostDelta, CostItem, CostLine, Estimate } from './estimate';

/**
 * What one estimate costs more than another; less is a minus. As much of the same thing makes no
 * difference, whatever it costs; a line that only one of them has is nothing in the other.
 */
export function subtract(before: Estimate, after: Estimate): CostDelta {
  const sameMoney = before.currency === after.currency;
  const lines = pairsOf(before, after).map((pair) => changedLine(pair, sameMoney ? undefined : money(before, after)));
  const shown = lines.filter(({ delta }) => delta.kind === 'unknown' || delta.low !== 0 || delta.high !== 0);
  const tenants = [...new Set(shown.map((one) => one.tenant))];
  return {
    currency: after.currency,
    prices: after.prices,
    lines: shown,
    tenants: tenants.map((tenant) => ({ tenant, ...together(lines.filter((one) => one.tenant === tenant)) })),
    total: together(lines),
  };
}

function money(before: Estimate, after: Estimate): Amount {
  return unknownAmount(`one estimate is in ${before.currency}, the other in ${after.currency}`);
}

interface Pair {
  readonly before?: CostLine;
  readonly after?: CostLine;
  /** Of the two that which names the line. */
  readonly words: CostLine;
}

const items: readonly CostItem[] = [
  'kms-key',
  'kms-rotation',
  'kms-requests',
  'cloudtrail-events',
  's3-requests',
  's3-storage',
  's3-batch',
];

/** In the order of tenants, those that are gone last, and of items. */
function pairsOf(before: Estimate, after: Estimate): readonly Pair[] {
  const [had, has] = [keyed(before.lines), keyed(after.lines)];
  const tenants = [...new Set([...after.lines, ...before.lines].map((one) => one.tenant))];
  const places = new Map(tenants.map((tenant, index) => [tenant, index]));
  const place = ({ words }: Pair) => (places.get(words.tenant) ?? 0) * items.length + items.indexOf(words.item);
  return [...new Set([...has.keys(), ...had.keys()])]
    .flatMap((key): readonly Pair[] => {
      const [old, now] = [had.get(key), has.get(key)];
      const words = now ?? old;
      return words === undefined ? [] : [{ ...(old && { before: old }), ...(now && { after: now }), words }];
    })
    .sort((a, b) => place(a) - place(b));
}

function keyed(lines: readonly CostLine[]): ReadonlyMap<string, CostLine> {
  return new Map(lines.map((one) => [JSON.stringify([one.tenant, one.item, one.unit]), one]));
}

type ChangedLine = CostDelta['lines'][number];

function changedLine({ before, after, words }: Pair, incomparable: Amount | undefined): ChangedLine {
  const { tenant, item, name, unit } = words;
  const change = { before: before?.perMonth ?? nothing, after: after?.perMonth ?? nothing };
  return { tenant, item, name, unit, ...change, delta: incomparable ?? difference(before, after, change) };
}

/** The same amount of the same thing makes no difference, also where an interval or no price stands for it. */
function difference(
  before: CostLine | undefined,
  after: CostLine | undefined,
  change: Omit<AmountChange, 'delta'>,
): Amount {
  const same =
    before !== undefined &&
    after !== undefined &&
    before.name === after.name &&
    after.quantity.kind === 'known' &&
    isSame(before.quantity, after.quantity) &&
    isSame(before.perMonth, after.perMonth);
  return same ? nothing : minus(change.after, change.before);
}

function together(lines: readonly AmountChange[]): AmountChange {
  return {
    before: sum(lines.map((one) => one.before)),
    after: sum(lines.map((one) => one.after)),
    delta: sum(lines.map((one) => one.delta)),
  };
}
