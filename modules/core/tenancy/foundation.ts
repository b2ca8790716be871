/** What reports on the buckets of one placement: a bucket for reports, one for access logs, and what is delivered there. */
export interface Foundation {
  /** Whether S3 logs the requests to every vended bucket. @default true */
  readonly accessLogs?: boolean;
  /** How often S3 lists every vended bucket, with how each object is encrypted. @default weekly */
  readonly inventory?: 'daily' | 'weekly' | 'never';
  /** Days after which an access log is deleted. @default 90 */
  readonly logDays?: number;
  /** Days after which a report is deleted. @default 90 */
  readonly reportDays?: number;
  /** Last part of the names of the two buckets, for a placement in which a tenant has such a name. @default logs and reports */
  readonly nameSuffixes?: { readonly logs: string; readonly reports: string };
}

/** A foundation with every default filled in. */
export function filledFoundation(foundation: Foundation): Required<Foundation> {
  return {
    accessLogs: true,
    inventory: 'weekly',
    logDays: 90,
    reportDays: 90,
    nameSuffixes: { logs: 'logs', reports: 'reports' },
    ...foundation,
  };
}
