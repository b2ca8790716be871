import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { logBucketName, reportsBucketName } from './foundation-names';
import type { NamedEnvironment } from './name-collisions';
import { dedicatedBucketName } from './names';

/** Foundations whose buckets would be those of another foundation or of a tenant, in any environment. */
export function checkFoundations(environments: readonly NamedEnvironment[]): readonly Diagnostic[] {
  const owners = tenantBuckets(environments);
  return environments.flatMap(({ name: environment, placements }) =>
    placements.flatMap((placement) => {
      if (placement.foundation === undefined) return [];
      return [logBucketName(placement), reportsBucketName(placement)].flatMap((name) => {
        const bucket = `${placement.partition} ${name}`;
        const owner = owners.get(bucket);
        if (owner !== undefined) return [taken(`${environment}/${placement.name}`, name, owner)];
        owners.set(bucket, `the foundation of ${environment}/${placement.name}`);
        return [];
      });
    }),
  );
}

/** Who has a bucket, by partition and name: names of buckets are unique in a partition. */
function tenantBuckets(environments: readonly NamedEnvironment[]): Map<string, string> {
  return new Map(
    environments.flatMap(({ name: environment, placements, tenants }) => {
      const byName = new Map(placements.map((one) => [one.name, one]));
      return tenants.flatMap((tenant): [string, string][] => {
        const placement = byName.get(tenant.placement);
        if (placement === undefined || tenant.isolation === 'shared') return [];
        const bucket = `${placement.partition} ${dedicatedBucketName(placement, tenant)}`;
        return [[bucket, `tenant ${environment}/${tenant.id}`]];
      });
    }),
  );
}

function taken(path: string, name: string, owner: string): Diagnostic {
  return diagnostic('TB2190', {
    path,
    message: `bucket ${name} of the foundation is taken by ${owner}`,
    fix: 'give the foundation other nameSuffixes',
  });
}

/** A bucket into which S3 delivers access logs. */
export interface LogTarget {
  readonly bucketName: string;
  /** What its default encryption is: under a key of KMS, S3 delivers no access logs. */
  readonly encryption: 'SSE-S3' | 'SSE-KMS';
}

/** S3 says nothing when it cannot deliver a log: it is refused before. */
export function checkLogTarget(path: string, target: LogTarget): readonly Diagnostic[] {
  if (target.encryption === 'SSE-S3') return [];
  return [
    diagnostic('TB2191', {
      path,
      message: `log bucket ${target.bucketName} has SSE-KMS as its default encryption, and S3 delivers no access logs there`,
      fix: 'send the logs to a LogBucket, whose default encryption is SSE-S3',
    }),
  ];
}

/** Logs of logs would be written for ever, and a report in a tenant's bucket is the tenant's to read. */
export function checkReportElsewhere(path: string, bucketName: string, targetName: string): readonly Diagnostic[] {
  if (bucketName !== targetName) return [];
  return [
    diagnostic('TB2192', {
      path,
      message: `bucket ${bucketName} is to keep what is reported on itself`,
      fix: 'send it to the log bucket or the reports bucket of the placement',
    }),
  ];
}
