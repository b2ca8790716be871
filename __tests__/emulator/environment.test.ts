import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fieldsOf } from '../../modules/emulator/fields-of';
import { runCommand } from '../../modules/emulator/run-command';
import { newFolder } from './stand-in/place';

const python = join(__dirname, '../../modules/emulator/python');

/** A Python that says a version, and whose `-m venv`, `-m pip` and `-m localstack.aws.spec` succeed or fail. */
function standInPython(version: string, pip = 'exit 0'): string {
  const command = join(newFolder(), 'python');
  const script = `#!/bin/sh
case "$1 $2" in
"-c "*) echo ${version} ;;
"-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo "venv of $3" ;;
"-m pip") ${pip} ;;
esac
`;
  writeFileSync(command, script, { mode: 0o755 });
  return command;
}

async function ensure(root: string, named: string, ...more: readonly string[]) {
  const env = { ...process.env, TENANT_BUCKETS_PYTHON: named };
  const args = [join(python, 'environment.mjs'), '--root', root, ...more];
  const { exitCode, stdout, stderr } = await runCommand(process.execPath, args, { env });
  return { exitCode, answer: fieldsOf(JSON.parse(stdout || '{}')), stderr };
}

const environments = (root: string) => readdirSync(join(root, '.cache'));

describe('environment.mjs', () => {
  test('makes the environment once, and afterwards needs no Python at all', async () => {
    const root = newFolder();
    const first = await ensure(root, standInPython('3.11'));
    const second = await ensure(root, 'no-such-python');
    expect(first.answer.get('python')).toBe(second.answer.get('python'));
    expect([first.exitCode, second.exitCode, second.stderr]).toEqual([0, 0, '']);
    expect(environments(root)).toHaveLength(1);
    expect(environments(root)[0]).toMatch(/^python-[0-9a-f]{12}$/);
  });

  test('sends the output of children to standard error', async () => {
    const { answer, stderr } = await ensure(newFolder(), standInPython('3.11'));
    expect(stderr).toContain('venv of ');
    expect([...answer.keys()]).toEqual(['python', 'complete']);
  });

  test('makes it once for two that start at once', async () => {
    const root = newFolder();
    const slow = standInPython('3.11', `echo once >> '${join(root, 'installs')}'; sleep 0.5`);
    const both = await Promise.all([ensure(root, slow), ensure(root, slow)]);
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(readFileSync(join(root, 'installs'), 'utf8')).toBe('once\n');
  });

  test('makes it anew when an installation was interrupted, and removes what that left', async () => {
    const root = newFolder();
    await ensure(root, standInPython('3.11', 'kill -9 $PPID'));
    expect(environments(root).join(' ')).toMatch(/\.build-/);
    const again = await ensure(root, standInPython('3.11'));
    expect(again.exitCode).toBe(0);
    expect(environments(root).join(' ')).not.toMatch(/\.build-|\.lock/);
  });

  test('makes it anew when its stamp is of another machine', async () => {
    const root = newFolder();
    const { answer } = await ensure(root, standInPython('3.11'));
    const folder = dirname(dirname(String(answer.get('python'))));
    writeFileSync(join(folder, 'complete.json'), '{"platform":"another"}');
    const checked = await ensure(root, standInPython('3.11'), '--check');
    expect(checked.answer.get('complete')).toBe(false);
  });

  test('fails when the packages cannot be fetched, with the cure, and is not complete (F57)', async () => {
    const root = newFolder();
    const { exitCode, answer } = await ensure(root, standInPython('3.11', 'exit 1'));
    expect(exitCode).toBe(4);
    expect(answer.get('error')).toContain('-m pip install ended with exit code 1');
    expect(answer.get('cure')).toContain('this needs the network once');
    expect(environments(root).filter((name) => /^python-[0-9a-f]{12}$/.test(name))).toEqual([]);
  });

  test.each([
    ['3.12', '3.12'],
    ['', 'not found'],
  ])('fails when Python is %p instead of 3.11 (F57)', async (version, seen) => {
    const command = version === '' ? 'no-such-python' : standInPython(version);
    const { exitCode, answer } = await ensure(newFolder(), command);
    expect(exitCode).toBe(4);
    expect(answer.get('error')).toBe(`the emulator needs Python 3.11, found ${command}: ${seen}`);
    expect(answer.get('cure')).toContain('install Python 3.11');
  });

  test('only looks when it is asked to check', async () => {
    const root = newFolder();
    const command = standInPython('3.11');
    const { answer } = await ensure(root, command, '--check');
    expect([answer.get('python'), answer.get('complete')]).toEqual([command, false]);
    expect(existsSync(join(root, '.cache'))).toBe(false);
  });

  test('waits for nobody who is gone', async () => {
    const root = newFolder();
    const name = environmentName(await ensure(newFolder(), standInPython('3.11')));
    const lock = join(root, '.cache', `${name}.lock`);
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, '4194399@1@x'), '');
    expect((await ensure(root, standInPython('3.11'))).exitCode).toBe(0);
  });
});

function environmentName({ answer }: { readonly answer: ReadonlyMap<string, unknown> }): string {
  return (
    dirname(dirname(String(answer.get('python'))))
      .split('/')
      .at(-1) ?? ''
  );
}

describe('requirements.lock', () => {
  const lock = readFileSync(join(python, 'requirements.lock'), 'utf8');

  test('pins LocalStack 4.9.2 and gives every package hashes', () => {
    const packages = lock.split(/\n(?=\S)/).filter((block) => /^[a-z0-9]/i.test(block));
    expect(packages.filter((block) => block.startsWith('localstack-core==4.9.2 '))).toHaveLength(1);
    expect(packages.filter((block) => !block.includes('--hash=sha256:'))).toEqual([]);
  });

  test('names no package index', () => {
    expect(lock).not.toMatch(/https?:|index-url|find-links/);
  });
});
