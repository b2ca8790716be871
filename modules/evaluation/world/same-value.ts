/** Whether two values of a world say the same; what is shared between two worlds is not looked into. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const theirs = new Map<string, unknown>(Object.entries(other));
  const mine = Object.entries(one);
  return (
    mine.length === theirs.size && mine.every(([key, value]) => theirs.has(key) && sameValue(value, theirs.get(key)))
  );
}

/** The names under which two maps differ. */
export function changedNames<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [name, value] of before) if (!after.has(name) || !sameValue(value, after.get(name))) changed.add(name);
  for (const name of after.keys()) if (!before.has(name)) changed.add(name);
  return changed;
}
