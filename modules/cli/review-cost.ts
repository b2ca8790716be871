import { known, type Bucket, type Fact, type Tenant, type VendedTenant, type Workload } from '../core';
import { estimate, subtract, type CostDelta, type CostKey, type CostSubject, type PriceBook } from '../cost';
import type { PlanFacts, PlanState } from '../plan';

/** What plans change together of the monthly cost of tenants. Of whom they change nothing that costs something, nothing is said. */
export function reviewCost(plans: readonly PlanFacts[], tenants: readonly Tenant[], book: PriceBook): CostDelta {
  const workloads = new Map(tenants.flatMap(({ id, workload }) => (workload ? [[id, workload]] : [])));
  const before = plans.flatMap((facts) => costSubjectsOf(facts.before, workloads));
  const after = plans.flatMap((facts) => costSubjectsOf(facts.after, workloads));
  return subtract(estimate(without(before, after), book), estimate(without(after, before), book));
}

function without(subjects: readonly CostSubject[], others: readonly CostSubject[]): readonly CostSubject[] {
  const same = new Set(others.map((one) => JSON.stringify(one)));
  return subjects.filter((one) => !same.has(JSON.stringify(one)));
}

/** What each tenant has in the state of a plan, by what its bucket and its key say of themselves. */
export function costSubjectsOf(
  { world, keys }: PlanState,
  workloads: ReadonlyMap<string, Workload>,
): readonly CostSubject[] {
  return [...world.tenants.values()].flatMap((tenant): readonly CostSubject[] => {
    const bucket = world.buckets.get(tenant.bucket);
    if (bucket === undefined) return [];
    const { region, accountId } = bucket;
    const workload = workloads.get(tenant.id) ?? workloads.get(tenant.id.slice(tenant.id.lastIndexOf('/') + 1));
    const paid = keysOf(tenant, bucket, { world, keys });
    const subject = { tenant: tenant.id, region, accountId, keys: paid, bucketKey: usesBucketKey(bucket) };
    return [workload === undefined ? subject : { ...subject, workload }];
  });
}

/** A key of another account is its own tenant's; those that AWS manages cost nothing. */
function keysOf(
  { keyArn }: VendedTenant,
  bucket: Bucket,
  state: Pick<PlanState, 'world' | 'keys'>,
): readonly CostKey[] {
  const key = keyArn.known ? state.world.keys.get(keyArn.value) : undefined;
  if (key === undefined || key.awsManaged) return [];
  const detail = state.keys.get(key.arn);
  const owner = key.accountId === bucket.accountId ? 'platform' : 'tenant';
  const rotationEnabled = detail?.rotationEnabled ?? { known: false, why: 'the plan does not manage the key' };
  return [{ owner, rotationEnabled }];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html (not for dual-layer encryption) */
function usesBucketKey({ encryption }: Bucket): Fact<boolean> | 'noKms' {
  if (!encryption.known) return encryption;
  const { value } = encryption;
  if (value.algorithm === 'AES256') return 'noKms';
  return value.algorithm === 'aws:kms' ? value.bucketKeyEnabled : known(false);
}
