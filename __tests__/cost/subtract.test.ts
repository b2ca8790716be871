import { describe, expect, test } from '@jest/globals';
import { known } from '../../modules/core';
import { estimate, publishedPrices, subtract, type CostSubject } from '../../modules/cost';
import { amount, roundPrices, subject } from '../support/costs';

function change(before: readonly CostSubject[], after: readonly CostSubject[]) {
  return subtract(estimate(before, publishedPrices), estimate(after, publishedPrices));
}

describe('two estimates subtracted', () => {
  test('make an honest minus of what gets cheaper (F56)', () => {
    const { lines, tenants, total } = change([{ ...subject, bucketKey: known(false) }], [subject]);
    const requests = { before: amount(30), after: amount(0.000006, 5.7816), delta: amount(-29.999994, -24.2184) };
    expect(lines).toEqual([
      { tenant: 'acme', item: 'kms-requests', name: 'KMS requests with Bucket Keys', unit: 'requests', ...requests },
    ]);
    expect(tenants).toEqual([
      { tenant: 'acme', before: amount(50.1, 53.1), after: amount(20.100006, 28.8816), delta: requests.delta },
    ]);
    expect(total.delta).toEqual(requests.delta);
  });

  test('say nothing of what stays the same, intervals included', () => {
    expect(change([subject], [subject])).toMatchObject({ lines: [], tenants: [], total: { delta: amount(0) } });
  });

  test('count in full who comes and who goes, in the order of tenants and items', () => {
    const globex = { ...subject, tenant: 'globex' };
    const { lines, tenants } = change([subject], [globex]);
    expect(tenants.map(({ tenant, delta }) => [tenant, delta])).toEqual([
      ['globex', amount(20.100006, 28.8816)],
      ['acme', amount(-28.8816, -20.100006)],
    ]);
    expect(lines.map((one) => [one.tenant, one.item])).toEqual(
      ['globex', 'acme'].flatMap((tenant) =>
        ['kms-key', 'kms-rotation', 'kms-requests', 's3-requests', 's3-requests', 's3-storage'].map((item) => [
          tenant,
          item,
        ]),
      ),
    );
  });

  test('keep unknown what nobody declared, and name it', () => {
    const { workload: _, ...undeclared } = subject;
    const { lines, total } = change([undeclared], [undeclared]);
    expect(lines.map((one) => one.item)).toEqual(['kms-requests', 's3-requests', 's3-requests', 's3-storage']);
    expect(total.delta).toEqual({ kind: 'unknown', why: 'acme declares no workload' });
  });

  test('know that a quantity without a price did not change', () => {
    const elsewhere = { ...subject, region: 'eu-west-1' };
    const { lines } = change([elsewhere], [{ ...elsewhere, keys: [] }]);
    expect(lines.map((one) => [one.item, one.delta.kind])).toEqual([
      ['kms-key', 'unknown'],
      ['kms-rotation', 'unknown'],
    ]);
  });

  test('fail to compare two currencies, and say so', () => {
    const { total } = subtract(estimate([subject], publishedPrices), estimate([subject], roundPrices));
    expect(total.delta).toEqual({ kind: 'unknown', why: 'one estimate is in USD, the other in EUR' });
  });
});
