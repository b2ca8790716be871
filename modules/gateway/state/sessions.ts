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

const fewSessions = 1_000;

/** What STS has handed out, by access key id. */
export class Sessions {
  readonly #issued = new Map<string, IssuedSession>();
  #sweepAt = fewSessions;

  get(accessKeyId: string): IssuedSession | undefined {
    return this.#issued.get(accessKeyId);
  }

  has(accessKeyId: string): boolean {
    return this.#issued.has(accessKeyId);
  }

  keep(accessKeyId: string, issued: IssuedSession): void {
    this.#issued.set(accessKeyId, issued);
  }

  /** How many are kept, those included that have ended and were not swept out yet. */
  get size(): number {
    return this.#issued.size;
  }

  /** Whether there are enough of them to look which have ended. */
  get isFull(): boolean {
    return this.size >= this.#sweepAt;
  }

  /** Lets go what has ended, and tells which keys and which principals are there no more. */
  sweep(hasEnded: (accessKeyId: string) => boolean): Swept {
    const ended = [...this.#issued].filter(([accessKeyId]) => hasEnded(accessKeyId));
    for (const [accessKeyId] of ended) this.#issued.delete(accessKeyId);
    const left = new Set(arnsOf(this.#issued));
    this.#sweepAt = Math.max(fewSessions, 2 * this.size);
    return {
      accessKeyIds: new Set(ended.map(([accessKeyId]) => accessKeyId)),
      principals: new Set(arnsOf(ended).filter((arn) => !left.has(arn))),
    };
  }
}

interface Swept {
  readonly accessKeyIds: ReadonlySet<string>;
  readonly principals: ReadonlySet<string>;
}

function arnsOf(issued: Iterable<readonly [string, IssuedSession]>): readonly string[] {
  return [...issued].flatMap(([, { session }]) => (session ? [session.arn] : []));
}
