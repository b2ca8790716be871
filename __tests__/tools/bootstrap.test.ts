import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { leftOver, waitFor } from '../terraform/fixtures/processes';
import { BootstrapProject, outcomeOf } from './bootstrap-project';

jest.setTimeout(120_000);

/** Made once: what most tests start from. */
let done: BootstrapProject;
beforeAll(async () => {
  done = new BootstrapProject();
  expect((await done.run()).exitCode).toBe(0);
  done.calls();
});
afterAll(() => {
  done.remove();
});

let project: BootstrapProject;
beforeEach(() => {
  project = new BootstrapProject();
});
afterEach(() => {
  project.remove();
});

const everything = ['npm ci', 'venv', 'tsc'];
const nothing = { exitCode: 0, signal: null, stdout: '', stderr: '' };

/** Installs half of the packages, tells so, and goes on for long. */
const slowInstall = 'rm -rf node_modules; mkdir -p node_modules/a; touch half-way; sleep 600';

async function halfWay(): Promise<void> {
  await waitFor(
    () => existsSync(join(project.folder, 'half-way')),
    (found) => found,
  );
}

function anotherNode(): void {
  const stamp = '.cache/bootstrap/packages';
  project.write(stamp, project.read(stamp)?.replace(process.version, 'v18.0.0') ?? '');
}

describe('bootstrap', () => {
  test('installs, makes the Python environment and builds, then does nothing and needs no network', async () => {
    const first = await project.run();
    expect({ ...first, stderr: '' }).toEqual(nothing);
    expect(project.calls()).toEqual(everything);
    expect(project.read('dist/modules/core/index.js')).toBe('first');
    expect(project.read('dist/modules/terraform/leash.mjs')).toBe(project.read('modules/terraform/leash.mjs'));
    for (const name of ['npm', 'python3.11']) project.program(name, 'exit 1');
    expect(await project.run()).toEqual(nothing);
    expect(project.calls()).toEqual([]);
  });

  test.each([
    ['the lock file changed', () => project.lock('2.0.0'), ['npm ci', 'tsc']],
    ['the packages are gone', () => project.remove('node_modules'), ['npm ci']],
    ['Node is another one than the packages were made for', anotherNode, ['npm ci']],
    ['a source changed', () => project.write('modules/core/index.ts', 'second'), ['tsc']],
    [
      'an asset changed',
      () => project.write('modules/terraform/leash.mjs', `${project.read('modules/terraform/leash.mjs') ?? ''}\n`),
      ['tsc'],
    ],
    ['the build is gone', () => project.remove('dist'), ['tsc']],
  ])('does again only what has to be when %s', async (_, change, calls) => {
    project.takeOver(done);
    change();
    expect((await project.run()).exitCode).toBe(0);
    expect(project.calls()).toEqual(calls);
    expect(project.read('dist/modules/core/index.js')).toBe(project.read('modules/core/index.ts'));
  });

  test('leaves packages that were installed by hand, if they are the locked ones', async () => {
    spawnSync(join(project.folder, 'bin', 'npm'), { cwd: project.folder });
    project.calls();
    await project.run();
    expect(project.calls()).toEqual(['venv', 'tsc']);
  });

  test.each([
    ['of another version', () => project.lock('2.0.0')],
    ['not all there', () => project.remove('node_modules/a/package.json')],
  ])('installs again when packages installed by hand are %s', async (_, change) => {
    spawnSync(join(project.folder, 'bin', 'npm'), { cwd: project.folder });
    project.calls();
    change();
    await project.run();
    expect(project.calls()).toEqual(everything);
  });

  test('makes one wait for the other when two start at once', async () => {
    const outcomes = await Promise.all([project.run(), project.run()]);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(project.calls()).toEqual(everything);
    const waits = outcomes.filter(({ stderr }) =>
      stderr.includes('another bootstrap is at work in this folder, waiting'),
    );
    expect(waits).toHaveLength(1);
  });
});

