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

/** Every call to KMS, in order, until it is reset. */
export class Ledger {
  #calls: KmsCallRecord[] = [];

  add(call: KmsCallRecord): void {
    this.#calls.push(call);
  }

  calls(): readonly KmsCallRecord[] {
    return this.#calls;
  }

  reset(): void {
    this.#calls = [];
  }
}
