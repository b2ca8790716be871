import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { BootstrapProject } from './bootstrap-project';

jest.setTimeout(60_000);

let project: BootstrapProject;
beforeEach(() => {
  project = new BootstrapProject();
});
afterEach(() => {
  project.remove();
});

interface Stage {
  readonly passed: number;
  readonly failed?: number;
  readonly brokenSuites?: number;
  readonly exitCode?: number;
}

/** A jest that notes its parameters and reports these counts for its two calls; no counts mean no report. */
function jestReports(unit: Stage | undefined, apply: Stage | undefined): void {
  project.write(
    'node_modules/jest/bin/jest.js',
    `const { appendFileSync, writeFileSync } = require('node:fs');
    const parameters = process.argv.slice(2);
    const report = parameters.find((one) => one.startsWith('--outputFile=')).slice('--outputFile='.length);
    appendFileSync('calls', parameters.filter((one) => !one.startsWith('--outputFile=')).join(' ') + '\\n');
    console.log('data of jest');
    console.error('output of jest');
    const stage = ${JSON.stringify({ unit, apply })}[parameters.includes('apply') ? 'apply' : 'unit'];
    if (!stage) process.exit(1);
    writeFileSync(report, JSON.stringify({ numPassedTests: stage.passed, numFailedTests: stage.failed ?? 0, numRuntimeErrorTestSuites: stage.brokenSuites ?? 0 }));
    process.exit(stage.exitCode ?? 0);`,
  );
}

describe('npm test', () => {
  test('runs what needs no terraform first, apply after it, both in parallel, and passes filters on', async () => {
    jestReports({ passed: 3 }, { passed: 2 });
    const { exitCode, stdout, stderr } = await project.run('test', '-t', 'a name', 'some/path');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '5 passed, 0 failed\n' });
    expect(stderr).toBe('output of jest\noutput of jest\n');
    expect(project.calls()).toEqual([
      '--passWithNoTests --json --selectProjects unit synth process --maxWorkers=2 -t a name some/path',
      '--passWithNoTests --json --selectProjects apply --maxWorkers=3 -t a name some/path',
    ]);
  });

  test.each([
    [['--selectProjects', 'synth', 'unit'], ['unit synth']],
    [['--selectProjects', 'apply', '-t', 'a name'], ['apply']],
    [
      ['-t', 'a name', '--selectProjects', 'apply', 'unit', '--', 'some/path'],
      ['unit', 'apply'],
    ],
  ])('runs no other projects than %j asks for', async (given, projects) => {
    jestReports({ passed: 3 }, { passed: 2 });
    const others = given.filter((one) => !['--selectProjects', 'unit', 'synth', 'apply'].includes(one)).join(' ');
    await project.run('test', ...given);
    const workers = (names: string): string => (names === 'apply' ? '3' : '2');
    const rows = projects.map(
      (names) => `--passWithNoTests --json --selectProjects ${names} --maxWorkers=${workers(names)} ${others}`,
    );
    expect(project.calls()).toEqual(rows.map((row) => row.trim()));
  });

  test.each<readonly [string, Stage | undefined, Stage | undefined, string]>([
    ['a test fails', { passed: 3, failed: 1, exitCode: 1 }, { passed: 2 }, '5 passed, 1 failed'],
    ['a suite cannot run', { passed: 3 }, { passed: 2, brokenSuites: 2, exitCode: 1 }, '5 passed, 2 failed'],
    ['jest dies without a report', { passed: 3 }, undefined, '3 passed, 1 failed'],
    ['jest fails for another reason', { passed: 3, exitCode: 1 }, { passed: 2 }, '5 passed, 1 failed'],
    ['no test runs', { passed: 0 }, { passed: 0 }, '0 passed, 0 failed'],
  ])('fails when %s', async (_, unit, apply, line) => {
    jestReports(unit, apply);
    expect(await project.run('test')).toMatchObject({ exitCode: 1, stdout: `${line}\n` });
  });
});
