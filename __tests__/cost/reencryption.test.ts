import { expect, test } from '@jest/globals';
import { publishedPrices, reencryptionPerMillion } from '../../modules/cost';
import { amount } from '../support/costs';

test('a million objects cost a copy, a batch task and a Decrypt each', () => {
  expect(reencryptionPerMillion(publishedPrices, 'us-east-1')).toEqual(amount(9));
  expect(reencryptionPerMillion(publishedPrices, 'mars-1').kind).toBe('unknown');
});
