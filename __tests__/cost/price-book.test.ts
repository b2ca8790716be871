import { describe, expect, test } from '@jest/globals';
import { priceOf, publishedPrices } from '../../modules/cost';
import { amount } from '../support/costs';

describe('the price of a quantity', () => {
  test('is that of the region', () => {
    expect(priceOf('kmsRequests', 150, publishedPrices, 'us-east-1')).toEqual(amount(0.00045));
    expect(priceOf('kmsRequests', amount(10_000, 20_000), publishedPrices, 'us-east-1')).toEqual(amount(0.03, 0.06));
  });

  test('lies between the first step and the last where an account with more pays less', () => {
    expect(priceOf('s3Storage', 1_000, publishedPrices, 'us-east-1')).toEqual(amount(21, 23));
  });

  test('is unknown where the book has no price, and says which is missing (F56)', () => {
    expect(priceOf('kmsRequests', 1, publishedPrices, 'eu-west-1')).toEqual({
      kind: 'unknown',
      why: 'the price book has no prices for eu-west-1',
    });
    const poor = { ...publishedPrices, regions: new Map([['eu-west-1', {}]]) };
    expect(priceOf('kmsRequests', 1, poor, 'eu-west-1')).toEqual({
      kind: 'unknown',
      why: 'the price book has no price of KMS requests for eu-west-1',
    });
  });

  test('is nothing for nothing, in every region, and unknown for what is not known (F56)', () => {
    expect(priceOf('kmsRequests', 0, publishedPrices, 'eu-west-1')).toEqual(amount(0));
    const open = { kind: 'unknown', why: 'nobody counted' } as const;
    expect(priceOf('kmsRequests', open, publishedPrices, 'us-east-1')).toEqual(open);
  });
});
