import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '../support/case-arbitraries';
import { explainDisagreement, findDisagreements } from '../support/case-arbitraries/compare';

const runs = Number(process.env['DIFFERENTIAL_RUNS'] ?? 100_000);
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? Math.floor(Math.random() * 1_000_000_000));
const batchSize = 1_000;
const timeoutMs = 60_000 + runs * 10;

/** Reads `DIFFERENTIAL_RUNS` (100,000) and `DIFFERENTIAL_SEED` (random; the name of the test prints it). */
test(
  `engine and naive evaluator agree on ${runs} random cases (F21, seed ${seed})`,
  () => {
    for (let done = 0; done < runs; done += batchSize) {
      const batch = fc.sample(cases, { numRuns: Math.min(batchSize, runs - done), seed: seed + done });
      const [first] = findDisagreements(batch);
      if (first === undefined) continue;
      const { case: smallest, engine, naive } = explainDisagreement(first);
      expect(`${engine} for the vector\n${JSON.stringify(smallest, null, 2)}`).toBe(naive);
    }
  },
  timeoutMs,
);
