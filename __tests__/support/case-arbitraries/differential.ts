import fc from 'fast-check';
import { cases } from '.';
import { disagree, explainDisagreement } from './compare';

const runs = Number(process.env['DIFFERENTIAL_RUNS'] ?? 100_000);
const given = process.env['DIFFERENTIAL_SEED'];
const batchSize = 1_000;

/** Half of the random cases: two files judge one each, so that two processes can do it at the same time. */
export interface Half {
  readonly runs: number;
  readonly seed: number;
  /** How many runs of the seed come before. */
  readonly skipped: number;
  readonly timeoutMs: number;
}

/** Reads `DIFFERENTIAL_RUNS` (of both halves, 100,000) and `DIFFERENTIAL_SEED` (random; the name of the test prints it). */
export function halfOfTheRuns(half: 'first' | 'second'): Half {
  const first = Math.ceil(runs / 2 / batchSize) * batchSize;
  const own = half === 'first' ? Math.min(first, runs) : Math.max(runs - first, 0);
  return {
    runs: own,
    seed: given === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(given),
    skipped: half === 'first' ? 0 : first,
    timeoutMs: 60_000 + own * 10,
  };
}

/** The smallest case on which engine and naive evaluator differ, as a vector and what each says; empty when they agree. */
export function disagreementIn({ runs: own, seed, skipped }: Half): string {
  for (let done = 0; done < own; done += batchSize) {
    const batch = fc.sample(cases, { numRuns: Math.min(batchSize, own - done), seed: seed + skipped + done });
    const found = batch.find(disagree);
    if (found === undefined) continue;
    const { case: smallest, engine, naive } = explainDisagreement(found);
    return `the engine says ${engine}\nthe naive evaluator says ${naive}\nof ${JSON.stringify(smallest, null, 2)}`;
  }
  return '';
}
