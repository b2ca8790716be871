import type { Incoming } from '../http/incoming';
import type { Caller } from '../identity/authenticate';

/** An S3 Control request of a proven caller. */
export interface ControlCall {
  readonly incoming: Incoming;
  readonly caller: Caller;
  /** Whose settings it is about. */
  readonly accountId: string;
  /** What follows the version. */
  readonly path: string;
}
