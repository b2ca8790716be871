import { expect, test } from '@jest/globals';
import { groupCalls } from '../../../modules/cli/ledger/ledger-fields';

const call = (operation: string, bucket?: string) => ({
  operation,
  cause: { operation: 'GetObject', ...(bucket === undefined ? {} : { bucket }) },
});

test('calls are counted by what they agree in, the most frequent first, equals by their names', () => {
  const calls = [call('B', 'x'), call('A', 'x'), call('C', 'x'), call('C', 'y'), call('C', 'x'), call('C')];
  expect(groupCalls(calls, ['operation'])).toEqual([
    { values: ['C'], calls: 4 },
    { values: ['A'], calls: 1 },
    { values: ['B'], calls: 1 },
  ]);
  expect(groupCalls(calls.slice(2), ['operation', 'bucket'])).toEqual([
    { values: ['C', 'x'], calls: 2 },
    { values: ['C', '-'], calls: 1 },
    { values: ['C', 'y'], calls: 1 },
  ]);
  expect(groupCalls([undefined, 'text'], ['cause'])).toEqual([{ values: ['-'], calls: 2 }]);
});
