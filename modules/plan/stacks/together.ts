import { known, type Fact } from '../../core';

/** Several facts as one: unknown as soon as one of them is. */
export function together<T>(facts: readonly Fact<T>[]): Fact<readonly T[]> {
  const values: T[] = [];
  for (const fact of facts) {
    if (!fact.known) return fact;
    values.push(fact.value);
  }
  return known(values);
}
