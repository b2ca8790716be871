import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import type { MovedResource, Pins, TenantPin } from './pins';
import { defaultShardSize } from './pins-shards';
import type { Placement } from './placement';

/** A move as it is asked for. */
export interface MoveRequest {
  readonly environment: string;
  readonly placements: readonly Placement[];
  readonly pins: Pins;
  readonly id: string;
  readonly to: number;
}

/** Why a tenant cannot be moved; nothing when it can. */
export function checkMove({ environment, placements, pins, id, to }: MoveRequest): readonly Diagnostic[] {
  const pin = pins.tenants.find((one) => one.id === id);
  const problem = pin === undefined ? notPinned : (obstacle(pins, pin, to) ?? shardProblem(placements, pins, pin, to));
  if (problem === undefined) return [];
  return [diagnostic('TB5104', { path: `${environment}/${id}`, ...problem })];
}

interface Problem {
  readonly message: string;
  readonly fix: string;
}

const notPinned: Problem = { message: 'the tenant is not pinned', fix: 'run tenant-buckets pin first' };

function obstacle(pins: Pins, pin: TenantPin, to: number): Problem | undefined {
  const pending = pins.moves.find((one) => one.id === pin.id);
  if (pending !== undefined)
    return {
      message: `the tenant is on its way from shard ${String(pending.from)} to ${String(pending.to)}`,
      fix: `deploy both stacks, then run tenant-buckets move ${pin.id} --done`,
    };
  if (pin.isolation === 'shared')
    return {
      message: `the tenant shares pool ${String(pin.number)}, and a prefix cannot leave its bucket`,
      fix: 'vend a tenant of another id and copy the objects',
    };
  if (pin.retired) return { message: 'the tenant has retired, so no stack has it', fix: 'leave it where it is' };
  if (pin.number === to)
    return { message: `the tenant lives in shard ${String(to)} already`, fix: 'name another shard' };
  return undefined;
}

function shardProblem(placements: readonly Placement[], pins: Pins, pin: TenantPin, to: number): Problem | undefined {
  const neighbours = pins.tenants.filter((one) => one.isolation === 'dedicated' && one.placement === pin.placement);
  const next = Math.max(...neighbours.map((one) => one.number)) + 1;
  if (to < 1 || to > next)
    return {
      message: `there is no shard ${String(to)} in placement ${pin.placement}`,
      fix: `name one from 1 to ${String(next)}; the last is new`,
    };
  const size = placements.find((one) => one.name === pin.placement)?.shardSize ?? defaultShardSize;
  const living = neighbours.filter((one) => one.number === to && !one.retired).length;
  if (living < size) return undefined;
  return { message: `shard ${String(to)} is full: ${String(living)} tenants live there`, fix: 'name another shard' };
}

/** The pins with a tenant in its new shard, and what terraform has to hand over. */
export function startMove({ pins, id, to }: MoveRequest, resources: readonly MovedResource[]): Pins {
  const from = pins.tenants.find((one) => one.id === id)?.number ?? to;
  const sorted = [...resources].sort((a, b) => (a.address < b.address ? -1 : 1));
  return {
    ...pins,
    tenants: pins.tenants.map((pin) => (pin.id === id ? { ...pin, number: to } : pin)),
    moves: [...pins.moves, { id, from, to, resources: sorted }].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** The pins without the move of a tenant, once both stacks are deployed. */
export function finishMove(pins: Pins, id: string): Pins {
  return { ...pins, moves: pins.moves.filter((one) => one.id !== id) };
}
