import fc from 'fast-check';
import type { Deployment, Environment } from '../../modules/constructs';
import type { Access, Tenant, TenantKeySource, TenantPrincipal } from '../../modules/core';
import { deployment, pinned } from './tenancy';

/** Two Regions of one account, and another account: prefixes, keys and roles meet in each of the three ways. */
const placements: readonly Deployment[] = [
  { ...deployment, shardSize: 2 },
  { ...deployment, name: 'north', region: 'eu-north-1', namePrefix: 'corp-north', shardSize: 2 },
  {
    ...deployment,
    name: 'other',
    accountId: '222233334444',
    deployerArn: 'arn:aws:iam::222233334444:role/deployer',
    assumeRoleArn: 'arn:aws:iam::222233334444:role/deployer',
    namePrefix: 'corp-other',
  },
];

const accesses = fc.constantFrom<Access>('reader', 'writer');

/** Principals of one tenant, in no other's; some carry tags, some live in another account. */
function principalsOf(id: string, home: string): fc.Arbitrary<readonly TenantPrincipal[]> {
  const created = (name: string): fc.Arbitrary<TenantPrincipal> =>
    fc.record({ access: accesses, tagged: fc.boolean() }).map(({ access, tagged }) => ({
      kind: 'created',
      name,
      trustedArns: [`arn:aws:iam::${home}:role/app-of-${id}`],
      access,
      ...(tagged && { principalTags: { team: id } }),
    }));
  const existing = (account: string, name: string): fc.Arbitrary<TenantPrincipal> =>
    accesses.map((access) => ({ kind: 'existing', arn: `arn:aws:iam::${account}:role/${id}/${name}`, access }));
  const all = [created('app'), created('app-2'), existing(home, 'batch'), existing('999988887777', 'analyst')];
  return fc
    .tuple(...all.map((one) => fc.option(one, { nil: undefined })))
    .map((found) => found.flatMap((one) => one ?? []));
}

/** A key made here, or the tenant's own; which pool and prefix it locks is not its matter. */
function keyOf(index: number, region: string): fc.Arbitrary<TenantKeySource> {
  const suffix = String(index).padStart(12, '0');
  const arn = `arn:aws:kms:${region}:777766665555:key/00000000-0000-0000-0000-${suffix}`;
  return fc.constantFrom<TenantKeySource>(
    { owner: 'platform', rotationDays: 365, deletionWindowDays: 30 },
    { owner: 'platform', rotationDays: 90, deletionWindowDays: 7 },
    { owner: 'tenant', accountId: '777766665555', arn },
  );
}

function tenantOf(id: string, index: number): fc.Arbitrary<Tenant> {
  return fc.constantFrom(...placements).chain((placement) =>
    fc.record({
      id: fc.constant(id),
      placement: fc.constant(placement.name),
      state: fc.constantFrom<Tenant['state']>('active', 'active', 'suspended', 'retiring', 'retired'),
      isolation: fc.constantFrom<Tenant['isolation']>('dedicated', 'shared'),
      enforcement: fc.constantFrom<Tenant['enforcement']>('standard', 'strict'),
      key: keyOf(index, placement.region),
      principals: principalsOf(id, placement.accountId),
      lifecycle: fc.constant({ noncurrentDays: 90, abortUploadDays: 7 }),
      tags: fc.constantFrom({}, { costCenter: '4711' }),
    }),
  );
}

/** Ids that begin alike, end alike and hold each other: what names and prefixes are made of. */
const ids = fc.uniqueArray(
  fc.oneof(
    fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/),
    fc
      .tuple(fc.constantFrom('team', 'team-app', 'app'), fc.constantFrom('', '2', '-app', '-2', '-app-2'))
      .map(([head, tail]) => `${head}${tail}`),
  ),
  { minLength: 1, maxLength: 7 },
);

/** An environment that nothing is wrong with: tenants of every state and kind over several placements. */
export const tenantSets: fc.Arbitrary<Environment> = ids
  .chain((all) => fc.tuple(...all.map(tenantOf)))
  .map((tenants) => environmentWith(tenants));

/** The same placements with these tenants, pinned. */
export function environmentWith(tenants: readonly Tenant[]): Environment {
  return pinned({ name: 'trial', placements, tenants, tags: { environment: 'trial' } });
}

/** Who deploys where a tenant lives. */
export function deployerOf({ placement }: Tenant): string {
  return placements.find((one) => one.name === placement)?.deployerArn ?? '';
}
