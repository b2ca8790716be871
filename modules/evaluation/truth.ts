import type { Truth } from './model';

export const no: Truth = 0;
export const unknown: Truth = 1;
export const yes: Truth = 2;

export function truthOf(fact: boolean): Truth {
  return fact ? yes : no;
}

export function and(a: Truth, b: Truth): Truth {
  return a < b ? a : b;
}

export function or(a: Truth, b: Truth): Truth {
  return a > b ? a : b;
}

export function not(a: Truth): Truth {
  if (a === unknown) return unknown;
  return a === yes ? no : yes;
}
