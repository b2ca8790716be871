import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../modules/core';
import { defaultBucketKeyModel, kmsRequests, type BucketKeyModel } from '../../modules/cost/kms-requests';
import { amount, workload } from '../support/costs';

const hourly: BucketKeyModel = {
  shortestLifetimeSeconds: 3_600,
  longestLifetimeSeconds: 7_200,
  mostPartitions: 1,
  mostGenerations: 1,
};

describe('KMS requests of a month', () => {
  test('are one for each object request without Bucket Keys', () => {
    expect(kmsRequests(workload, known(false), defaultBucketKeyModel)).toEqual(amount(10_000_000));
  });

  test('lie between one for each requester and what each lifetime asks anew', () => {
    // 43,800 minutes, two requesters, two memories: 175,200 for writes and ten times as many for reads.
    expect(kmsRequests(workload, known(true), defaultBucketKeyModel)).toEqual(amount(2, 175_200 * 11));
  });

  test('are at least one a lifetime where a lifetime ends', () => {
    expect(kmsRequests(workload, known(true), hourly)).toEqual(amount(2 * 365, 2 * 730 * 2));
  });

  test('are never more than without, and never fewer than there are object requests to cause them', () => {
    const few = { ...workload, readsPerMonth: 3, writesPerMonth: 1, requesters: 50 };
    expect(kmsRequests(few, known(true), defaultBucketKeyModel)).toEqual(amount(4));
  });

  test('are none without objects, and none where KMS encrypts nothing', () => {
    const idle = { ...workload, readsPerMonth: 0, writesPerMonth: 0 };
    expect(kmsRequests(idle, known(true), defaultBucketKeyModel)).toEqual(amount(0));
    expect(kmsRequests(workload, 'noKms', defaultBucketKeyModel)).toEqual(amount(0));
  });

  test('lie between both where it is not known whether there is a Bucket Key', () => {
    expect(kmsRequests(workload, unknown('not applied yet'), defaultBucketKeyModel)).toEqual(amount(2, 10_000_000));
  });
});
