import { stableHash } from './stable-hash';

/** How many dedicated tenants share a stack when the placement does not say. */
export const defaultShardSize = 50;

/**
 * The shard of a new tenant: the one that its id hashes to, the next one while that is full, a new one when all are.
 * Who lives in a shard already is never asked to leave. `fill` holds the tenants of shards 1, 2, … in this order.
 */
export function proposeShard(id: string, fill: readonly number[], shardSize: number): number {
  const start = fill.length === 0 ? 0 : stableHash(id) % fill.length;
  const inOrder = fill.map((_, index) => (start + index) % fill.length);
  const free = inOrder.find((index) => (fill[index] ?? 0) < shardSize);
  return (free ?? fill.length) + 1;
}
