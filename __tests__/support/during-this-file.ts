import { afterAll, beforeAll } from '@jest/globals';

/** Starts something before the first test of the file and ends it after the last; what comes back gives it to the tests. */
export function duringThisFile<T extends AsyncDisposable>(start: () => Promise<T>, limitMs?: number): () => T {
  let started: T | undefined;
  beforeAll(async () => {
    started = await start();
  }, limitMs);
  afterAll(async () => {
    await started?.[Symbol.asyncDispose]();
  }, limitMs);
  return () => {
    if (!started) throw new Error('nothing has been started yet');
    return started;
  };
}
