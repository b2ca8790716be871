import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readPlan } from '../../modules/plan';
import { largePlan } from './fixtures/large-plan';

test('a plan of 200 MB is read in less than 300 MB of memory (F30)', () => {
  const script = join(__dirname, 'fixtures', 'read-large-plan.ts');
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, '500', '190'], {
    encoding: 'utf8',
  });
  const result: unknown = JSON.parse(stdout || `"${stderr.replaceAll(/["\\\n]/g, ' ')}"`);
  expect(result).toEqual({
    bytes: expect.any(Number),
    buckets: 500,
    resources: 5_050,
    changes: expect.any(Number),
    diagnostics: 0,
    memoryBytes: expect.any(Number),
  });
  const { bytes, memoryBytes } = { bytes: 0, memoryBytes: Infinity, ...(typeof result === 'object' ? result : {}) };
  expect(bytes).toBeGreaterThan(200_000_000);
  expect(memoryBytes).toBeLessThan(300_000_000);
});

test('a plan is read the same whole and in pieces', async () => {
  const text = [...largePlan(3, 30)].join('');
  async function* pieces() {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += 60_001) yield await Promise.resolve(bytes.subarray(at, at + 60_001));
  }
  const whole = await readPlan(text);
  expect(await readPlan(pieces())).toEqual(whole);
  expect(await readPlan(new TextEncoder().encode(text))).toEqual(whole);
  expect(whole.after.world.buckets.size).toBe(3);
});
