import { describe, expect, test } from '@jest/globals';
import { checkPins, noPins, proposePins, type ObjectLock, type Pins, type Tenant } from '../../../modules/core';
import { acmePin, pinsOf } from '../../support/pins';
import { acme, deployment } from '../../support/tenancy';

const locked = lockedBy({ mode: 'GOVERNANCE', days: 30 });
const lockedPin = { ...acmePin, objectLock: true } as const;

function lockedBy(objectLock: ObjectLock): Tenant {
  return { ...acme, lifecycle: { ...acme.lifecycle, objectLock } };
}

function complaints(tenant: Tenant, pins: Pins): readonly string[] {
  return checkPins('prod', [deployment], [tenant], pins).map((one) => `${one.code} ${one.message}; ${one.fix}`);
}

describe('Object Lock over time', () => {
  test('is pinned with a new tenant, and learned by the pin of one that has lived without', () => {
    expect(proposePins([deployment], [locked], noPins).tenants).toMatchObject([{ id: 'acme', objectLock: true }]);
    expect(proposePins([deployment], [locked], pinsOf(acmePin)).tenants).toEqual([lockedPin]);
    expect(proposePins([deployment], [acme], noPins).tenants[0]).not.toHaveProperty('objectLock');
  });

  test('is never unlearned', () => {
    expect(proposePins([deployment], [acme], pinsOf(lockedPin)).tenants).toEqual([lockedPin]);
  });

  test('may change its mode and days, for what is written from then on', () => {
    expect(complaints(locked, pinsOf(lockedPin))).toEqual([]);
    expect(complaints(lockedBy({ mode: 'COMPLIANCE', days: 1 }), pinsOf(lockedPin))).toEqual([]);
  });

  test('fails when it is turned on and nobody has pinned that it is for good', () => {
    expect(complaints(locked, pinsOf(acmePin))).toEqual([
      'TB2150 tenant acme is not pinned with Object Lock; run tenant-buckets pin and commit what it writes; Object Lock can never be turned off again',
    ]);
  });

  test('fails when it is turned off (F24)', () => {
    expect(complaints(acme, pinsOf(lockedPin))).toEqual([
      'TB2181 Object Lock of tenant acme is off, and was pinned as on; put lifecycle.objectLock back; its mode and days may change. For a bucket without it, vend a tenant of another id, copy the objects, then retire this one',
    ]);
  });
});
