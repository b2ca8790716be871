import { expect, test } from '@jest/globals';
import { disagreementIn, halfOfTheRuns } from '../support/case-arbitraries/differential';

const half = halfOfTheRuns('first');

test(
  `engine and naive evaluator agree on the first ${half.runs} random cases (F21, seed ${half.seed})`,
  () => {
    expect(disagreementIn(half)).toBe('');
  },
  half.timeoutMs,
);
