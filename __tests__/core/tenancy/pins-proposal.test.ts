import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { noPins, proposePins, type Pins, type Tenant } from '../../../modules/core';
import { acmePin, pinsOf } from '../../support/pins';
import { acme, createdWriter, deployment } from '../../support/tenancy';

const small = { ...deployment, shardSize: 2 };

function tenants(...ids: readonly string[]): readonly Tenant[] {
  return ids.map((id) => ({ ...acme, id }));
}

function shards(pins: Pins): { readonly [id: string]: number } {
  return Object.fromEntries(pins.tenants.map((pin) => [pin.id, pin.number]));
}

describe('proposePins', () => {
  test('writes down where a new tenant lives, what it is called, and what its placement is', () => {
    expect(proposePins([deployment], [acme], noPins)).toEqual(pinsOf(acmePin));
  });

  test('numbers shared tenants by their pool, whose bucket they pin', () => {
    const [pin] = proposePins([deployment], [{ ...acme, isolation: 'shared' }], noPins).tenants;
    expect(pin).toEqual({ ...acmePin, isolation: 'shared', bucketName: 'corp-pool-1' });
  });

  test('pins the key and the bucket that a tenant brings', () => {
    const keyArn = 'arn:aws:kms:eu-west-1:444455556666:key/00000000-0000-0000-0000-000000000001';
    const owned: Tenant = { ...acme, key: { owner: 'tenant', accountId: '444455556666', arn: keyArn } };
    expect(proposePins([deployment], [owned], noPins).tenants).toEqual([
      { ...acmePin, keyOwner: '444455556666', keyArn },
    ]);
    const adopted: Tenant = {
      ...acme,
      adopt: { bucketName: 'old-data', keyArn, policy: 'merge', lifecycle: 'merge' },
    };
    expect(proposePins([deployment], [adopted], noPins).tenants).toEqual([
      { ...acmePin, bucketName: 'old-data', keyArn },
    ]);
  });

  test('learns of a key that comes later and of a retirement, and of nothing else', () => {
    const keyArn = 'arn:aws:kms:eu-west-1:444455556666:key/00000000-0000-0000-0000-000000000001';
    const pending = { ...acmePin, keyOwner: '444455556666' };
    const now: Tenant = {
      ...acme,
      placement: 'elsewhere',
      isolation: 'shared',
      state: 'retired',
      key: { owner: 'tenant', accountId: '444455556666', arn: keyArn },
    };
    expect(proposePins([deployment], [now], pinsOf(pending)).tenants).toEqual([{ ...pending, keyArn, retired: true }]);
  });

  test('keeps the pin of a tenant that stands in no file any more', () => {
    expect(proposePins([deployment], [], pinsOf(acmePin))).toEqual(pinsOf(acmePin));
  });

  test('pins nobody in a placement that does not exist', () => {
    expect(proposePins([deployment], [{ ...acme, placement: 'elsewhere' }], noPins)).toEqual(noPins);
  });

  test('fills shards to the size of the placement, 50 when it says none', () => {
    const ids = Array.from({ length: 51 }, (_, index) => `t-${String(index).padStart(2, '0')}`);
    const numbers = (pins: Pins): readonly number[] => Object.values(shards(pins));
    expect(numbers(proposePins([deployment], tenants(...ids), noPins)).filter((one) => one === 1)).toHaveLength(50);
    expect(numbers(proposePins([small], tenants('a', 'b', 'c', 'd', 'e'), noPins)).toSorted()).toEqual([1, 1, 2, 2, 3]);
  });

  test('gives the place of one who retired to another', () => {
    const before = proposePins([small], tenants('aa', 'bb'), noPins);
    const retired = proposePins([small], [{ ...acme, id: 'aa', state: 'retired' }, ...tenants('bb', 'cc')], before);
    expect(shards(retired)).toEqual({ aa: 1, bb: 1, cc: 1 });
  });

  test('opens the next pool before a bucket policy is full', () => {
    const ids = Array.from({ length: 60 }, (_, index) => `shared-tenant-${String(index).padStart(2, '0')}`);
    const all = ids.map((id): Tenant => ({ ...acme, id, isolation: 'shared', principals: [createdWriter] }));
    const fill = Object.values(shards(proposePins([deployment], all, noPins)));
    const first = fill.filter((one) => one === 1).length;
    expect(first).toBeGreaterThan(10);
    expect(first).toBeLessThan(40);
    expect(new Set(fill).size).toBeGreaterThan(1);
  });

  test('moves nobody who is pinned, whoever comes and in whatever order (F25, F26)', () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9]{1,6}$/);
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 20 }), fc.uniqueArray(id, { maxLength: 20 }), (first, later) => {
        const before = proposePins([small], tenants(...first), noPins);
        const ids = [...new Set([...later, ...first])];
        const after = proposePins([small], tenants(...ids), before);
        expect(shards(after)).toMatchObject(shards(before));
        expect(proposePins([small], tenants(...ids.toReversed()), before)).toEqual(after);
        expect(after.tenants.map((pin) => pin.id)).toEqual(ids.toSorted());
      }),
    );
  });
});
