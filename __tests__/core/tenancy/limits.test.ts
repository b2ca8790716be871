import { describe, expect, test } from '@jest/globals';
import { checkPlacedTenant, checkRoleQuota } from '../../../modules/core/tenancy/limits';
import type { Placement, Tenant } from '../../../modules/core';
import { acme, createdWriter, deployment, existingReader } from '../../support/tenancy';

function found(tenant: Partial<Tenant>, placement: Partial<Placement> = {}, tags = {}): readonly string[] {
  return checkPlacedTenant({ name: 'prod', tags }, { ...deployment, ...placement }, { ...acme, ...tenant }).map(
    (one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`,
  );
}

const manyTags = (count: number): Tenant['tags'] =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${String(index)}`, 'x']));

describe('residency', () => {
  test('lets a tenant lie in one of its Regions, or anywhere when it names none', () => {
    expect(found({ residency: ['eu-central-1', 'eu-west-1'] })).toEqual([]);
    expect(found({})).toEqual([]);
  });

  test('fails when the placement is in another Region', () => {
    expect(found({ residency: ['eu-central-1', 'eu-north-1'] })).toEqual([
      'TB2200 prod/acme: tenant acme may lie in eu-central-1 or eu-north-1 only, and placement main is in eu-west-1; name a placement in eu-central-1 or eu-north-1, or add eu-west-1 to residency',
    ]);
  });
});

describe('tags', () => {
  const required = { requiredTags: ['costCenter', 'owner'] };

  test('fails when one is missing that the placement asks for, or has no value', () => {
    expect(found({ tags: { costCenter: '' } }, required)).toEqual([
      'TB2201 prod/acme: tenant acme has no tag costCenter, which placement main asks for; add costCenter to tags',
      'TB2201 prod/acme: tenant acme has no tag owner, which placement main asks for; add owner to tags',
    ]);
  });

  test('fails when one is there in another case, and says which', () => {
    expect(found({ tags: { CostCenter: '1', owner: 'x' } }, required)).toEqual([
      'TB2201 prod/acme: tenant acme has no tag costCenter, which placement main asks for; write costCenter for CostCenter',
    ]);
  });

  test('lets the environment give what the placement asks for', () => {
    expect(found({ tags: { costCenter: '1' } }, required, { owner: 'platform' })).toEqual([]);
  });

  test('fails when there are more than fit beside those of the environment and of the state', () => {
    expect(found({ tags: manyTags(48) }, {}, { environment: 'prod' })).toEqual([]);
    expect(found({ tags: manyTags(50) }, {}, { environment: 'prod' })).toEqual([
      'TB2202 prod/acme: tenant acme has 50 tags, and 48 fit beside those of the environment and of the state; take out 2',
    ]);
  });

  test('fails when two keys differ in case alone, which IAM takes for one', () => {
    expect(found({ tags: { Team: 'a', team: 'b', Environment: 'x' } }, {}, { environment: 'prod' })).toEqual([
      'TB2202 prod/acme: tag team of tenant acme is Team but for its case, and a role cannot have both; write Team, or choose another key',
      'TB2202 prod/acme: tag Environment of tenant acme is environment but for its case, and a role cannot have both; write environment, or choose another key',
    ]);
  });
});

describe('grants of a key', () => {
  const principals = (count: number): Tenant['principals'] =>
    Array.from({ length: count }, (_, index) => ({ ...existingReader, arn: `${existingReader.arn}${String(index)}` }));

  test('fails when there are more than KMS takes, with the count and a split (F10)', () => {
    expect(found({ principals: principals(50_000) })).toEqual([]);
    expect(found({ principals: principals(50_001) })).toEqual([
      'TB2206 prod/acme: tenant acme needs 50001 grants and its key takes 50000; let principals who do the same assume one role, or split the tenant into 2',
    ]);
  });

  test('does not count those of whom tags are asked, who stand in the key policy', () => {
    const tagged = { ...existingReader, principalTags: { team: 'a' } };
    expect(found({ principals: [...principals(50_000), tagged] })).toEqual([]);
  });
});

describe('roles of an account', () => {
  const roles = (id: string, count: number): Tenant => ({
    ...acme,
    id,
    principals: [
      existingReader,
      ...Array.from({ length: count }, (_, index) => ({ ...createdWriter, name: `r${String(index)}` })),
    ],
  });
  const problems = (placement: Placement, ...counts: readonly number[]): readonly string[] =>
    checkRoleQuota(
      counts.map((count, index) => ({
        name: `env${String(index)}`,
        placements: [placement],
        tenants: [roles('acme', count)],
      })),
    ).map((one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`);

  test('fails when all environments there together make more than the quota, with a split (F10)', () => {
    expect(problems(deployment, 600, 400)).toEqual([]);
    expect(problems(deployment, 600, 401)).toEqual([
      'TB2207 env0/main: account 111122223333 would have 1001 roles for tenants, and its quota is 1000; have AWS raise the quota and write it as roleQuota of the placement, or spread the tenants over 2 accounts',
    ]);
  });

  test('takes the quota that the account has', () => {
    expect(problems({ ...deployment, roleQuota: 5_000 }, 600, 401)).toEqual([]);
    expect(problems({ ...deployment, roleQuota: 500 }, 501)).toHaveLength(1);
  });
});
