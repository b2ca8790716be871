/**
 * What `npm test` runs: the unit and synth projects in parallel, then the apply project one file at a time. The last
 * line, alone on standard output, is `N passed, N failed`; a suite that cannot run counts as failed. Arguments are
 * jest's own (`npm test -- tenant-key`).
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAs, holdCommand, Interruption, projectFolder as root } from './held-command.mjs';

const stages = [
  ['--selectProjects', 'unit', 'synth', '--maxWorkers=2'],
  ['--selectProjects', 'apply', '--runInBand'],
];
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const reports = mkdtempSync(join(tmpdir(), 'test-report-'));

try {
  const counts = [];
  for (const stage of stages) counts.push(await runStage(stage, process.argv.slice(2)));
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} catch (error) {
  if (error instanceof Interruption) endAs(error);
  else throw error;
} finally {
  rmSync(reports, { recursive: true, force: true });
}

/**
 * @param {readonly string[]} stage
 * @param {readonly string[]} given
 */
async function runStage(stage, given) {
  const report = join(reports, `${stage[1]}.json`);
  const parameters = [jest, '--passWithNoTests', '--json', `--outputFile=${report}`, ...stage, ...given];
  const colours = process.stderr.isTTY && !process.env['NO_COLOR'] ? { FORCE_COLOR: '1' } : {};
  const options = { folder: root, capture: true, environment: colours, graceMs: 20_000 };
  const { exitCode } = await holdCommand(process.execPath, parameters, options);
  return count(report, exitCode);
}

/**
 * A test that was left out by a filter counts for nothing; a stage that ended badly without a failed test counts as one
 * failure, so that the last line never hides it.
 *
 * @param {string} report
 * @param {number} exitCode
 */
function count(report, exitCode) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}
