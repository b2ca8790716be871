import { known, type Bucket, type Fact, type Tenant, type VendedTenant, type Workload } from '../core';
import { estimate, subtract, type CostDelta, type CostKey, type CostSubject, type PriceBook } from '../cost';
import type { PlanState } from '../plan';
import type { NamedPlan } from '../review';

/** Tenants who may be those of a plan. */
interface TenantsOf {
  readonly name: string;
  readonly tenants: readonly Tenant[];
}

/**
 * What plans change together of the monthly cost of tenants, each with the workload that its own environment declares.
 * Plans are told apart by name already. Of whom they change nothing that costs something, nothing is said.
 */
export function reviewCost(
  plans: readonly NamedPlan[],
  environments: readonly TenantsOf[],
  book: PriceBook,
): CostDelta {
  const sides = plans.map(({ name, facts }) => {
    const workloads = workloadsFor(name, environments);
    return { before: costSubjectsOf(facts.before, workloads), after: costSubjectsOf(facts.after, workloads) };
  });
  const [before, after] = [sides.flatMap((one) => one.before), sides.flatMap((one) => one.after)];
  return subtract(estimate(without(before, after), book), estimate(without(after, before), book));
}

/** A stack bears the name of its environment; where none does, any may be meant. */
function workloadsFor(plan: string, environments: readonly TenantsOf[]): ReadonlyMap<string, Workload> {
  const own = environments.filter(({ name }) => plan.startsWith(`${name}-`));
  const tenants = (own.length > 0 ? own : environments).flatMap((one) => one.tenants);
  return new Map(tenants.flatMap(({ id, workload }) => (workload ? [[id, workload]] : [])));
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
  const counted = new Set<string>();
  return [...world.tenants.values()].flatMap((tenant): readonly CostSubject[] => {
    const bucket = world.buckets.get(tenant.bucket);
    if (bucket === undefined) return [];
    const { region, accountId } = bucket;
    const workload = workloads.get(tenant.id) ?? workloads.get(tenant.id.slice(tenant.id.lastIndexOf('/') + 1));
    const paid = isCounted(tenant.keyArn, counted) ? [] : keysOf(tenant, bucket, { world, keys });
    const subject = { tenant: tenant.id, region, accountId, keys: paid, bucketKey: usesBucketKey(bucket) };
    return [workload === undefined ? subject : { ...subject, workload }];
  });
}

/** A key that several share is paid for once. */
function isCounted(key: Fact<string>, counted: Set<string>): boolean {
  if (!key.known) return false;
  const { size } = counted;
  return counted.add(key.value).size === size;
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
