/** What tenants' applications do in a while. */
export interface Workload {
  readonly writes: number;
  readonly reads: number;
  /** Roles that read, in turn; the first of them writes. */
  readonly requesters: number;
  /** Buckets under keys of their own, in turn. */
  readonly tenants: number;
  /** Seconds over which the requests are spread. */
  readonly spanSeconds: number;
}

/** One request of a workload. */
export interface Step {
  readonly kind: 'write' | 'read';
  readonly tenant: number;
  readonly requester: number;
  readonly key: string;
}

/** The requests of a workload in their order: first all objects are written, then they are read again and again. */
export function stepsOf({ writes, reads, requesters, tenants }: Workload): readonly Step[] {
  const written = range(writes).map((index): Step => {
    const key = `object-${String(Math.floor(index / tenants))}`;
    return { kind: 'write', tenant: index % tenants, requester: 0, key };
  });
  const read = range(reads).flatMap((index): readonly Step[] => {
    const object = written[index % writes];
    // The roles take turns from round to round, so that each comes to each object.
    const requester = (index + Math.floor(index / writes)) % requesters;
    return object ? [{ ...object, kind: 'read', requester }] : [];
  });
  return [...written, ...read];
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
