import type { EncryptionContext } from '../../core';

/** Why KMS was called. */
export interface Cause {
  /** The operation of S3 that needed it, or the operation of KMS itself. */
  readonly operation: string;
  /** @default the call came from the caller itself */
  readonly bucket?: string;
  readonly key?: string;
}

/** One call to KMS, made by S3 for somebody or by somebody. */
export interface KmsCallRecord {
  /** ISO 8601, on the virtual clock. */
  readonly time: string;
  readonly operation: string;
  readonly keyArn: string;
  /** ARN of the caller. */
  readonly principal: string;
  readonly encryptionContext: EncryptionContext;
  readonly cause: Cause;
  /** `ok`, or the error code. */
  readonly outcome: string;
}

/** A call with its number: the first one after a reset has 0. */
export interface NumberedCall {
  readonly number: number;
  readonly call: KmsCallRecord;
}

/** Which calls somebody wants to see. */
export interface LedgerQuery {
  /** Number of the first call. @default the oldest that is kept */
  readonly from?: number;
  /** @default all that are kept */
  readonly limit?: number;
  /** Calls before this moment are left out, in milliseconds since 1970. @default none is */
  readonly sinceMs?: number;
}

/** A part of the ledger. */
export interface LedgerPage {
  readonly calls: readonly NumberedCall[];
  /** Where to go on. */
  readonly next: number;
  /** Whether there is more after it. */
  readonly more: boolean;
}

/** How many calls are kept: a gateway that runs for weeks must not grow with them. */
const keptCalls = 50_000;

/** The calls to KMS in order, until it is reset; of more than it keeps, the oldest are dropped and counted. */
export class Ledger {
  /** A ring: call number N lies at N modulo the size. */
  #ring: KmsCallRecord[] = [];
  #total = 0;

  constructor(private readonly size = keptCalls) {}

  add(call: KmsCallRecord): void {
    this.#ring[this.#total % this.size] = call;
    this.#total += 1;
  }

  /** How many calls are no longer kept. */
  get dropped(): number {
    return Math.max(0, this.#total - this.size);
  }

  page({ from = 0, limit = this.size, sinceMs = -Infinity }: LedgerQuery): LedgerPage {
    const calls: NumberedCall[] = [];
    let number = Math.max(from, this.dropped);
    for (; number < this.#total && calls.length < limit; number += 1) {
      const call = this.#ring[number % this.size];
      if (call && Date.parse(call.time) >= sinceMs) calls.push({ number, call });
    }
    return { calls, next: number, more: number < this.#total };
  }

  reset(): void {
    this.#ring = [];
    this.#total = 0;
  }
}
