import { parseArn } from '../../core';
import type { Incoming } from '../http/incoming';
import type { Caller } from '../identity/authenticate';
import type { S3Address } from './address';

/** An S3 request whose caller is proven. */
export interface S3Call {
  readonly incoming: Incoming;
  readonly address: S3Address;
  readonly operation: string;
  readonly caller: Caller;
}

/** A request about one bucket or what lies in it. */
export interface BucketCall extends S3Call {
  readonly bucket: string;
}

/** The caller's name in the world. */
export function principalOf(caller: Caller): string {
  return caller.kind === 'signed' ? caller.credentials.principal : 'anonymous';
}

export function accountOf(caller: Caller): string | undefined {
  return caller.kind === 'signed' ? caller.credentials.accountId : undefined;
}

/** What the error texts call the caller. */
export function callerArn(caller: Caller): string {
  const name = principalOf(caller);
  return parseArn(name) ? name : 'anonymous';
}
