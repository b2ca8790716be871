import { describe, expect, test } from '@jest/globals';
import {
  checkPins,
  refusedPlacementChanges,
  refusedTenantChanges,
  type Pins,
  type Placement,
  type Tenant,
} from '../../../modules/core';
import { acmePin, pinsOf } from '../../support/pins';
import { acme, deployment } from '../../support/tenancy';

const keyArn = 'arn:aws:kms:eu-west-1:444455556666:key/00000000-0000-0000-0000-000000000001';
const otherArn = keyArn.replace('0001', '0002');
const adopt = { bucketName: 'old-data', keyArn, policy: 'merge', lifecycle: 'merge' } as const;
const ownKey = { owner: 'tenant', accountId: '444455556666', arn: keyArn } as const;
const placements = [deployment, { ...deployment, name: 'second' }];

function complaints(
  tenants: readonly Tenant[],
  pins: Pins,
  where: readonly Placement[] = placements,
): readonly string[] {
  return checkPins('prod', where, tenants, pins).map((one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`);
}

describe('checkPins', () => {
  test('finds nothing wrong with a tenant that is as it was pinned', () => {
    expect(complaints([acme], pinsOf(acmePin))).toEqual([]);
  });

  test('lets enforcement, principals, lifecycle, tags, key days and state change in place', () => {
    const changed: Tenant = {
      ...acme,
      state: 'suspended',
      enforcement: 'strict',
      principals: [],
      lifecycle: { noncurrentDays: 1, abortUploadDays: 1 },
      key: { owner: 'platform', rotationDays: 90, deletionWindowDays: 7 },
      tags: {},
      residency: ['eu-west-1'],
    };
    expect(complaints([changed], pinsOf(acmePin))).toEqual([]);
  });

  test('lets the key of a tenant arrive', () => {
    const pending = { ...acmePin, keyOwner: '444455556666', keyArn };
    expect(complaints([{ ...acme, key: ownKey }], pinsOf(pending))).toEqual([]);
  });

  test('fails when a tenant is not pinned', () => {
    expect(complaints([acme], pinsOf())).toEqual([
      'TB2150 prod/acme: tenant acme is not pinned; run tenant-buckets pin and commit what it writes',
    ]);
  });

  test('fails when a pinned tenant stands in no file', () => {
    expect(complaints([], pinsOf(acmePin))).toEqual([
      'TB2151 prod/acme: tenant acme is pinned and stands in no file; put its entry back; to end it, run tenant-buckets tenant retire',
    ]);
  });

  test('asks for a pin when a tenant’s own key is there at last, and for nothing else', () => {
    const pending = { ...acmePin, keyOwner: ownKey.accountId };
    const { keyArn: _, ...unkeyed } = pending;
    expect(complaints([{ ...acme, key: ownKey }], pinsOf(unkeyed))).toEqual([
      'TB2150 prod/acme: tenant acme is not pinned with the key that it has now; run tenant-buckets handshake check, then tenant-buckets pin, and commit what it writes',
    ]);
    expect(complaints([{ ...acme, key: { owner: 'tenant', accountId: ownKey.accountId } }], pinsOf(unkeyed))).toEqual(
      [],
    );
  });

  test('fails when an id changes, as one who is missing and one who is not pinned (F26)', () => {
    expect(complaints([{ ...acme, id: 'apex' }], pinsOf(acmePin)).map((one) => one.slice(0, 18))).toEqual([
      'TB2150 prod/apex: ',
      'TB2151 prod/acme: ',
    ]);
  });

  test.each<[string, Partial<Tenant>, Partial<typeof acmePin>, string]>([
    [
      'placement',
      { placement: 'second' },
      {},
      'TB2152 prod/acme: placement of tenant acme is second, and was pinned as main; ',
    ],
    [
      'isolation',
      { isolation: 'shared' },
      {},
      'TB2153 prod/acme: isolation of tenant acme is shared, and was pinned as dedicated; ',
    ],
    [
      'key owner',
      { key: ownKey },
      {},
      'TB2154 prod/acme: key owner of tenant acme is 444455556666, and was pinned as platform; ',
    ],
    [
      'account of the key',
      { key: ownKey },
      { keyOwner: '999999999999' },
      'TB2154 prod/acme: key owner of tenant acme is 444455556666, and was pinned as 999999999999; ',
    ],
    [
      'key',
      { key: { ...ownKey, arn: otherArn } },
      { keyOwner: '444455556666', keyArn },
      `TB2155 prod/acme: key of tenant acme is ${otherArn}, and was pinned as ${keyArn}; `,
    ],
    [
      'key that goes away again',
      { key: { owner: 'tenant', accountId: '444455556666' } },
      { keyOwner: '444455556666', keyArn },
      `TB2155 prod/acme: key of tenant acme is not there yet, and was pinned as ${keyArn}; `,
    ],
    [
      'key that is taken over',
      { adopt: { ...adopt, bucketName: 'corp-acme' } },
      {},
      `TB2155 prod/acme: key of tenant acme is ${keyArn}, and was pinned as made here; `,
    ],
    [
      'bucket',
      { adopt: { ...adopt, bucketName: 'other-data' } },
      { bucketName: 'old-data', keyArn },
      'TB2156 prod/acme: bucket of tenant acme is other-data, and was pinned as old-data; ',
    ],
    [
      'construct id',
      {},
      { constructId: 'tenant-acme' },
      'TB2161 prod/acme: construct id of tenant acme is acme, and was pinned as tenant-acme; ',
    ],
  ])('fails when the %s of a tenant changes, once', (_, tenant, pin, expected) => {
    const [first, ...more] = complaints([{ ...acme, ...tenant }], pinsOf({ ...acmePin, ...pin }));
    expect(first?.slice(0, expected.length)).toBe(expected);
    expect(more).toEqual([]);
  });

  test.each<[string, Partial<Placement>, string]>([
    ['account', { accountId: '999999999999' }, 'TB2158'],
    ['region', { region: 'eu-north-1' }, 'TB2158'],
    ['partition', { partition: 'aws-cn' }, 'TB2158'],
    ['name prefix', { namePrefix: 'new' }, 'TB2159'],
    ['role path', { rolePath: '/' }, 'TB2160'],
  ])('fails when the %s of a placement changes, once for all its tenants', (what, change, code) => {
    const globex = { ...acmePin, id: 'globex', constructId: 'globex', bucketName: 'corp-globex' };
    const found = complaints([acme, { ...acme, id: 'globex' }], pinsOf(acmePin, globex), [
      { ...deployment, ...change },
    ]);
    expect(found).toEqual([expect.stringMatching(`^${code} prod/main: ${what} of placement main is `)]);
  });

  test('fails when a placement is gone where somebody was pinned', () => {
    const found = complaints([acme], pinsOf(acmePin), [{ ...deployment, name: 'second' }]);
    expect(found).toEqual([
      'TB2158 prod/main: placement main is gone, and tenants were pinned there; put it back beside second',
    ]);
  });

  test('fails when a tenant retires without its pin, and when it comes back', () => {
    expect(complaints([{ ...acme, state: 'retired' }], pinsOf(acmePin))).toEqual([
      'TB2150 prod/acme: tenant acme is not pinned as retired; run tenant-buckets pin and commit what it writes',
    ]);
    expect(complaints([acme], pinsOf({ ...acmePin, retired: true }))).toEqual([
      'TB2157 prod/acme: tenant acme is active, and was pinned as retired; write state: retired; a new tenant can take its bucket and key over with adopt',
    ]);
  });

  test('fails when a tenant has the name of a pool (F03)', () => {
    const pool1 = { ...acmePin, id: 'pool-1', constructId: 'pool-1', bucketName: 'corp-pool-1' };
    const shared = { ...acmePin, isolation: 'shared', bucketName: 'corp-pool-1' } as const;
    const tenants: readonly Tenant[] = [
      { ...acme, id: 'pool-1' },
      { ...acme, isolation: 'shared' },
    ];
    expect(complaints(tenants, pinsOf(shared, pool1))).toEqual([
      'TB2006 prod/pool-1: bucket corp-pool-1 is taken by a pool; choose another id',
    ]);
  });

  test('fails when a move does not agree with the pin that it changed', () => {
    const moves = [{ id: 'acme', from: 1, to: 2, resources: [] }];
    expect(complaints([acme], { ...pinsOf({ ...acmePin, number: 2 }), moves })).toEqual([]);
    expect(complaints([acme], { ...pinsOf(acmePin), moves })).toEqual([
      'TB2163 prod/acme: the move of acme goes from shard 1 to 2, and its pin says shard 1; restore both files from version control, and change them by tenant-buckets move only',
    ]);
  });

  test('knows every refused change by a code of its own kind', () => {
    const codes = [...refusedTenantChanges, ...refusedPlacementChanges].map((one) => one.code);
    expect(new Set(codes)).toEqual(
      new Set(['TB2152', 'TB2153', 'TB2154', 'TB2155', 'TB2156', 'TB2158', 'TB2159', 'TB2160', 'TB2161', 'TB2181']),
    );
  });
});
