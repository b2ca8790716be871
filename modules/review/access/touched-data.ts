import type { AccessChange, Reason } from '../../evaluation';
import type { Reviewed } from '../reviewed';

/** The bucket that a resource is, or lies in. */
export function bucketIn(resource: string): string | undefined {
  return /^arn:[^:]+:s3:::([^/]+)/.exec(resource)?.[1];
}

/** Whether an access is to what the plan itself makes, so that no data is there yet. */
export function isMade({ before, after, changes }: Reviewed, { resource, tenant }: AccessChange): boolean {
  const bucket = bucketIn(resource);
  const isThere = bucket === undefined ? before.world.keys.has(resource) : before.world.buckets.has(bucket);
  if (resource === '*') return false;
  const isImported = changes.some(({ kind, subject }) => kind === 'import' && subject?.id === (bucket ?? resource));
  if (!isThere) return !isImported;
  const vended = tenant === undefined ? undefined : after.world.tenants.get(tenant);
  return vended?.prefix !== undefined && !before.world.tenants.has(vended.id) && resource.includes('/');
}

/** Whether it was KMS that settled a deny: S3 asks it only after its own policies let the request pass. */
export function isSettledByKms(reasons: readonly Reason[]): boolean {
  return reasons.some(
    ({ policy, statement, why }) =>
      policy.startsWith('key policy') ||
      policy.startsWith('grants[') ||
      statement.startsWith('key') ||
      /kms:[A-Z]/.test(why),
  );
}
