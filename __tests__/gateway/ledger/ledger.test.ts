import { describe, expect, test } from '@jest/globals';
import { Ledger, type KmsCallRecord } from '../../../modules/gateway/ledger/ledger';

function callAt(second: number): KmsCallRecord {
  return {
    time: new Date(second * 1000).toISOString(),
    operation: 'Decrypt',
    keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    principal: 'arn:aws:iam::111122223333:role/app',
    encryptionContext: {},
    cause: { operation: 'GetObject' },
    outcome: 'ok',
  };
}

function ledgerOf(count: number, size: number): Ledger {
  const ledger = new Ledger(size);
  for (let second = 0; second < count; second += 1) ledger.add(callAt(second));
  return ledger;
}

const numbers = (ledger: Ledger, query: Parameters<Ledger['page']>[0]) =>
  ledger.page(query).calls.map(({ number }) => number);

describe('a ledger', () => {
  test('keeps no more than its size, drops the oldest and counts them', () => {
    const ledger = ledgerOf(7, 3);
    expect(numbers(ledger, {})).toEqual([4, 5, 6]);
    expect(ledger.dropped).toBe(4);
  });

  test('gives pages that join without gap and without overlap', () => {
    const ledger = ledgerOf(5, 10);
    const first = ledger.page({ limit: 2 });
    expect(first).toMatchObject({ next: 2, more: true });
    const second = ledger.page({ from: first.next });
    expect(second.calls.map(({ number }) => number)).toEqual([2, 3, 4]);
    expect(second).toMatchObject({ next: 5, more: false });
  });

  test('goes on at the oldest call that is kept when the one asked for is gone', () => {
    expect(numbers(ledgerOf(7, 3), { from: 1, limit: 2 })).toEqual([4, 5]);
  });

  test('leaves out what was called before a moment', () => {
    expect(numbers(ledgerOf(5, 10), { sinceMs: 3000 })).toEqual([3, 4]);
  });

  test('begins again after a reset', () => {
    const ledger = ledgerOf(7, 3);
    ledger.reset();
    ledger.add(callAt(1));
    expect(numbers(ledger, {})).toEqual([0]);
    expect(ledger.dropped).toBe(0);
  });
});
