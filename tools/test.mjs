/**
 * What `npm test` runs: first the projects that need neither terraform nor the emulator, then the apply project, whose
 * files have an emulator each: two files at a time, and three of the apply project, which waits a lot. The last line, alone on standard output, is `N passed, N
 * failed`; a suite that cannot run counts as failed. Arguments are jest's own (`npm test -- tenant-key`).
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAs, holdCommand, Interruption, projectFolder as root } from './held-command.mjs';

const stages = [
  { projects: ['unit', 'synth', 'process'], workers: 2 },
  { projects: ['apply'], workers: 3 },
];
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const reports = mkdtempSync(join(tmpdir(), 'test-report-'));

try {
  const { asked, others } = projectsIn(process.argv.slice(2));
  const counts = [];
  for (const stage of stages) {
    const projects = stage.projects.filter((name) => asked.includes(name));
    if (projects.length > 0) counts.push(await runStage(projects, stage.workers, others));
  }
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
 * Jest would add the projects that are asked for to those of every stage.
 *
 * @param {readonly string[]} given
 */
function projectsIn(given) {
  const at = given.indexOf('--selectProjects');
  if (at < 0) return { asked: stages.flatMap(({ projects }) => projects), others: given };
  const after = given.slice(at + 1);
  const next = after.findIndex((one) => one.startsWith('-'));
  const end = next < 0 ? after.length : next;
  return { asked: after.slice(0, end), others: [...given.slice(0, at), ...after.slice(end)] };
}

/**
 * @param {readonly string[]} projects
 * @param {number} workers
 * @param {readonly string[]} given
 */
async function runStage(projects, workers, given) {
  const report = join(reports, `${projects[0]}.json`);
  const stage = ['--selectProjects', ...projects, `--maxWorkers=${workers}`];
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
