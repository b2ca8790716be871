import { describe, expect, test } from '@jest/globals';
import { checkPool, checkShare, type PoolTenant } from '../../../modules/core';
import { poolKeyArn, poolOf, poolPrincipal, poolTenant } from '../../support/pools';
import { acme } from '../../support/tenancy';

function found(...tenants: readonly PoolTenant[]): readonly string[] {
  return checkPool('p', poolOf(...tenants)).map((one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`);
}

describe('checkPool', () => {
  test('finds nothing wrong with tenants that share nothing', () => {
    expect(found()).toEqual([]);
    expect(found(poolTenant('blue'), poolTenant('red'), poolTenant('blue-2'))).toEqual([]);
  });

  test('takes prefixes of several parts of which none lies in another', () => {
    const apart = ['a/b/', 'a/c/', 'ab/', 'a.b/'].map((prefix, index) => poolTenant(`t${String(index)}`, { prefix }));
    expect(found(...apart)).toEqual([]);
  });

  test.each([['team'], ['/team/'], [''], ['/'], ['a//b/'], ['te*m/'], ['t?/'], ['${aws:username}/'], ['../'], ['ä/']])(
    'fails when a prefix is %p, which is no folder (F09)',
    (prefix) => {
      expect(found(poolTenant('blue', { prefix }))).toEqual([
        `TB2101 p: prefix "${prefix}" of tenant blue is no folder; give parts of letters, digits and _ . = @ - that begin with a letter or digit, each with a slash behind it`,
      ]);
    },
  );

  test('fails when team would take in team2: both say so (F09)', () => {
    expect(found(poolTenant('one', { prefix: 'team' }), poolTenant('two', { prefix: 'team2/' }))).toEqual([
      'TB2101 p: prefix "team" of tenant one is no folder; give parts of letters, digits and _ . = @ - that begin with a letter or digit, each with a slash behind it',
      'TB2102 p: prefix "team2/" of tenant two lies in prefix "team" of tenant one; give each tenant a prefix in which no other lies',
    ]);
  });

  test('fails when prefixes lie in one another, however many lie between them (F09)', () => {
    const tenants = ['a/', 'a/b/', 'a/b/c/', 'b/', 'a/'].map((prefix, index) =>
      poolTenant(`t${String(index)}`, { prefix }),
    );
    expect(found(...tenants).map((one) => one.split(';')[0])).toEqual([
      'TB2102 p: prefix "a/" of tenant t4 lies in prefix "a/" of tenant t0',
      'TB2102 p: prefix "a/b/" of tenant t1 lies in prefix "a/" of tenant t0',
      'TB2102 p: prefix "a/b/c/" of tenant t2 lies in prefix "a/" of tenant t0',
    ]);
  });

  test('fails when two tenants let one principal in', () => {
    const shared = poolPrincipal('blue', 'reader');
    expect(
      found(poolTenant('blue'), poolTenant('red', { principals: [shared, { ...shared, access: 'writer' }] })),
    ).toEqual([
      `TB2104 p: principal ${shared.arn} of tenant red is let in by tenant blue too; give each tenant of a shared bucket principals of its own, or make one of the two dedicated`,
    ]);
  });

  test('fails when a tenant lets in an account and another somebody in it', () => {
    const account = { kind: 'existing', arn: 'arn:aws:iam::444455556666:root', access: 'reader' } as const;
    const role = { ...account, arn: 'arn:aws:iam::444455556666:role/analyst' };
    const codes = (first: typeof account | typeof role, second: typeof account | typeof role): readonly string[] =>
      checkPool(
        'p',
        poolOf(poolTenant('blue', { principals: [first] }), poolTenant('red', { principals: [second] })),
      ).map((one) => `${one.code} ${one.message}`);
    expect(codes(account, role)).toEqual([`TB2104 principal ${role.arn} of tenant red is let in by tenant blue too`]);
    expect(codes(role, account)).toEqual([`TB2104 principal ${role.arn} of tenant blue is let in by tenant red too`]);
    expect(codes(account, account)).toHaveLength(1);
    expect(checkPool('p', poolOf(poolTenant('blue', { principals: [account, role] })))).toEqual([]);
  });

  test('fails when two tenants have one key', () => {
    expect(found(poolTenant('blue'), poolTenant('red', { keyArn: poolKeyArn('blue') }))).toEqual([
      'TB2105 p: tenant red has the key of tenant blue; give each tenant a key of its own: the encryption context of a shared bucket tells no prefix',
    ]);
  });

  test('takes several tenants whose keys are not there yet', () => {
    const pending = ['blue', 'red'].map((id) => {
      const { keyArn: _, ...tenant } = poolTenant(id);
      return tenant;
    });
    expect(found(...pending)).toEqual([]);
  });

  test('fails when the policy has more bytes than S3 takes, with how many tenants fit (F10)', () => {
    const tenants = Array.from({ length: 16 }, (_, index) => poolTenant(`tenant-${String(index).padStart(2, '0')}`));
    expect(found(...tenants.slice(0, 15))).toEqual([]);
    expect(found(...tenants)).toEqual([
      'TB2100 p: the policy of pool corp-pool-1 has 20762 bytes and AWS takes 20480: 15 of 16 tenants fit; open the next pool for the tenants that came last, or name fewer principals; nobody moves who has data here',
    ]);
  });

  test('counts who is suspended as if it were not, so that it can come back', () => {
    const tenants = Array.from({ length: 16 }, (_, index) =>
      poolTenant(`tenant-${String(index).padStart(2, '0')}`, { suspended: true }),
    );
    expect(found(...tenants)).toHaveLength(1);
  });

  test('counts ten thousand tenants (F10)', () => {
    const tenants = Array.from({ length: 10_000 }, (_, index) => poolTenant(`t${String(index).padStart(5, '0')}`));
    expect(checkPool('p', poolOf(...tenants)).map((one) => one.message.replace(/\d+ bytes/, 'N bytes'))).toEqual([
      'the policy of pool corp-pool-1 has N bytes and AWS takes 20480: 16 of 10000 tenants fit',
    ]);
  });
});

describe('checkShare', () => {
  test('takes a tenant that asks for nothing of a whole bucket', () => {
    expect(checkShare('p', acme, acme.lifecycle)).toEqual([]);
  });

  test('fails when a tenant asks for Object Lock or an existing bucket, with both', () => {
    const asking = {
      ...acme,
      lifecycle: { ...acme.lifecycle, objectLock: { mode: 'GOVERNANCE' as const, days: 1 } },
      adopt: { bucketName: 'b', keyArn: 'k', policy: 'merge' as const, lifecycle: 'merge' as const },
    };
    expect(checkShare('p', asking, acme.lifecycle).map((one) => `${one.code} ${one.message}; ${one.fix}`)).toEqual([
      'TB2106 tenant acme is shared and asks for lifecycle.objectLock; take lifecycle.objectLock out, or make the tenant dedicated',
      'TB2106 tenant acme is shared and asks for adopt; take adopt out, or make the tenant dedicated',
    ]);
  });

  test('fails when a tenant asks for other days than its pool has, with each of them', () => {
    const transitions = [{ storageClass: 'GLACIER' as const, days: 90 }];
    const asking = { ...acme, lifecycle: { ...acme.lifecycle, noncurrentDays: 30, transitions } };
    expect(checkShare('p', asking, acme.lifecycle).map((one) => `${one.code} ${one.message}; ${one.fix}`)).toEqual([
      'TB2108 tenant acme asks for lifecycle.noncurrentDays 30, and its pool has 90; ask for what the pool has, or make the tenant dedicated',
      'TB2108 tenant acme asks for lifecycle.transitions [{"storageClass":"GLACIER","days":90}], and its pool has none; ask for what the pool has, or make the tenant dedicated',
    ]);
  });
});
