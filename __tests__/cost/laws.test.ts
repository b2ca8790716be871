import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { known, unknown, type Workload } from '../../modules/core';
import { estimate, publishedPrices, subtract, type Amount, type CostSubject, type Estimate } from '../../modules/cost';
import { defaultBucketKeyModel, kmsRequests } from '../../modules/cost/kms-requests';

const count = fc.integer({ min: 0, max: 1_000_000_000_000 });
const workloads: fc.Arbitrary<Workload> = fc.record({
  readsPerMonth: count,
  writesPerMonth: count,
  requesters: fc.integer({ min: 1, max: 1_000_000 }),
  storedGigabytes: count,
});
const truths = fc.constantFrom(known(true), known(false), unknown('not known'));
const subjects: fc.Arbitrary<CostSubject> = fc
  .record({
    tenant: fc.constantFrom('acme', 'globex', 'initech'),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    accountId: fc.constantFrom('111122223333', '444455556666'),
    keys: fc.array(fc.record({ owner: fc.constantFrom('platform', 'tenant'), rotationEnabled: truths }), {
      maxLength: 3,
    }),
    bucketKey: fc.oneof(truths, fc.constant('noKms' as const)),
    workload: fc.option(workloads, { nil: undefined }),
  })
  .map(({ workload, ...rest }) => (workload === undefined ? rest : { ...rest, workload }));
const sets = fc.uniqueArray(subjects, { maxLength: 4, selector: (one) => one.tenant });
const options = fc.record({ furtherTrails: fc.nat(3), dataEvents: fc.boolean(), freeTier: fc.boolean() });

function amountsOf({ lines, total }: Estimate): readonly Amount[] {
  return [total, ...lines.flatMap((one) => [one.quantity, one.perMonth])];
}

function isSound(amount: Amount): boolean {
  if (amount.kind === 'unknown') return amount.why !== '';
  return Number.isFinite(amount.low) && Number.isFinite(amount.high) && amount.low <= amount.high;
}

/** Bounds of requests, which are known for a known workload. */
function bounds(workload: Workload, bucketKeyEnabled: boolean) {
  const requests = kmsRequests(workload, known(bucketKeyEnabled), defaultBucketKeyModel);
  return requests.kind === 'known' ? requests : { low: NaN, high: NaN };
}

describe('every estimate', () => {
  test('is made of numbers, low before high, or says why not (F56)', () => {
    fc.assert(
      fc.property(sets, options, (some, how) => {
        expect(amountsOf(estimate(some, publishedPrices, how)).filter((one) => !isSound(one))).toEqual([]);
      }),
    );
  });

  test('costs no tenant less than nothing', () => {
    fc.assert(
      fc.property(sets, (some) => {
        const { lines } = estimate(some, publishedPrices);
        expect(lines.filter(({ perMonth }) => perMonth.kind === 'known' && perMonth.low < 0)).toEqual([]);
      }),
    );
  });

  test('subtracted from itself is nothing, or unknown', () => {
    fc.assert(
      fc.property(sets, options, (some, how) => {
        const one = estimate(some, publishedPrices, how);
        const { lines, total } = subtract(one, one);
        expect(lines.filter(({ delta }) => delta.kind === 'known')).toEqual([]);
        expect(total.delta.kind === 'unknown' || (total.delta.low === 0 && total.delta.high === 0)).toBe(true);
      }),
    );
  });

  test('has a difference to every other that is sound, and its sum is that of the tenants', () => {
    fc.assert(
      fc.property(sets, sets, (before, after) => {
        const delta = subtract(estimate(before, publishedPrices), estimate(after, publishedPrices));
        const changes = [delta.total, ...delta.tenants, ...delta.lines];
        expect(changes.flatMap((one) => [one.before, one.after, one.delta]).filter((one) => !isSound(one))).toEqual([]);
      }),
    );
  });
});

describe('KMS requests', () => {
  test('grow with every part of the workload that causes them', () => {
    const parts = fc.constantFrom('readsPerMonth', 'writesPerMonth', 'requesters');
    fc.assert(
      fc.property(workloads, parts, fc.nat(1_000_000), fc.boolean(), (workload, part, more, bucketKeyEnabled) => {
        const [less, greater] = [workload, { ...workload, [part]: workload[part] + more }].map((one) =>
          bounds(one, bucketKeyEnabled),
        );
        expect(greater?.low).toBeGreaterThanOrEqual(less?.low ?? NaN);
        expect(greater?.high).toBeGreaterThanOrEqual(less?.high ?? NaN);
      }),
    );
  });

  test('are never more with Bucket Keys than without, and at least one for each requester that has one to make', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const [off, on] = [bounds(workload, false), bounds(workload, true)];
        expect(on.high).toBeLessThanOrEqual(off.high);
        expect(on.low).toBeGreaterThanOrEqual(Math.min(workload.requesters, off.low));
      }),
    );
  });
});
