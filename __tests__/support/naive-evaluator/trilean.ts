/** What can be said of a match: it holds, it does not, or the case does not tell. */
export type Trilean = 'yes' | 'no' | 'maybe';

/** Turns a plain answer into one of the three. */
export function sure(answer: boolean): Trilean {
  return answer ? 'yes' : 'no';
}

/** The opposite; what cannot be told stays so. */
export function not(value: Trilean): Trilean {
  if (value === 'maybe') return 'maybe';
  return value === 'yes' ? 'no' : 'yes';
}

/** Holds if all hold; one that does not is enough to refuse, whatever cannot be told. */
export function all(values: readonly Trilean[]): Trilean {
  if (values.includes('no')) return 'no';
  return values.includes('maybe') ? 'maybe' : 'yes';
}

/** Holds if one holds; one that does is enough, whatever cannot be told. */
export function some(values: readonly Trilean[]): Trilean {
  if (values.includes('yes')) return 'yes';
  return values.includes('maybe') ? 'maybe' : 'no';
}
