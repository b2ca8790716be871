import type { Amount, CostDelta } from '../../cost';
import type { Draft } from '../draft';
import { listed } from '../words';

/** A delta above the threshold, and one that nobody can tell. */
export function costChange(cost: CostDelta | undefined, threshold: number | undefined): readonly Draft[] {
  if (!cost || cost.lines.length === 0) return [];
  const { delta } = cost.total;
  if (delta.kind === 'unknown') return [unknownDelta(cost, delta.why)];
  if (threshold === undefined || delta.high <= threshold) return [];
  return [
    {
      topic: 'cost-change',
      severity: 'medium',
      message: `the plan costs ${amountText(delta, cost.currency)} more a month, above the ${money(threshold)} ${cost.currency} that pass without a look; most of it: ${dearest(cost)}`,
      fix: 'agree on the cost, or turn Bucket Keys on where requests make it',
      about: [],
    },
  ];
}

function unknownDelta({ tenants }: CostDelta, why: string): Draft {
  const open = tenants.filter(({ delta }) => delta.kind === 'unknown').map(({ tenant }) => tenant);
  return {
    topic: 'cost-change',
    severity: 'info',
    message: `what the plan costs is not known${open.length > 0 ? ` for ${listed(open)}` : ''}: ${why}`,
    fix: 'declare the workload in the tenant’s file',
    about: [],
  };
}

function dearest({ tenants, currency }: CostDelta): string {
  const known = tenants.flatMap(({ tenant, delta }) => (delta.kind === 'known' ? [{ tenant, delta }] : []));
  const sorted = known.sort((one, other) => other.delta.high - one.delta.high || (one.tenant < other.tenant ? -1 : 1));
  return listed(sorted.slice(0, 3).map(({ tenant, delta }) => `${tenant} ${amountText(delta, currency)}`));
}

function amountText({ low, high }: Extract<Amount, { kind: 'known' }>, currency: string): string {
  return money(low) === money(high) ? `${money(high)} ${currency}` : `${money(low)} to ${money(high)} ${currency}`;
}

function money(amount: number): string {
  return amount.toFixed(2);
}
