import { parseArn } from '../arn';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { bucketPolicyLimitBytes } from '../policy/canonical';
import { accountOf, poolPolicySizeBytes, poolTenantsThatFit, type Pool, type PoolTenant } from './pool';
import type { Lifecycle, Tenant } from './tenant';

/** All that makes a shared bucket unsafe or too full. */
export function checkPool(path: string, pool: Pool): readonly Diagnostic[] {
  const tenants = [...pool.tenants].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ...tenants.flatMap((tenant) => checkPrefix(path, tenant)),
    ...checkOverlaps(path, tenants),
    ...checkSharedPrincipals(path, tenants),
    ...checkSharedKeys(path, tenants),
    ...checkPoolSize(path, { ...pool, tenants }),
  ];
}

/** What a share of a bucket cannot have, because it is a matter of the whole bucket. */
export function checkShare(path: string, tenant: Tenant, poolLifecycle: Lifecycle): readonly Diagnostic[] {
  const wanted = [
    ...(tenant.lifecycle.objectLock === undefined ? [] : ['lifecycle.objectLock']),
    ...(tenant.adopt === undefined ? [] : ['adopt']),
  ];
  return [
    ...wanted.map((what) =>
      diagnostic('TB2106', {
        path,
        message: `tenant ${tenant.id} is shared and asks for ${what}`,
        fix: `take ${what} out, or make the tenant dedicated`,
      }),
    ),
    ...checkLifecycle(path, tenant, poolLifecycle),
  ];
}

const times = ['noncurrentDays', 'abortUploadDays', 'expirationDays', 'transitions'] as const;

/** The rules of a pool hold for all who live in it. */
function checkLifecycle(path: string, { id, lifecycle }: Tenant, poolLifecycle: Lifecycle): readonly Diagnostic[] {
  const text = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
  return times
    .filter((time) => text(lifecycle[time]) !== text(poolLifecycle[time]))
    .map((time) =>
      diagnostic('TB2108', {
        path,
        message: `tenant ${id} asks for lifecycle.${time} ${text(lifecycle[time])}, and its pool has ${text(poolLifecycle[time])}`,
        fix: 'ask for what the pool has, or make the tenant dedicated',
      }),
    );
}

/** Nothing that is special in a policy's pattern, no empty part, and a slash at the end. */
const prefixPattern = /^([A-Za-z0-9][A-Za-z0-9_.=@-]*\/)+$/;

function checkPrefix(path: string, { id, prefix }: PoolTenant): readonly Diagnostic[] {
  if (prefixPattern.test(prefix)) return [];
  return [
    diagnostic('TB2101', {
      path,
      message: `prefix "${prefix}" of tenant ${id} is no folder`,
      fix: 'give parts of letters, digits and _ . = @ - that begin with a letter or digit, each with a slash behind it',
    }),
  ];
}

/** In their order, a prefix that lies in another comes after it, before any that does not. */
function checkOverlaps(path: string, tenants: readonly PoolTenant[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let outer: PoolTenant | undefined;
  for (const tenant of [...tenants].sort((a, b) => (a.prefix < b.prefix ? -1 : 1))) {
    if (outer !== undefined && tenant.prefix.startsWith(outer.prefix)) found.push(overlap(path, outer, tenant));
    else outer = tenant;
  }
  return found;
}

function overlap(path: string, outer: PoolTenant, inner: PoolTenant): Diagnostic {
  return diagnostic('TB2102', {
    path,
    message: `prefix "${inner.prefix}" of tenant ${inner.id} lies in prefix "${outer.prefix}" of tenant ${outer.id}`,
    fix: 'give each tenant a prefix in which no other lies',
  });
}

function checkSharedPrincipals(path: string, tenants: readonly PoolTenant[]): readonly Diagnostic[] {
  const owners = new Map<string, string>();
  const accounts = new Map<string, string>();
  const named = tenants.flatMap(({ id, principals }) =>
    [...new Set(principals.map(({ arn }) => arn))].map((arn) => ({ id, arn })),
  );
  for (const { id, arn } of named) {
    const account = accountOf(arn);
    if (account !== undefined && !accounts.has(account)) accounts.set(account, id);
  }
  return named.flatMap(({ id, arn }) => {
    const owner = owners.get(arn) ?? accounts.get(parseArn(arn)?.accountId ?? '') ?? id;
    if (!owners.has(arn)) owners.set(arn, id);
    if (owner === id) return [];
    return [
      diagnostic('TB2104', {
        path,
        message: `principal ${arn} of tenant ${id} is let in by tenant ${owner} too`,
        fix: 'give each tenant of a shared bucket principals of its own, or make one of the two dedicated',
      }),
    ];
  });
}

function checkSharedKeys(path: string, tenants: readonly PoolTenant[]): readonly Diagnostic[] {
  const owners = new Map<string, string>();
  return tenants.flatMap(({ id, keyArn }) => {
    if (keyArn === undefined) return [];
    const owner = owners.get(keyArn);
    if (owner === undefined) owners.set(keyArn, id);
    if (owner === undefined) return [];
    return [
      diagnostic('TB2105', {
        path,
        message: `tenant ${id} has the key of tenant ${owner}`,
        fix: 'give each tenant a key of its own: the encryption context of a shared bucket tells no prefix',
      }),
    ];
  });
}

/** Who is suspended is counted as if it were not, so that nobody finds the pool full who wants to come back. */
function checkPoolSize(path: string, actual: Pool): readonly Diagnostic[] {
  const pool = { ...actual, tenants: actual.tenants.map((tenant) => ({ ...tenant, suspended: false })) };
  const sizeBytes = poolPolicySizeBytes(pool);
  if (sizeBytes <= bucketPolicyLimitBytes) return [];
  const fitting = poolTenantsThatFit(pool);
  const count = `${String(fitting)} of ${String(pool.tenants.length)} tenants fit`;
  return [
    diagnostic('TB2100', {
      path,
      message: `the policy of pool ${pool.bucketName} has ${String(sizeBytes)} bytes and AWS takes ${String(bucketPolicyLimitBytes)}: ${count}`,
      fix: 'open the next pool for the tenants that came last, or name fewer principals; nobody moves who has data here',
    }),
  ];
}
