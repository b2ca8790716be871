import type { Diagnostic } from '../../core';
import type { FindingSeverity } from '../review';

/** The forms in which a review is told. Names are a contract. */
export type ReportFormat = 'text' | 'markdown' | 'json' | 'sarif' | 'junit' | 'github';

/** What a part of a text is, for whoever colours it. */
export type TextStyle = FindingSeverity | 'heading' | 'quiet';

/** A plan that was reviewed, so that others can ask whether it is the one that they are about to apply. */
export interface ReviewedPlan {
  readonly name: string;
  /** Of the plan's JSON, in hexadecimal digits. */
  readonly sha256: string;
  /** Where the plan was read from, with slashes. @default it came from no file */
  readonly file?: string;
}

/** What was asked of the review, and what became of it. */
export interface Gate {
  /** The least severity that fails. */
  readonly failOn: FindingSeverity | 'none';
  readonly passed: boolean;
}

/** What a reporter cannot know from a review. */
export interface ReportOptions {
  readonly plans: readonly ReviewedPlan[];
  readonly gate: Gate;
  readonly version: string;
  /** What could not be read or judged, and what is wrong with suppressions. @default nothing */
  readonly notes?: readonly Diagnostic[];
  /** Whether principals' access was compared: where it was not, nothing is said about it. @default true */
  readonly accessCompared?: boolean;
  /** Columns of the terminal. @default lines are as long as they are */
  readonly columns?: number | undefined;
  /** Colours a part of a text. @default nothing is coloured */
  readonly paint?: (text: string, style: TextStyle) => string;
  /** Tells several comments on one pull request apart. @default there is one */
  readonly commentId?: string;
  /** Largest size in bytes of UTF-8. @default 65,536, of which a comment on GitHub may have as many characters */
  readonly limitBytes?: number;
  /** Where everything stands, for a report that had to be cut. @default the command line is named */
  readonly fullReport?: string;
}
