/** One step of long work, as a room tells it; how it looks is decided by who listens. */
export interface ProgressEvent {
  /** What is being done, a stable name: the same step starts and ends under it. */
  readonly step: string;
  readonly state: 'started' | 'running' | 'done' | 'failed';
  /** A short remark: a count, a name, a line of a child process. */
  readonly detail?: string;
}

export type ProgressListener = (event: ProgressEvent) => void;
