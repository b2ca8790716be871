import { faultKinds, type Fault, type FaultKind, type FaultMatch } from './fault';

/** What a fault is matched against. */
export interface FaultSubject {
  readonly service: string;
  readonly operation: string;
  readonly bucket?: string;
  readonly key?: string;
  /** The caller's ARN, and that of the role behind a session. */
  readonly principals: readonly string[];
}

/** A fault in force, and how often it matched and struck. */
export interface FaultInForce extends Fault {
  readonly id: string;
  readonly matched: number;
  readonly struck: number;
}

/** The faults in force. The first that strikes a request has it alone. */
export class Faults {
  readonly #inForce = new Map<string, FaultInForce>();
  #made = 0;

  /** Whether there is any: requests ask this and, mostly, nothing else. */
  get any(): boolean {
    return this.#inForce.size > 0;
  }

  add(fault: Fault): FaultInForce {
    this.#made += 1;
    const added: FaultInForce = { id: `fault-${String(this.#made)}`, ...fault, matched: 0, struck: 0 };
    this.#inForce.set(added.id, added);
    return added;
  }

  list(): readonly FaultInForce[] {
    return [...this.#inForce.values()];
  }

  /** Whether there was one of this id. */
  remove(id: string): boolean {
    return this.#inForce.delete(id);
  }

  clear(): void {
    this.#inForce.clear();
    this.#made = 0;
  }

  /** The fault that strikes a request, of all kinds or of some. */
  strike(subject: FaultSubject, kinds: readonly FaultKind[] = faultKinds): Fault | undefined {
    return this.list().find((fault) => kinds.includes(fault.kind) && this.#strikes(fault, subject));
  }

  #strikes(fault: FaultInForce, subject: FaultSubject): boolean {
    if (!matches(fault.match, subject)) return false;
    const strikes =
      fault.matched >= fault.after &&
      (fault.times === undefined || fault.struck < fault.times) &&
      chance(fault.seed, fault.matched) < fault.rate;
    const { matched, struck } = fault;
    this.#inForce.set(fault.id, { ...fault, matched: matched + 1, struck: strikes ? struck + 1 : struck });
    return strikes;
  }
}

function matches(match: FaultMatch, subject: FaultSubject): boolean {
  return (
    isSame(match.service, subject.service) &&
    isSame(match.operation, subject.operation) &&
    isSame(match.bucket, subject.bucket) &&
    (match.keyPrefix === undefined || subject.key?.startsWith(match.keyPrefix) === true) &&
    (match.principal === undefined || subject.principals.includes(match.principal))
  );
}

function isSame(asked: string | undefined, given: string | undefined): boolean {
  return asked === undefined || asked === given;
}

/** A number from 0 to 1 that looks random and is the same for the same seed and turn (the mixing of mulberry32). */
function chance(seed: number, turn: number): number {
  let mixed = (seed + Math.imul(turn + 1, 0x6d2b79f5)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
}
