import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '../support/case-arbitraries';
import { decisiveCounts, features } from '../support/case-arbitraries/features';
import { naiveEvaluate } from '../support/naive-evaluator';

const sample = fc.sample(cases, { numRuns: 2_000, seed: 20_260_601 });
/** In how many of the cases, at the least, every feature is to decide. */
const enough = 4;
const decide = (theCase: unknown): string => naiveEvaluate(theCase).decision;
const decisions = sample.map(decide);

describe('random cases', () => {
  test.each(['allow', 'explicitDeny', 'implicitDeny', 'unknown'])('end in %s in at least 8 of 100', (decision) => {
    const share = decisions.filter((one) => one === decision).length / decisions.length;
    expect(share).toBeGreaterThanOrEqual(0.08);
  });

  test('are well formed nearly always, and spoilt sometimes', () => {
    const spoilt = sample.filter((one) =>
      /StringMatches|Conditions|"allow"|NullIfExists|"many"/.test(JSON.stringify(one)),
    );
    expect(spoilt.length / sample.length).toBeGreaterThan(0.01);
    expect(spoilt.length / sample.length).toBeLessThan(0.2);
  });

  test('are the same for the same seed', () => {
    expect(fc.sample(cases, { numRuns: 50, seed: 7 })).toEqual(fc.sample(cases, { numRuns: 50, seed: 7 }));
  });
});

describe('decisive in random cases', () => {
  const counts = decisiveCounts(sample, decide, enough);

  test.each(features.map(({ name }) => name))('%s', (name) => {
    expect(counts.get(name)).toBeGreaterThanOrEqual(enough);
  });
});
