import { describe, expect, test } from '@jest/globals';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../support/command-line';
import { tenantFile, trialProject } from '../support/project';
import { temporaryFolder } from '../support/temporary-folder';

const files = {
  'environments/tenants/dev/all.yaml': tenantFile('acme'),
  'environments/tenants/prod/all.yaml': tenantFile('acme', 'globex', 'initech'),
};

describe('pin', () => {
  test('writes where each new tenant lives, in every environment, and says it', async () => {
    const { folder, read } = trialProject(files);
    const { exitCode, stdout, stderr } = await runCommandLine(['pin'], { folder });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'commit environments/pins together with the tenants\n',
    });
    expect(stdout).toBe(
      'dev/acme      shard 1 of main, bucket corp-dev-acme\n' +
        'prod/acme     shard 1 of main, bucket corp-acme\n' +
        'prod/globex   shard 1 of main, bucket corp-globex\n' +
        'prod/initech  shard 2 of main, bucket corp-initech\n',
    );
    expect(read('environments/pins/prod.yaml')).toContain('  initech: { placement: main, shard: 2, ');
  });

  test('writes nothing the second time', async () => {
    const { folder, read } = trialProject(files);
    await runCommandLine(['pin'], { folder });
    const before = read('environments/pins/prod.yaml');
    expect(await runCommandLine(['pin'], { folder })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'everything is pinned\n',
    });
    expect(read('environments/pins/prod.yaml')).toBe(before);
    expect(await runCommandLine(['pin', '--check'], { folder })).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('checks without writing, and ends with 1 when something is not pinned', async () => {
    const { folder } = trialProject(files);
    const { exitCode, stdout } = await runCommandLine(['pin', '--check', '--environment', 'dev'], { folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'dev/acme  shard 1 of main, bucket corp-dev-acme\n' });
    expect(existsSync(join(folder, 'environments', 'pins'))).toBe(false);
  });

  test('works from a folder below the project', async () => {
    const { folder } = trialProject(files);
    const below = { folder: join(folder, 'environments', 'tenants') };
    expect((await runCommandLine(['pin'], below)).exitCode).toBe(0);
    expect(existsSync(join(folder, 'environments', 'pins', 'dev.yaml'))).toBe(true);
  });

  test('fails when a pinned tenant changed, and writes no pin at all', async () => {
    const { folder, read, write } = trialProject(files);
    await runCommandLine(['pin'], { folder });
    const before = read('environments/pins/dev.yaml');
    write('environments/tenants/dev/all.yaml', tenantFile('acme', 'globex'));
    write(
      'environments/tenants/prod/all.yaml',
      tenantFile('acme', 'globex').replace('    pl', '    isolation: shared\n    pl'),
    );
    const { exitCode, stderr } = await runCommandLine(['pin'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr.match(/^error TB\d+/gm)).toEqual(['error TB2151', 'error TB2153']);
    expect(read('environments/pins/dev.yaml')).toBe(before);
  });

  test('fails when a file is wrong, with its line', async () => {
    const { folder } = trialProject({ 'environments/tenants/dev/all.yaml': 'tenants:\n  - id: acme\n' });
    const { exitCode, stdout, stderr } = await runCommandLine(['pin'], { folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(
      'at environments/tenants/dev/all.yaml:2:5 (tenants[0] (acme).placement)\n  2 |   - id: acme\n',
    );
  });

  test('fails when an environment does not exist', async () => {
    const { folder } = trialProject(files);
    const { exitCode, stderr } = await runCommandLine(['pin', '--environment', 'prd'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'error TB2008: "prd" is no environment\n  at --environment\n  fix: write one of dev, prod, or several with commas\n',
    );
  });
});

describe('a command about tenants', () => {
  test('fails when there is no project', async () => {
    using folder = temporaryFolder();
    const { exitCode, stderr } = await runCommandLine(['pin'], { folder: folder.path });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB5100: no cdktf.json stands here or in a folder above\n');
    expect(stderr).toContain('tenant-buckets init');
  });

  test.each([
    ['{"app": 1}', 'TB5100: the file names no app'],
    ['{', 'TB5100: the file names no app'],
    [
      '{"app": "echo synthesized"}',
      'TB5101: the app does not say which environments it has: it answered in another way',
    ],
    [
      '{"app": "echo Error: no tsx >&2; exit 3"}',
      'TB5101: the app does not say which environments it has: it ended with 3 (Error: no tsx)',
    ],
    [
      `{"app": "node -e 'require(\\"no-such-package/sub\\")'"}`,
      "TB5101: the app does not say which environments it has: it ended with 1 (Error: Cannot find module 'no-such-package/sub')\n" +
        `  at node -e 'require("no-such-package/sub")'\n` +
        '  fix: install the packages of the project: no-such-package/sub is not there',
    ],
    [
      `{"app": "node -e 'require(\\"./gone\\")'"}`,
      "TB5101: the app does not say which environments it has: it ended with 1 (Error: Cannot find module './gone')\n" +
        `  at node -e 'require("./gone")'\n` +
        '  fix: let main.ts call runApp, and run the app by hand to see what it says',
    ],
  ])('fails when cdktf.json is %s', async (text, message) => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'cdktf.json'), text);
    const { exitCode, stderr } = await runCommandLine(['validate'], { folder: folder.path });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`error ${message}\n`);
  });
});
