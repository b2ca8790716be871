import { describe, expect, test } from '@jest/globals';
import { capacitiesOf, noPins, proposePins, type NamedEnvironment, type Tenant } from '../../../modules/core';
import { acme, createdWriter, deployment } from '../../support/tenancy';

function environment(...tenants: readonly Tenant[]): NamedEnvironment {
  const placements = [{ ...deployment, shardSize: 3 }];
  return { name: 'prod', placements, tenants, pins: proposePins(placements, tenants, noPins) };
}

const sharing = (count: number): readonly Tenant[] =>
  Array.from({ length: count }, (_, index) => ({
    ...acme,
    id: `tenant-${String(index).padStart(3, '0')}`,
    isolation: 'shared',
    principals: [createdWriter],
  }));

describe('capacitiesOf', () => {
  test('says of a shard how many tenants it still takes, and of an account how many roles it has', () => {
    expect(capacitiesOf([environment(acme, { ...acme, id: 'globex' })])).toEqual([
      { of: 'prod-shard-main-1', unit: 'tenants', used: 2, limit: 3, tenants: 2, more: 1 },
      { of: '111122223333', unit: 'roles', used: 2, limit: 1_000, tenants: 2 },
    ]);
  });

  test('does not count who has retired for a shard, and counts its roles, which stay', () => {
    const retired: Tenant = { ...acme, id: 'globex', state: 'retired' };
    expect(capacitiesOf([environment(acme, retired)])).toMatchObject([
      { of: 'prod-shard-main-1', used: 1, tenants: 1, more: 2 },
      { unit: 'roles', used: 2 },
    ]);
  });

  test('says of a pool how many bytes of its policy are used, and how many tenants alike still fit (F10)', () => {
    const [pool] = capacitiesOf([environment(...sharing(3))]);
    expect(pool).toMatchObject({ of: 'prod-pool-main-1', unit: 'bytes of policy', limit: 20_480, tenants: 3 });
    const more = pool?.more ?? 0;
    expect(more).toBeGreaterThan(1);
    const full = capacitiesOf([environment(...sharing(3 + more))]);
    expect(full[0]).toMatchObject({ of: 'prod-pool-main-1', tenants: 3 + more, more: 0 });
    expect(capacitiesOf([environment(...sharing(4 + more))])[1]).toMatchObject({ of: 'prod-pool-main-2', tenants: 1 });
  });

  test('says of a pool in which nobody is left that it takes none: the next one is opened', () => {
    const [gone] = sharing(1).map((one): Tenant => ({ ...one, state: 'retired' }));
    expect(capacitiesOf([environment(...(gone === undefined ? [] : [gone]))])[0]).toMatchObject({
      unit: 'bytes of policy',
      tenants: 0,
      more: 0,
    });
  });
});
