import fc from 'fast-check';

/** One of the values, each as often as its weight says; shrinks towards the first. */
export function weighted<const T>(...choices: readonly (readonly [weight: number, value: T])[]): fc.Arbitrary<T> {
  return fc.constantFrom(...choices.flatMap(([weight, value]) => Array.from({ length: weight }, () => value)));
}

/** A value of the arbitrary, or nothing, as often as the weights say; nothing costs nothing. */
export function sometimes<T>(never: number, often: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: never, arbitrary: fc.constant(undefined) }, { weight: often, arbitrary });
}

/** The value at a place of a list, counted around. */
export function pick<T>(values: readonly [T, ...T[]], at: number): T {
  return values[at % values.length] ?? values[0];
}