describe('bootstrap, when a step fails', () => {
  test('fails with exit code 4 and the cure when npm fails, and repairs itself afterwards', async () => {
    project.npm('rm -rf node_modules; echo from npm; exit 7');
    const { exitCode, stdout, stderr } = await project.run();
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
    expect(stderr).toMatch(
      /^from npm\nbootstrap: failed: npm ci ended with exit code 7\nbootstrap: cure: .*npm ping.*\n$/m,
    );
    project.npmAsUsual();
    project.calls();
    expect((await project.run()).exitCode).toBe(0);
    expect(project.calls()).toEqual(everything);
  });

  test('fails with exit code 4 when npm is not installed', async () => {
    project.remove('bin/npm');
    project.systemPath = '/nowhere';
    const { exitCode, stderr } = await project.run();
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/failed: npm was not found\nbootstrap: cure: install npm, which comes with Node\.js/);
  });

  test('fails with exit code 4 and the cure when there is no Python and no Docker', async () => {
    project.program('python3.11', 'exit 1');
    const { exitCode, stderr } = await project.run();
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/bootstrap: failed: the emulator needs Python 3\.11/);
    expect(stderr).toMatch(/bootstrap: cure: install Python 3\.11/);
  });

  test('goes on without Python when a Docker engine answers', async () => {
    project.program('python3.11', 'exit 1');
    project.program('docker', 'echo 27.0');
    const { exitCode, stderr } = await project.run();
    expect(exitCode).toBe(0);
    expect(stderr).toContain('no Python environment, but a Docker engine answers');
    expect(project.calls()).toEqual(['npm ci', 'tsc']);
  });

  test('fails with exit code 4 when the build fails, and keeps the last good one', async () => {
    project.takeOver(done);
    project.write('modules/core/index.ts', 'broken');
    expect(await project.run()).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('the build ended with exit code 2'),
    });
    expect(project.read('dist/modules/core/index.js')).toBe('first');
    project.calls();
    expect((await project.run()).exitCode).toBe(4);
    expect(project.calls()).toEqual(['tsc']);
  });

  test('fails with one line when Node is too old (F57)', () => {
    const pretend = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.18.0"}})';
    const program = join(project.folder, 'tools', 'bootstrap.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', pretend, program], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toBe('Node.js 20.18.1 or newer is needed, this is 20.18.0: update it.\n');
  });
});

describe('bootstrap, when it is ended', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends by %s with everything it started, and repairs itself',
    async (signal) => {
      project.npm(slowInstall);
      const child = project.start();
      const outcome = outcomeOf(child);
      await halfWay();
      child.kill(signal);
      expect(await outcome).toMatchObject({ exitCode: null, signal });
      expect(await leftOver(project.folder)).toEqual([]);
      project.npmAsUsual();
      project.calls();
      const { exitCode, stderr } = await project.run();
      expect(exitCode).toBe(0);
      expect(stderr).not.toContain('waiting');
      expect(project.calls()).toEqual(everything);
    },
  );

  test('leaves no process when it is killed by kill -9, and repairs itself', async () => {
    project.takeOver(done);
    project.lock('2.0.0');
    project.npm(slowInstall);
    const child = project.start();
    const outcome = outcomeOf(child);
    await halfWay();
    child.kill('SIGKILL');
    await outcome;
    expect(await leftOver(project.folder)).toEqual([]);
    project.npmAsUsual();
    project.calls();
    expect((await project.run()).exitCode).toBe(0);
    expect(project.calls()).toEqual(['npm ci', 'tsc']);
    expect(await project.run()).toEqual(nothing);
  });

  test('does not trust an older stamp when it is killed between the work and the new one', async () => {
    project.takeOver(done);
    project.lock('2.0.0');
    project.npmAsUsual('; kill -9 $(ps -o ppid= -p $PPID)');
    expect(await project.run()).toMatchObject({ signal: 'SIGKILL' });
    expect(await leftOver(project.folder)).toEqual([]);
    project.lock('1.0.0');
    project.npmAsUsual();
    project.calls();
    await project.run();
    expect(project.calls()).toEqual(['npm ci']);
  });

  test('repairs a Python environment that was interrupted', async () => {
    project.program(
      'python3.11',
      `case "$1 $2" in '-c '*) echo 3.11;; *) mkdir -p "$3/bin"; touch "$PROJECT/half-way"; sleep 600;; esac`,
    );
    const child = project.start();
    const outcome = outcomeOf(child);
    await halfWay();
    child.kill('SIGKILL');
    await outcome;
    expect(await leftOver(project.folder)).toEqual([]);
    const fresh = new BootstrapProject();
    project.write('bin/python3.11', fresh.read('bin/python3.11') ?? '', 0o755);
    fresh.remove();
    project.calls();
    expect((await project.run()).exitCode).toBe(0);
    expect(project.calls()).toEqual(['venv', 'tsc']);
  });
});
