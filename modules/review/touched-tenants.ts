import type { Reviewed } from './reviewed';
import { byText } from './words';

/** Tenants whose bucket, key, grants or principals the plan touches. */
export function touchedTenants({ buckets, keys, grants, vended, before, after }: Reviewed): readonly string[] {
  const keyArns = [...keys.map(({ id }) => id), ...grants.flatMap((pair) => (pair.after ?? pair.before)?.keyArn ?? [])];
  const worlds = [before.world, after.world];
  const underKeys = new Set(keyArns);
  const inBuckets = new Set(buckets.map(({ id }) => id));
  const touched = worlds.flatMap(({ tenants }) =>
    [...tenants.values()].filter(({ bucket, keyArn, prefix }) => {
      const key = keyArn.known ? keyArn.value : (keyArn.symbol ?? '');
      const isShared = prefix !== undefined && vended.tenantsIn(bucket).length > 1;
      return underKeys.has(key) || (inBuckets.has(bucket) && !isShared);
    }),
  );
  return [...new Set(touched.map(({ id }) => id))].sort(byText);
}
