import type { ResourceChange } from '../../plan';
import { placed, type Draft } from '../draft';
import { valueOf, type Reviewed } from '../reviewed';
import { listed, ofTenant } from '../words';

/** Buckets that the plan deletes, with and without making them anew. */
export function bucketRemoval(reviewed: Reviewed): readonly Draft[] {
  const removals = reviewed.changes.filter(
    ({ type, kind }) => type === 'aws_s3_bucket' && (kind === 'delete' || kind === 'replace'),
  );
  if (removals.length === 0) return [];
  const nameAt = new Map(
    [...reviewed.before.buckets].flatMap(([name, { address }]) => (address === undefined ? [] : [[address, name]])),
  );
  return removals.flatMap((change) => {
    const name = nameAt.get(change.previousAddress ?? change.address) ?? change.subject?.id;
    return name === undefined ? [] : draftOf(reviewed, change, name);
  });
}

function draftOf({ before, vended }: Reviewed, change: ResourceChange, name: string): Draft {
  const tenants = vended.tenantsIn(name).map(({ id }) => id);
  const replaced = change.kind === 'replace';
  const forced = valueOf(before.buckets.get(name)?.forceDestroy) === true;
  const whose =
    tenants.length > 1 ? `bucket ${name} of tenants ${listed(tenants)}` : ofTenant(`bucket ${name}`, tenants[0]);
  return {
    topic: replaced ? 'bucket-replaced' : 'bucket-deleted',
    severity: forced ? 'critical' : 'high',
    message: `${whose} is deleted${replaced ? ' and made anew' : ''}${because(change)}; ${fate(forced)}`,
    fix: replaced ? keepArgument(change) : keepBucket(tenants.length > 0),
    about: [`bucket:${name}`],
    ...placed(vended.ofBucket(name), change.address),
  };
}

function because({ kind, replacedBecause, reason }: ResourceChange): string {
  if (kind === 'replace' && replacedBecause.length > 0)
    return `, because ${listed(replacedBecause)} cannot be changed in place`;
  return reason === undefined ? '' : ` (${reason})`;
}

function fate(forced: boolean): string {
  return forced
    ? 'force_destroy is set, so every object and version in it is deleted first'
    : 'S3 refuses to delete it while it holds objects, and then the apply ends half-way';
}

function keepArgument({ replacedBecause }: ResourceChange): string {
  return replacedBecause.length > 0
    ? `leave ${listed(replacedBecause)} as it is, or make a second bucket and copy the objects before the first one goes`
    : 'do not force the replacement, or make a second bucket and copy the objects before the first one goes';
}

function keepBucket(vended: boolean): string {
  return vended
    ? 'retire the tenant instead of taking it out, which keeps bucket and key: write `state: retired` in its file'
    : 'keep the resource, or hand the bucket over with a `removed` block whose lifecycle says `destroy = false`';
}
