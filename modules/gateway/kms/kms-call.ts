import type { Caller } from '../identity/authenticate';
import type { JsonObject } from '../json';

/** A KMS request of a proven caller. */
export interface KmsCallIn {
  readonly operation: string;
  readonly parameters: JsonObject;
  readonly body: Buffer;
  readonly caller: Extract<Caller, { kind: 'signed' }>;
}

/** An error as KMS words it. @see https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html */
export interface KmsError {
  readonly status: 400;
  readonly code: string;
  readonly message: string;
  /** Our own words for what decided. @default none */
  readonly reason?: string;
}

export function kmsError(code: string, message: string, reason?: string): KmsError {
  return { status: 400, code, message, ...(reason === undefined ? {} : { reason }) };
}
