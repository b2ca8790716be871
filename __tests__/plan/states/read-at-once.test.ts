import { describe, expect, jest, test } from '@jest/globals';
import { describeBucket, describeWorld } from '../../../modules/core';
import type { PlanState, ResourceChange } from '../../../modules/plan/facts';
import { readAll, readTouched } from '../../../modules/plan/states/read-at-once';
import { LazyMap } from '../../../modules/plan/world/lazy-map';

const read = jest.fn((name: string) => describeBucket({ name, accountId: '111122223333', region: 'eu-west-1' }));
const state = (): PlanState => ({
  world: { ...describeWorld({}), buckets: new LazyMap(['a', 'b'].map((name) => [name, () => read(name)])) },
  buckets: new Map(),
  keys: new Map(),
  grants: new Map(),
  principals: new Map(),
  deliveries: [],
  strays: [],
});

function change(type: string, id?: string): ResourceChange {
  const subject = id === undefined ? {} : { subject: { kind: 'bucket' as const, id } };
  return { address: `${type}.x`, type, kind: 'update', replacedBecause: [], changed: [], ...subject };
}

function namesRead(changes: readonly ResourceChange[]): readonly string[] {
  read.mockClear();
  readTouched([state()], changes);
  return read.mock.calls.map(([name]) => name);
}

describe('what a plan touches', () => {
  test('is read with the plan, and nothing else', () => {
    expect(namesRead([change('aws_s3_bucket_policy', 'b'), change('aws_lambda_function')])).toEqual(['b']);
    expect(namesRead([])).toEqual([]);
  });

  test('is anything where a change that matters is of no one thing, or of one that is not there', () => {
    expect(namesRead([change('aws_iam_policy')])).toEqual(['a', 'b']);
    expect(namesRead([change('aws_s3_bucket_policy', 'else')])).toEqual(['a', 'b']);
  });

  test('is everything where everything is wanted', () => {
    read.mockClear();
    readAll([state()]);
    expect(read.mock.calls.map(([name]) => name)).toEqual(['a', 'b']);
  });
});
