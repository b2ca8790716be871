import { describe, expect, test } from '@jest/globals';
import { checkTenantSet, type Placement, type Tenant } from '../../../modules/core';
import { acme, createdWriter, deployment, existingReader } from '../../support/tenancy';

function found(tenants: readonly Tenant[], placements: readonly Placement[] = [deployment]): readonly string[] {
  return checkTenantSet('trial', placements, tenants).map((one) => `${one.code} ${one.path}: ${one.message}`);
}

describe('checkTenantSet', () => {
  test('finds nothing wrong with tenants that share nothing', () => {
    expect(found([acme, { ...acme, id: 'globex' }])).toEqual([]);
  });

  test('lets one id live in two places whose names differ', () => {
    const second = { ...deployment, name: 'second', namePrefix: 'other' };
    expect(found([acme, { ...acme, placement: 'second' }], [deployment, second])).toEqual([]);
  });

  test('fails when a placement does not exist, and names those that do', () => {
    const second = { ...deployment, name: 'second' };
    expect(checkTenantSet('trial', [deployment, second], [{ ...acme, placement: 'elsewhere' }])).toEqual([
      {
        code: 'TB2007',
        severity: 'error',
        path: 'trial/acme',
        message: 'placement "elsewhere" does not exist',
        fix: 'name one of main, second',
      },
    ]);
  });

  test('fails when two placements would make one bucket: bucket names are unique in a partition (F03)', () => {
    const second = { ...deployment, name: 'second', accountId: '444455556666', region: 'us-east-1' };
    expect(found([acme, { ...acme, placement: 'second' }], [deployment, second])).toEqual([
      'TB2006 trial/acme: bucket corp-acme in partition aws is taken by tenant acme',
    ]);
  });

  test('fails when two created principals of a tenant have one name', () => {
    expect(found([{ ...acme, principals: [createdWriter, { ...createdWriter, access: 'reader' }] }])).toEqual([
      'TB2006 trial/acme: role corp-acme-app in account 111122223333 is taken by tenant acme',
    ]);
  });

  test('fails when a tenant names an ARN more than once with one access, with one error for each', () => {
    const reader = { ...existingReader, arn: `${existingReader.arn}-2` };
    const principals = [existingReader, reader, existingReader, existingReader, createdWriter];
    expect(checkTenantSet('trial', [deployment], [{ ...acme, principals }])).toEqual([
      {
        code: 'TB2010',
        severity: 'error',
        path: 'trial/acme',
        message: `principal ${existingReader.arn} stands more than once as reader`,
        fix: 'name it once as reader and once as writer at most',
      },
    ]);
  });

  test('lets one principal both read and write', () => {
    expect(found([{ ...acme, principals: [existingReader, { ...existingReader, access: 'writer' }] }])).toEqual([]);
  });
});
