import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { proposeShard } from '../../../modules/core/tenancy/pins-shards';

describe('proposeShard', () => {
  test('opens the first shard for the first tenant', () => {
    expect(proposeShard('acme', [], 50)).toBe(1);
  });

  test('spreads tenants over the shards that there are, by their id alone', () => {
    const ids = Array.from({ length: 400 }, (_, index) => `tenant-${String(index)}`);
    const counts = [1, 2, 3, 4].map((shard) => ids.filter((id) => proposeShard(id, [0, 0, 0, 0], 50) === shard).length);
    expect(Math.min(...counts)).toBeGreaterThan(60);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(400);
  });

  test.each([
    ['the next one while the proposed one is full', [50, 50, 3], 3],
    ['the first again when those behind are full', [3, 50, 50], 1],
    ['a new one when all are full', [50, 50, 50], 4],
  ])('takes %s', (_, fill, expected) => {
    const landed = ['acme', 'globex', 'initech', 'umbrella'].map((id) => proposeShard(id, fill, 50));
    expect(landed).toEqual([expected, expected, expected, expected]);
  });

  test('answers the same for the same id in every version: a pinned hash', () => {
    expect(
      ['acme', 'globex', 'initech'].map((id) =>
        proposeShard(
          id,
          Array.from({ length: 97 }, () => 0),
          50,
        ),
      ),
    ).toEqual([42, 17, 15]);
  });

  test('never overfills a shard and leaves no gap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 }), fc.string(), (fill, id) => {
        const shard = proposeShard(id, fill, 5);
        expect(shard).toBeGreaterThanOrEqual(1);
        expect(shard).toBeLessThanOrEqual(fill.length + 1);
        expect(fill[shard - 1] ?? 0).toBeLessThan(5);
        expect(shard === fill.length + 1).toBe(fill.every((count) => count === 5));
      }),
    );
  });
});
