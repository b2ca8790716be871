import type { Session } from '../../core';
import type { RequestContext } from '../../evaluation';

/** Credentials that STS gave for a while, and what is known of them. */
export interface IssuedSession {
  /** @default they are those of a user or of the root user, unchanged */
  readonly session?: Session;
  /** The condition keys that speak of the credentials. */
  readonly context: RequestContext;
  /** Session tags that a further role must take over. */
  readonly transitiveTags: { readonly [tag: string]: string };
  /** @default none was set, and a further role may set one */
  readonly sourceIdentity?: string;
}

/** What STS has handed out, by access key id. */
export type Sessions = Map<string, IssuedSession>;
