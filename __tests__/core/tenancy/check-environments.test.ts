import { describe, expect, test } from '@jest/globals';
import { checkEnvironments, noPins, proposePins, type CheckedEnvironment, type Tenant } from '../../../modules/core';
import { acme, createdWriter, deployment } from '../../support/tenancy';

const environmentOf = (tenants: readonly Tenant[], roleQuota = 50_000): CheckedEnvironment => {
  const placements = [{ ...deployment, roleQuota }];
  return { name: 'prod', placements, tenants, pins: proposePins(placements, tenants, noPins), tags: {} };
};

const many = (count: number, isolation: Tenant['isolation']): readonly Tenant[] =>
  Array.from({ length: count }, (_, index) => ({
    ...acme,
    id: `${isolation === 'shared' ? 's' : 'd'}-${String(index).padStart(5, '0')}`,
    isolation,
    principals: [createdWriter],
  }));

describe('checkEnvironments', () => {
  test('judges ten thousand tenants, and finds the one that is wrong among them (F10)', () => {
    const tenants = [...many(8_000, 'dedicated'), ...many(2_000, 'shared')];
    const environment = environmentOf(tenants);
    expect(checkEnvironments([environment])).toEqual([]);
    const [first, ...rest] = tenants;
    const moved = { ...environment, tenants: [...rest, ...(first ? [{ ...first, residency: ['us-east-1'] }] : [])] };
    expect(checkEnvironments([moved]).map((one) => `${one.code} ${one.path}`)).toEqual(['TB2200 prod/d-00000']);
  });

  test('fails when ten thousand tenants make more roles than an account has, with how to split them (F10)', () => {
    const [one, ...more] = checkEnvironments([environmentOf(many(10_000, 'dedicated'), 1_000)]);
    expect(more).toEqual([]);
    expect(`${String(one?.message)}; ${String(one?.fix)}`).toBe(
      'account 111122223333 would have 10000 roles for tenants, and its quota is 1000; have AWS raise the quota and write it as roleQuota of the placement, or spread the tenants over 10 accounts',
    );
  });

  test('tells of everything at once: placements, tenants, pins, and what environments share', () => {
    const wrong: Tenant = { ...acme, residency: ['us-east-1'] };
    const other = { ...environmentOf([acme]), name: 'dev' };
    const one = { ...environmentOf([wrong]), pins: noPins };
    const found = checkEnvironments([{ ...one, placements: [{ ...deployment, rolePath: 'x' }] }, other]);
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'TB2203 prod/main',
      'TB2200 prod/acme',
      'TB2150 prod/acme',
      'TB2006 dev/acme',
      'TB2006 dev/acme',
      'TB2006 dev/acme',
    ]);
  });
});
