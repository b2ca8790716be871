/** By what a request for an operation is told from all others. */
export interface Shape {
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  /** Parameters that the query must have, `name` or `name=value`. */
  readonly query: readonly string[];
  /** A header that the request must have. @default none */
  readonly header?: string;
}

/** An operation that the emulator does alone once the caller is allowed. */
export interface ForwardedRow {
  readonly shape: Shape;
  readonly action: string;
  /** The action where the request names a version. @default the same */
  readonly versionAction?: string;
  /** Why it is harmless that the gateway does not look at it. */
  readonly harmless: string;
}

/** An operation that is answered with 501. */
export interface RefusedRow {
  readonly shape: Shape;
  readonly why: string;
}

export function service(method: string, ...query: readonly string[]): Shape {
  return { method, on: 'service', query };
}

export function bucket(method: string, ...query: readonly string[]): Shape {
  return { method, on: 'bucket', query };
}

export function object(method: string, ...query: readonly string[]): Shape {
  return { method, on: 'object', query };
}
