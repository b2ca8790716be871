import type { EmulatorRecord } from '../../../modules/emulator';
import type { AccessRow, FindingSeverity, Topic } from '../../../modules/review';
import type { JsonObject } from '../json';
import type { BaseName } from './bases';

/** One finding that a review of a plan has to make. */
export interface ExpectedFinding {
  readonly topic: Topic;
  /** @default whatever the topic's own is */
  readonly severity?: FindingSeverity;
  /** @default whosever it is */
  readonly tenant?: string;
  /** How the address begins. @default wherever it is */
  readonly address?: string;
}

/** One pull request: what it changes in a stack that stands, and what a reviewer has to hear of it. */
export interface PlanCase {
  /** Folder of its recording: the topic, or `no-change` and `add-tenant`. */
  readonly topic: Topic | 'no-change' | 'add-tenant';
  /** File name of its recording. */
  readonly name: string;
  readonly base: BaseName;
  readonly change: (stack: JsonObject, endpoint: string) => JsonObject;
  /** What somebody does past terraform before the plan; gives back how to undo it. @default nothing, and nothing is refreshed */
  readonly drift?: (record: EmulatorRecord) => Promise<() => Promise<void>>;
  /** Exactly these findings. */
  readonly expected: readonly ExpectedFinding[];
  /** Rows that the access diff has among others. @default none are asked for */
  readonly access?: readonly Partial<AccessRow>[];
}
