import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { priceBookSchema, readPriceBook } from '../../modules/cost';

const sound = {
  version: 1,
  currency: 'EUR',
  source: 'a contract',
  date: '2026-01-01',
  regions: {
    'eu-west-1': { kmsRequests: { price: 0.03, per: 10_000 }, s3Storage: { price: 2, per: 1, leastPrice: 1 } },
  },
};

function problemsOf(value: unknown): readonly string[] {
  const read = readPriceBook(value);
  return 'regions' in read ? [] : read.map(({ path, message, fix }) => `${path.join('.')}: ${message}; ${fix}`);
}

describe('a price book from a file', () => {
  test('is read with its currency, source, day and regions', () => {
    expect(readPriceBook(sound)).toEqual({
      currency: 'EUR',
      source: 'a contract',
      date: '2026-01-01',
      regions: new Map([['eu-west-1', sound.regions['eu-west-1']]]),
    });
    expect(readPriceBook({ ...sound, freeKmsRequestsPerAccount: 5 })).toMatchObject({ freeKmsRequestsPerAccount: 5 });
  });

  test('fails with every mistake at once, each with its cure', () => {
    const prices = {
      kmsRequest: { price: 1, per: 1 },
      kmsKeys: { price: -1, per: 0 },
      s3Storage: { price: 1, per: 1, leastPrice: 2 },
    };
    const broken = { ...sound, version: 2, currency: 'euro', date: undefined, regions: { 'eu-west-1': prices, x: [] } };
    expect(problemsOf(broken)).toEqual([
      'version: version is 2; give 1, the only version there is',
      'currency: currency is "euro"; give a currency of three capitals, such as EUR',
      'date: date is missing; add the day of the prices, such as 2026-10-03',
      'regions.eu-west-1.kmsRequest: "kmsRequest" is no key here; write kmsRequests',
      'regions.eu-west-1.kmsKeys.price: price is -1; give a number that is not negative',
      'regions.eu-west-1.kmsKeys.per: per is 0; give how many cost the price, 1 or more',
      'regions.eu-west-1.s3Storage.leastPrice: leastPrice is 2; give at most the price, 1',
      expect.stringMatching(/^regions\.x: x is a list; give a map with kmsKeys, /),
    ]);
  });

  test.each([undefined, null, 7, 'x', [], { version: 1 }])('fails, and does not crash, on %j', (value) => {
    expect(problemsOf(value).length).toBeGreaterThan(0);
  });

  test.each([Infinity, NaN, 1e300, '1', null])(
    'fails when a price is %p, so that no sum becomes senseless (F56)',
    (price) => {
      const regions = { 'eu-west-1': { kmsKeys: { price, per: 1 } } };
      expect(problemsOf({ ...sound, regions })).toHaveLength(1);
    },
  );

  test('has a schema for editors, which is the one that is shipped', () => {
    const text = readFileSync(join(__dirname, '..', '..', 'schemas', 'prices.json'), 'utf8');
    // After a change: npm run schemas
    expect(text).toBe(`${JSON.stringify(priceBookSchema(), undefined, 2)}\n`);
  });
});
