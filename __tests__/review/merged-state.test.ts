import { describe, expect, test } from '@jest/globals';
import { describeAccount, describeWorld, known, type Bucket, type World } from '../../modules/core';
import { mergedState } from '../../modules/review/merged-state';
import { planFacts } from '../support/plan-facts';
import { plainBucket } from '../support/object-requests';

const bucket = plainBucket();

function stateWith(parts: Partial<Bucket>, managed: boolean, complete = true) {
  const world: World = describeWorld({
    complete,
    accounts: [describeAccount({ id: bucket.accountId })],
    buckets: [{ ...bucket, ...parts }],
  });
  const { after } = planFacts(describeWorld({}), world);
  return managed ? after : { ...after, buckets: new Map() };
}

describe('mergedState', () => {
  const named = stateWith({ policy: known('as others name it') }, false);
  const managed = stateWith({ policy: known('as it is managed') }, true);

  test('is the only state itself', () => {
    expect(mergedState([named])).toBe(named);
  });

  test.each([
    ['first', [managed, named]],
    ['last', [named, managed]],
  ])('lets the stack that manages a bucket describe it when it comes %s', (_where, states) => {
    const { world, buckets } = mergedState(states);
    expect(world.buckets.get(bucket.name)?.policy).toEqual(known('as it is managed'));
    expect(buckets.get(bucket.name)?.address).toBe(`aws_s3_bucket.${bucket.name}`);
  });

  test('is complete only when every state is', () => {
    expect(mergedState([managed, named]).world.complete).toBe(true);
    expect(mergedState([managed, stateWith({}, true, false)]).world.complete).toBe(false);
    expect(mergedState([]).world.complete).toBe(false);
  });
});
