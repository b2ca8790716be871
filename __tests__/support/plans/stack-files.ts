import type { JsonObject } from '../json';

/** What terraform reads in the folder of a stack. */
export interface StackFiles {
  readonly stack: JsonObject;
  /** Of modules, by their path. */
  readonly others: { readonly [path: string]: JsonObject };
}
