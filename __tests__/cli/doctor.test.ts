import { describe, expect, test } from '@jest/globals';
import { knownDifferences } from '../../modules/gateway';
import { runCommandLine } from '../support/command-line';

// Without terraform it is quicker, and what is tested here does not depend on it.
const environment = { ...process.env, TENANT_BUCKETS_TERRAFORM: '/nowhere/terraform' };

describe('doctor', () => {
  test('lists in what the emulator is known to differ from AWS, and counts what it refuses and leaves to it (F53)', async () => {
    const { stdout } = await runCommandLine(['doctor'], { environment });
    const [, listed = ''] = stdout.split('known differences from AWS\n');
    const refused = knownDifferences().filter((one) => one.refused === true);
    const forwarded = knownDifferences().filter((one) => one.forwarded === true);
    const others = knownDifferences().filter((one) => one.refused !== true && one.forwarded !== true);
    expect(listed.split('\n').slice(0, -1)).toEqual([
      ...others.map(({ area, difference }) => `  ${area}: ${difference}`),
      `  ${String(forwarded.length)} operations are left to the emulator once the caller is allowed; --json lists them`,
      `  ${String(refused.length)} operations are answered with 501; --json lists them`,
    ]);
    expect(refused.length).toBeGreaterThan(10);
    expect(forwarded.length).toBeGreaterThan(10);
    expect(others.length).toBeGreaterThan(5);
  });

  test.each([40, 60])('stays left of column %i of a terminal, as far as words let it (F54)', async (outColumns) => {
    const { stdout } = await runCommandLine(['doctor'], { environment, outColumns });
    const tooLong = stdout.split('\n').filter((line) => line.length > outColumns);
    expect(tooLong.filter((line) => line.trim().includes(' '))).toEqual([]);
  });

  test('gives all of them as JSON', async () => {
    const { stdout } = await runCommandLine(['doctor', '--json'], { environment });
    const report: unknown = JSON.parse(stdout);
    expect(report).toHaveProperty('knownDifferences', knownDifferences());
  });
});
