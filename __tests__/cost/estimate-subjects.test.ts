import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../modules/core';
import { estimate, publishedPrices, type CostSubject, type Estimate, type EstimateOptions } from '../../modules/cost';
import { amount, roundPrices, subject } from '../support/costs';

function rows({ lines }: Estimate) {
  return lines.map(({ tenant, item, name, quantity, perMonth }) => [tenant, item, name, quantity, perMonth]);
}

function named(changes: Partial<CostSubject>, name: string | RegExp, options?: EstimateOptions) {
  const { lines } = estimate([{ ...subject, ...changes }], publishedPrices, options);
  return lines.filter((one) => one.name.match(name)).map(({ perMonth }) => perMonth);
}

describe('an estimate', () => {
  test('prices key, rotations, KMS requests, S3 requests and storage of a tenant', () => {
    const result = estimate([subject], publishedPrices);
    expect(rows(result)).toEqual([
      ['acme', 'kms-key', 'KMS keys', amount(1), amount(1)],
      ['acme', 'kms-rotation', 'KMS rotations', amount(0, 2), amount(0, 2)],
      ['acme', 'kms-requests', 'KMS requests with Bucket Keys', amount(2, 1_927_200), amount(0.000006, 5.7816)],
      ['acme', 's3-requests', 'S3 writes', amount(1_000_000), amount(5)],
      ['acme', 's3-requests', 'S3 reads', amount(9_000_000), amount(3.6)],
      ['acme', 's3-storage', 'S3 Standard storage', amount(500), amount(10.5, 11.5)],
    ]);
    expect(result.total).toEqual(amount(20.100006, 28.8816));
    expect(result).toMatchObject({ currency: 'USD', prices: { source: 'AWS price list', date: '2026-10-03' } });
  });

  test('costs a request to KMS for each object request without Bucket Keys', () => {
    expect(named({ bucketKey: known(false) }, 'KMS requests')).toEqual([amount(30)]);
    expect(named({ bucketKey: unknown('later') }, 'perhaps with Bucket Keys')).toEqual([amount(0.000006, 30)]);
    expect(named({ bucketKey: 'noKms' }, 'KMS requests')).toEqual([]);
  });

  test('leaves to a tenant what its own key costs, and says that nobody knows who pays for the requests', () => {
    const keys = [{ owner: 'tenant', rotationEnabled: unknown('the tenant decides') }] as const;
    expect(named({ keys }, 'paid by the tenant')).toEqual([amount(0), amount(0)]);
    expect(named({ keys, bucketKey: known(false) }, 'paid here or by the tenant')).toEqual([amount(0, 30)]);
  });

  test('knows no cost of what nobody declared, and no sum of it (F56)', () => {
    const result = estimate(
      [{ ...subject, workload: undefined }].map(({ workload: _, ...rest }) => rest),
      publishedPrices,
    );
    const open = { kind: 'unknown', why: 'acme declares no workload' };
    expect(result.lines.map((one) => one.perMonth)).toEqual([amount(1), amount(0, 2), open, open, open, open]);
    expect(result.total).toEqual(open);
  });

  test('costs nothing but the key where there are no requests (F56)', () => {
    const workload = { readsPerMonth: 0, writesPerMonth: 0, requesters: 1, storedGigabytes: 0 };
    expect(estimate([{ ...subject, workload }], publishedPrices).total).toEqual(amount(1, 3));
    expect(estimate([], publishedPrices).total).toEqual(amount(0));
  });

  test('rotates no key that does not rotate', () => {
    expect(named({ keys: [{ owner: 'platform', rotationEnabled: known(false) }] }, 'rotations')).toEqual([amount(0)]);
  });

  test('counts copies of events in CloudTrail and data events where there are any', () => {
    expect(named({}, 'CloudTrail')).toEqual([]);
    const options = { furtherTrails: 2, dataEvents: true };
    expect(named({ bucketKey: known(false) }, 'CloudTrail', options)).toEqual([amount(400), amount(10)]);
  });

  test('takes the free tier off once an account, where it is asked to, and never below nothing', () => {
    const workload = { readsPerMonth: 700, writesPerMonth: 0, requesters: 1, storedGigabytes: 0 };
    const here = { ...subject, region: 'eu-west-1', bucketKey: known(false), workload };
    const free = (subjects: readonly CostSubject[]) =>
      rows(estimate(subjects, roundPrices, { freeTier: true })).filter(
        ([, , name]) => name === 'KMS free tier, at least',
      );
    expect(free([here, { ...here, tenant: 'globex' }])).toEqual([
      ['account 111122223333', 'kms-requests', 'KMS free tier, at least', amount(1_000), amount(-1)],
    ]);
    expect(free([here]).map((one) => one.at(-1))).toEqual([amount(-0.7)]);
    expect(rows(estimate([here], roundPrices)).map((one) => one[2])).not.toContain('KMS free tier, at least');
  });
});
