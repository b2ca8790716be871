import { describe, expect, test } from '@jest/globals';
import { billOf, savedShare } from '../../../modules/demo/headline/bill';

const without = { requests: 150, calls: { GenerateDataKey: 50, Decrypt: 100 }, events: 150 };
const under = { requests: 150, calls: { GenerateDataKey: 2, Decrypt: 2 }, events: 4 };

describe('a bill', () => {
  test('is the requests to KMS at list price, and what a million of such requests would cost', () => {
    const { usd, usdPerMillion, ...counts } = billOf(without);
    expect(counts).toEqual({ kmsRequests: 150, events: 150 });
    expect(usd).toBeCloseTo(0.00045, 10);
    expect(usdPerMillion).toBeCloseTo(3, 10);
  });

  test('of nothing is nothing', () => {
    expect(billOf({ requests: 0, calls: {}, events: 0 })).toEqual({
      kmsRequests: 0,
      usd: 0,
      usdPerMillion: 0,
      events: 0,
    });
  });
});

describe('the share that is saved', () => {
  test('is that of the published measurement for its numbers', () => {
    expect(savedShare(without, under)).toBeCloseTo(0.9733, 4);
  });

  test('is none where nothing was to be saved', () => {
    expect(savedShare({ requests: 1, calls: {}, events: 0 }, under)).toBe(0);
  });
});
