import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Interruption } from '../../modules/cli/io';
import { version } from '../../modules/cli/version';
import { runCommandLine } from '../support/command-line';

describe('the command line', () => {
  test('shows help with examples first, on standard output, and exits 0', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['--help']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Examples:\n {2}tenant-buckets emulator up --detach/);
    expect(stdout).toMatch(/Usage: tenant-buckets \[options\] \[command\]/);
    expect(stdout).not.toContain('demo');
  });

  test.each([[[]], [['emulator']], [['tenant']], [['handshake']]])(
    'shows the help of %j on standard error when no command follows, with exit code 2',
    async (parameters) => {
      const { exitCode, stdout, stderr } = await runCommandLine(parameters);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toMatch(/^Examples:\n/);
      expect(stderr).toContain(['Usage: tenant-buckets', ...parameters, '[options] [command]'].join(' '));
    },
  );

  test('shows on standard error what there is when help is asked for what there is not, with exit code 2', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['help', 'nope']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Usage: tenant-buckets [options] [command]');
  });

  test('says a mistake in a command once', async () => {
    const { stderr } = await runCommandLine(['emulator', 'upp']);
    expect(stderr.match(/upp/g)).toHaveLength(1);
  });

  test.each([
    ['HIGH', 'Did you mean high?; '],
    ['hihg', 'Did you mean high?; '],
    ['worst', ''],
  ])('guesses of the choices which %s meant', async (given, guess) => {
    const { exitCode, stderr } = await runCommandLine(['review', 'plan.json', '--fail-on', given]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`\n  fix: ${guess}tenant-buckets review --help lists what there is\n`);
  });

  test('says the version of the package', async () => {
    const manifest: unknown = JSON.parse(readFileSync(resolve(__dirname, '../../package.json'), 'utf8'));
    expect(manifest).toMatchObject({ version });
    expect(await runCommandLine(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('fails when a command is misspelt, with the one that was meant and exit code 2', async () => {
    expect(await runCommandLine(['emulater'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        "error TB5001: unknown command 'emulater'\n" +
        '  at command line\n' +
        '  fix: Did you mean emulator?; tenant-buckets --help lists what there is\n',
    });
  });

  test.each([
    [['emulator', 'up', '--prot', '1'], "unknown option '--prot'", 'Did you mean --port?'],
    [
      ['emulator', 'up', '--port', 'abc'],
      "option '--port <port>' argument 'abc' is invalid. It is a whole number.",
      'fix: tenant-buckets emulator up --help lists',
    ],
    [
      ['emulator', 'up', '--launcher', 'podman'],
      "option '--launcher <kind>' argument 'podman' is invalid. Allowed choices are docker, python.",
      'fix: tenant-buckets emulator up --help lists',
    ],
    [['emulator', 'upp'], "unknown command 'upp'", 'Did you mean up?; tenant-buckets emulator --help lists'],
    [['--nope'], "unknown option '--nope'", 'fix: tenant-buckets --help lists'],
    [['explain', 'TB2001', 'TB2002'], 'too many arguments', 'fix: tenant-buckets explain --help lists'],
  ])('fails when the usage is wrong: %j', async (parameters, message, fix) => {
    const { exitCode, stdout, stderr } = await runCommandLine(parameters);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error TB5001: ${message}`);
    expect(stderr).toContain(fix);
  });

  test('exits as interrupted, and says that all has ended, when the signal came first', async () => {
    const controller = new AbortController();
    controller.abort(new Interruption(143));
    const result = await runCommandLine(['emulator', 'up'], { signal: controller.signal });
    expect(result).toEqual({
      exitCode: 143,
      stdout: '',
      stderr: expect.stringMatching(/interrupted: everything that was started has been ended\n$/),
    });
  });

  test('turns an error that nobody foresaw into one line without a stack, exit code 4', async () => {
    const out = (): void => {
      throw new TypeError('the pipe is\nodd');
    };
    const { exitCode, stderr } = await runCommandLine(['explain'], { out });
    expect(exitCode).toBe(4);
    expect(stderr).toBe(
      'error TB5004: TypeError: the pipe is\n' +
        '  at tenant-buckets\n' +
        '  fix: run tenant-buckets doctor; if all is well there, report this as a defect\n',
    );
  });
});

describe('explain', () => {
  test('tells what a code means, in any case of letters', async () => {
    const { exitCode, stdout } = await runCommandLine(['explain', 'tb2003']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^TB2003 \(error, exit code 2\): a grant whose constraint can never match\n\nWith a Bucket Key/,
    );
  });

  test('lists every code in a line when none is named', async () => {
    const { stdout } = await runCommandLine(['explain']);
    expect(stdout).toMatch(/^TB1001 {2}\S/);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .every((line) => /^TB\d{4} {2}\S/.test(line)),
    ).toBe(true);
  });

  test('fails when there is no such code, with the nearest', async () => {
    const { exitCode, stderr } = await runCommandLine(['explain', 'TB20O3']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error TB5002: "TB20O3" is no code');
    expect(stderr).toContain('did you mean TB2003?');
  });
});

describe('the emulator commands without an emulator', () => {
  test('status says stopped, as text and as JSON', async () => {
    expect(await runCommandLine(['emulator', 'status'])).toMatchObject({ exitCode: 0, stdout: 'stopped\n' });
    const { stdout } = await runCommandLine(['emulator', 'status', '--json', '--name', 'other']);
    expect(JSON.parse(stdout)).toEqual({ schemaVersion: 1, name: 'other', kind: 'stopped' });
  });

  test('down has nothing to do and exits 0', async () => {
    const result = await runCommandLine(['emulator', 'down']);
    expect(result).toEqual({ exitCode: 0, stdout: '', stderr: 'no emulator default runs\n' });
  });

  test('fails when the port cannot be one, before anything is started', async () => {
    const { exitCode, stderr } = await runCommandLine(['emulator', 'up', '--port', '70000']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('port 70000 is wrong');
    expect(stderr).toContain('give 0 to 65535');
  });
});

describe('doctor', () => {
  test('exits 4 and names the cure when terraform is missing, and prints versioned JSON', async () => {
    const environment = { ...process.env, TENANT_BUCKETS_TERRAFORM: '/nowhere/terraform' };
    const { exitCode, stdout } = await runCommandLine(['doctor', '--json'], { environment });
    expect(exitCode).toBe(4);
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({ schemaVersion: 1 });
    expect(report).toHaveProperty(
      'checks',
      expect.arrayContaining([
        expect.objectContaining({
          name: 'terraform',
          status: 'failed',
          fix: expect.stringContaining('TENANT_BUCKETS_TERRAFORM'),
        }),
        expect.objectContaining({ name: 'node', status: 'ok' }),
      ]),
    );
  });
});
