import type { Trilean } from './trilean';

/** The four answers of the evaluate contract. */
export type Decision = 'allow' | 'explicitDeny' | 'implicitDeny' | 'unknown';

/** A statement, or the block, that denies or may deny. */
export interface Deciding {
  readonly policy: string;
  /** The statement's Sid, else its place in the policy; `undefined` for the block, which has no statements. */
  readonly statement: string | undefined;
  /** 0 for the request, 1 for the first entry of `then`. */
  readonly leg: number;
  /** Whether it denies for certain or perhaps. */
  readonly holds: Trilean;
}

/** A decision and for an explicit deny, everything that denies or may deny. */
export interface Verdict {
  readonly decision: Decision;
  readonly deciding: readonly Deciding[];
}
