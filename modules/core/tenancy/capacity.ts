import { bucketPolicyLimitBytes } from '../policy/canonical';
import { countRoles } from './limits';
import type { NamedEnvironment } from './name-collisions';
import type { TenantPin } from './pins';
import { defaultShardSize } from './pins-shards';
import { stackName } from './pins-stacks';
import { poolPolicySizeBytes } from './pool';
import { proposedPool, tenantsThatStillFit } from './pool-capacity';

/** How full a stack or an account is. */
export interface Capacity {
  /** A stack by its name, or an account by its id. */
  readonly of: string;
  readonly unit: 'tenants' | 'bytes of policy' | 'roles';
  readonly used: number;
  readonly limit: number;
  /** How many tenants live there. */
  readonly tenants: number;
  /** How many more fit: of a pool, tenants like those that are there. @default it is not a matter of tenants */
  readonly more?: number;
}

/** Every shard, every pool and every account, by what it is full of first. */
export function capacitiesOf(environments: readonly NamedEnvironment[]): readonly Capacity[] {
  return [
    ...environments.flatMap(stackCapacities),
    ...countRoles(environments).map(({ accountId, roles, quota }): Capacity => ({
      of: accountId,
      unit: 'roles',
      used: roles,
      limit: quota,
      tenants: environments.reduce((sum, one) => sum + tenantsIn(one, accountId), 0),
    })),
  ];
}

function tenantsIn({ placements, tenants }: NamedEnvironment, accountId: string): number {
  const there = new Set(placements.filter((one) => one.accountId === accountId).map((one) => one.name));
  return tenants.filter((one) => there.has(one.placement)).length;
}

function stackCapacities(environment: NamedEnvironment): readonly Capacity[] {
  const { name, pins } = environment;
  const stacks = new Map<string, TenantPin[]>();
  for (const pin of pins.tenants) {
    const stack = stackName(name, {
      kind: pin.isolation === 'dedicated' ? 'shard' : 'pool',
      placement: pin.placement,
      number: pin.number,
    });
    stacks.set(stack, [...(stacks.get(stack) ?? []), pin]);
  }
  return [...stacks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([stack, members]) => capacityOf(environment, stack, members));
}

function capacityOf(
  { placements, tenants }: NamedEnvironment,
  of: string,
  members: readonly TenantPin[],
): readonly Capacity[] {
  const [first] = members;
  const placement = placements.find((one) => one.name === first?.placement);
  if (first === undefined || placement === undefined) return [];
  const ids = new Set(members.filter((pin) => !pin.retired).map((pin) => pin.id));
  const living = tenants.filter((one) => ids.has(one.id));
  const there = { of, tenants: living.length };
  if (first.isolation === 'dedicated') {
    const limit = placement.shardSize ?? defaultShardSize;
    return [{ ...there, unit: 'tenants', used: living.length, limit, more: Math.max(0, limit - living.length) }];
  }
  const pool = proposedPool(placement, first.number, living);
  return [
    {
      ...there,
      unit: 'bytes of policy',
      used: poolPolicySizeBytes(pool),
      limit: bucketPolicyLimitBytes,
      more: tenantsThatStillFit(pool),
    },
  ];
}
