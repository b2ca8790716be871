import type { Pins, TenantMove } from './pins';
import type { Tenant } from './tenant';

/** What one stack of an environment holds, takes over and lets go. */
export interface StackPlan {
  readonly kind: 'shard' | 'pool';
  readonly placement: string;
  readonly number: number;
  readonly tenants: readonly Tenant[];
  /** Taken out of terraform's hands, with all they have. */
  readonly retired: readonly Tenant[];
  readonly arrivals: readonly TenantMove[];
  readonly departures: readonly TenantMove[];
}

/** `prod-shard-eu-west-1-3`: the name of a stack is the name of its state, so it is a contract. */
export function stackName(environment: string, plan: Pick<StackPlan, 'kind' | 'placement' | 'number'>): string {
  return `${environment}-${plan.kind}-${plan.placement}-${String(plan.number)}`;
}

/** Every shard and pool in which somebody was ever pinned; a stack that falls away would leave its state behind. */
export function planStacks(tenants: readonly Tenant[], pins: Pins): readonly StackPlan[] {
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const plans = new Map<string, StackPlan>();
  const at = (kind: StackPlan['kind'], placement: string, number: number): StackPlan =>
    plans.get(stackName('', { kind, placement, number })) ?? emptyPlan(kind, placement, number);
  const put = (plan: StackPlan): void => void plans.set(stackName('', plan), plan);
  for (const pin of pins.tenants) {
    const kind = pin.isolation === 'dedicated' ? 'shard' : 'pool';
    const plan = at(kind, pin.placement, pin.number);
    const tenant = byId.get(pin.id);
    const list = tenant?.state === 'retired' ? 'retired' : 'tenants';
    put({ ...plan, ...(tenant !== undefined && { [list]: [...plan[list], tenant] }) });
    const move = pins.moves.find((one) => one.id === pin.id);
    if (move === undefined) continue;
    const source = at(kind, pin.placement, move.from);
    put({ ...source, departures: [...source.departures, move] });
    if (tenant === undefined || tenant.state === 'retired') continue;
    const target = at(kind, pin.placement, move.to);
    put({ ...target, arrivals: [...target.arrivals, move] });
  }
  return [...plans.values()].sort(inOrder);
}

function emptyPlan(kind: StackPlan['kind'], placement: string, number: number): StackPlan {
  return { kind, placement, number, tenants: [], retired: [], arrivals: [], departures: [] };
}

function inOrder(a: StackPlan, b: StackPlan): number {
  if (a.placement !== b.placement) return a.placement < b.placement ? -1 : 1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.number - b.number;
}
