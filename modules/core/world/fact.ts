/** A value that is not known, for instance before an apply, and why. */
export interface Unknown {
  readonly known: false;
  readonly why: string;
  /** What it will be, by name: two unknown facts of one symbol are the same value. */
  readonly symbol?: string;
}

/** A value of the world that may not be known yet. */
export type Fact<T> = { readonly known: true; readonly value: T } | Unknown;

export function known<T>(value: T): Fact<T> {
  return { known: true, value };
}

export function unknown(why: string, symbol?: string): Unknown {
  return symbol === undefined ? { known: false, why } : { known: false, why, symbol };
}
