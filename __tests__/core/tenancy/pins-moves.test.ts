import { describe, expect, test } from '@jest/globals';
import { checkMove, finishMove, startMove, type Pins } from '../../../modules/core';
import { acmePin, pinsOf } from '../../support/pins';
import { deployment } from '../../support/tenancy';

const inTwo = { ...acmePin, id: 'globex', number: 2 };

function request(to: number, pins: Pins): Parameters<typeof checkMove>[0] {
  return { environment: 'prod', placements: [{ ...deployment, shardSize: 1 }], pins, id: 'acme', to };
}

describe('checkMove', () => {
  test('allows a shard with room, and the one that is still to be made', () => {
    expect(checkMove(request(2, pinsOf(acmePin)))).toEqual([]);
    expect(checkMove(request(3, pinsOf(acmePin, inTwo)))).toEqual([]);
    expect(checkMove(request(2, pinsOf(acmePin, { ...inTwo, retired: true })))).toEqual([]);
  });

  test.each<[string, number, Pins, string]>([
    ['who is not pinned', 2, pinsOf(), 'the tenant is not pinned; run tenant-buckets pin first'],
    ['where it lives', 1, pinsOf(acmePin), 'the tenant lives in shard 1 already; name another shard'],
    [
      'of a pool',
      2,
      pinsOf({ ...acmePin, isolation: 'shared' }),
      'the tenant shares pool 1, and a prefix cannot leave its bucket; vend a tenant of another id and copy the objects',
    ],
    [
      'who has retired',
      2,
      pinsOf({ ...acmePin, retired: true }),
      'the tenant has retired, so no stack has it; leave it where it is',
    ],
    ['to a full shard', 2, pinsOf(acmePin, inTwo), 'shard 2 is full: 1 tenants live there; name another shard'],
    [
      'past the next shard',
      4,
      pinsOf(acmePin, inTwo),
      'there is no shard 4 in placement main; name one from 1 to 3; the last is new',
    ],
    [
      'before the first shard',
      0,
      pinsOf(acmePin),
      'there is no shard 0 in placement main; name one from 1 to 2; the last is new',
    ],
    [
      'who is on its way',
      3,
      startMove(request(2, pinsOf(acmePin)), []),
      'the tenant is on its way from shard 1 to 2; deploy both stacks, then run tenant-buckets move acme --done',
    ],
  ])('fails when the tenant is one %s', (_, to, pins, expected) => {
    const found = checkMove(request(to, pins)).map((one) => `${one.code} ${one.path} ${one.message}; ${one.fix}`);
    expect(found).toEqual([`TB5104 prod/acme ${expected}`]);
  });
});

describe('startMove and finishMove', () => {
  const resources = [
    { address: 'aws_s3_bucket.acme_b', importId: 'corp-acme' },
    { address: 'aws_kms_key.acme_k', importId: '1234' },
  ];

  test('put the tenant into its new shard and keep what terraform has to hand over, sorted', () => {
    const pins = startMove(request(2, pinsOf(acmePin)), resources);
    expect(pins.tenants).toEqual([{ ...acmePin, number: 2 }]);
    expect(pins.moves).toEqual([{ id: 'acme', from: 1, to: 2, resources: resources.toReversed() }]);
  });

  test('leave the tenant in its new shard when the move is done, and other moves as they are', () => {
    const other = { id: 'globex', from: 1, to: 2, resources: [] };
    const pins = startMove(request(2, { ...pinsOf(acmePin, inTwo), moves: [other] }), resources);
    expect(finishMove(pins, 'acme')).toEqual({ ...pins, moves: [other] });
  });
});
