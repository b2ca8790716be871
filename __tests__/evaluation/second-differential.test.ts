import { expect, test } from '@jest/globals';
import { disagreementIn, halfOfTheRuns } from '../support/case-arbitraries/differential';

const half = halfOfTheRuns('second');

test(
  `engine and naive evaluator agree on another ${half.runs} random cases (F21, seed ${half.seed})`,
  () => {
    expect(disagreementIn(half)).toBe('');
  },
  half.timeoutMs,
);
