import { describe, expect, test } from '@jest/globals';
import {
  checkSharedNames,
  checkTenantSet,
  noPins,
  proposePins,
  type NamedEnvironment,
  type Placement,
  type Tenant,
} from '../../../modules/core';
import { acme, createdWriter, deployment } from '../../support/tenancy';

function environment(name: string, placements: readonly Placement[], ...tenants: readonly Tenant[]): NamedEnvironment {
  return { name, placements, tenants, pins: proposePins(placements, tenants, noPins) };
}

function found(...environments: readonly NamedEnvironment[]): readonly string[] {
  return checkSharedNames(environments).map((one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`);
}

const shared: Tenant = { ...acme, isolation: 'shared' };

describe('checkSharedNames', () => {
  test('finds nothing between environments whose names differ, or within one', () => {
    const dev = environment('dev', [{ ...deployment, namePrefix: 'corp-dev' }], acme);
    expect(found(environment('prod', [deployment], acme, acme), dev)).toEqual([]);
  });

  test('fails when two environments would share a bucket, an alias and a role in one account (F03)', () => {
    const dev = environment('dev', [deployment], { ...acme, principals: [createdWriter] });
    const prod = environment('prod', [deployment], { ...acme, principals: [createdWriter] });
    const offered = 'choose another id, such as acme-ab8639eb';
    expect(found(dev, prod)).toEqual([
      `TB2006 prod/acme: bucket corp-acme in partition aws is taken by tenant acme of environment dev; ${offered}`,
      `TB2006 prod/acme: alias/corp/acme in account 111122223333, eu-west-1 is taken by tenant acme of environment dev; ${offered}`,
      `TB2006 prod/acme: role corp-acme-app in account 111122223333 is taken by tenant acme of environment dev; ${offered}, or another name for the principal`,
    ]);
  });

  test('fails in another account for the bucket alone: bucket names are unique in a partition (F03)', () => {
    const elsewhere = { ...deployment, accountId: '999999999999' };
    expect(
      found(environment('dev', [deployment], acme), environment('prod', [elsewhere], acme)).map((one) =>
        one.slice(0, 33),
      ),
    ).toEqual(['TB2006 prod/acme: bucket corp-acm']);
    expect(
      found(environment('dev', [deployment], acme), environment('prod', [{ ...elsewhere, partition: 'aws-cn' }], acme)),
    ).toEqual([]);
  });

  test('fails when two placements of one environment would open one pool (F03)', () => {
    const second = { ...deployment, name: 'second', region: 'eu-north-1' };
    const all = environment('prod', [deployment, second], shared, { ...shared, id: 'globex', placement: 'second' });
    expect(found(all)).toEqual([
      'TB2006 prod/second: bucket corp-pool-1 in partition aws is taken by pool 1 of placement main of environment prod; give each placement a name prefix of its own',
    ]);
  });

  test('fails when two tenants take over one bucket in two environments', () => {
    const keyArn = `arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const adopting: Tenant = {
      ...acme,
      principals: [],
      adopt: { bucketName: 'old', keyArn, policy: 'merge', lifecycle: 'merge' },
    };
    const prod = environment('prod', [{ ...deployment, namePrefix: 'p' }], { ...adopting, id: 'globex' });
    expect(found(environment('dev', [deployment], adopting), prod)).toEqual([
      'TB2006 prod/globex: bucket old in partition aws is taken by tenant acme of environment dev; let one of the two take the bucket over',
      `TB2006 prod/globex: key ${keyArn} is taken by tenant acme of environment dev; let one of the two take the key over`,
    ]);
  });

  test('lets a tenant take over what another has left when it retired', () => {
    const keyArn = `arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const heir: Tenant = {
      ...acme,
      id: 'heir',
      principals: [],
      adopt: { bucketName: 'corp-acme', keyArn, policy: 'replace', lifecycle: 'replace' },
    };
    expect(checkTenantSet('dev', [deployment], [{ ...acme, state: 'retired' }, heir])).toEqual([]);
    expect(checkTenantSet('dev', [deployment], [acme, heir])).toMatchObject([{ code: 'TB2006' }]);
    expect(found(environment('dev', [deployment], acme), environment('prod', [deployment], heir))).toEqual([
      'TB2006 prod/heir: bucket corp-acme in partition aws is taken by tenant acme of environment dev; let one of the two take the bucket over',
    ]);
  });
});
