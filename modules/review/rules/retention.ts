import type { Expiration } from '../../plan';
import { placed, type Draft } from '../draft';
import { lossesBetween, type Loss } from '../retention/losses';
import type { BucketPair, Reviewed } from '../reviewed';
import { listed, ofTenant } from '../words';

/** Buckets that lose data sooner than before, or are guarded less against its loss. */
export function retention(reviewed: Reviewed): readonly Draft[] {
  return reviewed.buckets.flatMap((pair) => {
    const { before, after, detailBefore, detailAfter } = pair;
    if (!before || !after || !detailBefore || !detailAfter) return [];
    const { today } = reviewed;
    const mayHoldData = (expiration: Expiration) => !isOfNewTenant(reviewed, pair.id, expiration);
    return lossesBetween(detailBefore, detailAfter, { today, mayHoldData }).map((loss) =>
      draftOf(reviewed, pair, loss),
    );
  });
}

/** Whether a rule speaks of nothing but the prefix of a tenant whom the plan adds. */
function isOfNewTenant({ before, vended }: Reviewed, bucket: string, { scope }: Expiration): boolean {
  return vended
    .tenantsIn(bucket)
    .some(({ id, prefix }) => prefix !== undefined && scope.prefix.startsWith(prefix) && !before.world.tenants.has(id));
}

function draftOf({ vended }: Reviewed, { id, detailAfter }: BucketPair, loss: Loss): Draft {
  const { severity, what, fix, address, prefixes = [''] } = loss;
  const tenants = vended.tenantsIn(id).filter((one) => prefixes.some((prefix) => meets(prefix, one.prefix ?? '')));
  const names = tenants.map((one) => one.id);
  const bucket = `bucket ${id}`;
  return {
    topic: 'retention-weakened',
    severity,
    message: `${names.length > 1 ? `${bucket} of tenants ${listed(names)}` : ofTenant(bucket, names[0])}: ${what}`,
    fix,
    about: [`bucket:${id}`],
    ...placed(names.length === 1 ? names[0] : undefined, address ?? detailAfter?.address),
  };
}

function meets(prefix: string, other: string): boolean {
  return prefix.startsWith(other) || other.startsWith(prefix);
}
