/** How many dedicated tenants share a stack when the placement does not say. */
export const defaultShardSize = 50;

/**
 * The shard of a new tenant: the one that its id hashes to, the next one while that is full, a new one when all are.
 * Who lives in a shard already is never asked to leave. `fill` holds the tenants of shards 1, 2, … in this order.
 */
export function proposeShard(id: string, fill: readonly number[], shardSize: number): number {
  const start = fill.length === 0 ? 0 : hash(id) % fill.length;
  const inOrder = fill.map((_, index) => (start + index) % fill.length);
  const free = inOrder.find((index) => (fill[index] ?? 0) < shardSize);
  return (free ?? fill.length) + 1;
}

/** FNV-1a over code units: the same on every machine and in every version. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
