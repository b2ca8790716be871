import { describe, expect, test } from '@jest/globals';
import { BucketKeys, type BucketKeyHolder } from '../../../modules/gateway/bucket-keys/bucket-keys';

const holder: BucketKeyHolder = {
  bucket: 'corp-acme',
  keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  requester: 'arn:aws:iam::111122223333:role/app []',
  encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' },
};
const settings = { bucketKeyTtlSeconds: 300, bucketKeyExpiry: 'absolute', bucketKeyPartitions: 1 } as const;
const at = (second: number): Date => new Date(second * 1000);

describe('a bucket-level key', () => {
  test('writes until it expires, and reads what it wrote', () => {
    const keys = new BucketKeys();
    expect(keys.current(holder, 0, at(0))).toBeUndefined();
    const generation = keys.begin(holder, 0, at(0), settings);
    expect(keys.current(holder, 0, at(299))).toBe(generation);
    expect(keys.holds(holder, 0, generation, at(299))).toBe(true);
    expect(keys.current(holder, 0, at(300))).toBeUndefined();
    expect(keys.holds(holder, 0, generation, at(300))).toBe(false);
  });

  test.each<[string, Partial<BucketKeyHolder>]>([
    ['bucket', { bucket: 'corp-beta' }],
    ['key', { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/2' }],
    ['requester', { requester: 'arn:aws:iam::111122223333:role/other []' }],
    ['context', { encryptionContext: { ...holder.encryptionContext, team: 'a' } }],
    ['value of the context', { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::corp-beta' } }],
  ])('is not shared with another %s', (_, change) => {
    const keys = new BucketKeys();
    const generation = keys.begin(holder, 0, at(0), settings);
    expect(keys.current({ ...holder, ...change }, 0, at(1))).toBeUndefined();
    expect(keys.current(holder, 0, at(1))).toBe(generation);
    expect(keys.holds({ ...holder, ...change }, 0, generation, at(1))).toBe(false);
  });

  test('is shared by contexts that differ in their order alone', () => {
    const keys = new BucketKeys();
    const generation = keys.begin({ ...holder, encryptionContext: { a: '1', b: '2' } }, 0, at(0), settings);
    expect(keys.current({ ...holder, encryptionContext: { b: '2', a: '1' } }, 0, at(1))).toBe(generation);
  });

  test('is one in each partition, and partitions take turns', () => {
    const keys = new BucketKeys();
    const generation = keys.begin(holder, 0, at(0), settings);
    expect(keys.current(holder, 1, at(1))).toBeUndefined();
    expect(keys.holds(holder, 1, generation, at(1))).toBe(false);
    const turns = Array.from({ length: 4 }, () => keys.nextPartition({ ...settings, bucketKeyPartitions: 2 }));
    expect(turns).toEqual([1, 0, 1, 0]);
  });

  test.each([
    ['absolute', false],
    ['sliding', true],
  ] as const)('under expiry %s lives on by use: %s', (bucketKeyExpiry, expected) => {
    const keys = new BucketKeys();
    const own = { ...settings, bucketKeyExpiry };
    const generation = keys.begin(holder, 0, at(0), own);
    keys.used(holder, 0, generation, at(200), own);
    expect(keys.current(holder, 0, at(400)) === generation).toBe(expected);
    expect(keys.holds(holder, 0, generation, at(400))).toBe(expected);
  });

  test('of an older generation still reads once it was decrypted', () => {
    const keys = new BucketKeys();
    const first = keys.begin(holder, 0, at(0), settings);
    const second = keys.begin(holder, 0, at(300), settings);
    expect(second).not.toBe(first);
    keys.keep(holder, 0, first, at(301), settings);
    expect(keys.holds(holder, 0, first, at(302))).toBe(true);
    expect(keys.current(holder, 0, at(302))).toBe(second);
  });

  test('that has expired is let go, however many there were', () => {
    const keys = new BucketKeys();
    for (let second = 0; second < 20_000; second += 1) {
      keys.begin({ ...holder, requester: `role ${String(second)}` }, 0, at(second), settings);
    }
    expect(keys.size).toBeLessThan(3_000);
    keys.clear();
    expect(keys.size).toBe(0);
  });
});
