import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withFolderLock } from '../../modules/emulator/folder-lock';
import { processIdentity } from '../../modules/emulator/process-identity';
import { runCommand } from '../../modules/emulator/run-command';
import { newFolder } from './stand-in/place';

const patient = { onWait: () => undefined, signal: undefined };

function heldBy(owner: string): string {
  const lock = join(newFolder(), 'lock');
  mkdirSync(lock);
  writeFileSync(join(lock, owner), '');
  return lock;
}

describe('withFolderLock', () => {
  test('lets one in after the other, and tells who waits once', async () => {
    const lock = join(newFolder(), 'lock');
    const seen: string[] = [];
    const work = (name: string) =>
      withFolderLock(lock, { onWait: () => seen.push(`${name} waits`), signal: undefined }, async () => {
        seen.push(`${name} in`);
        await new Promise((done) => setTimeout(done, 250));
        seen.push(`${name} out`);
      });
    await Promise.all([work('a'), work('b')]);
    expect(seen).toEqual(['a in', 'b waits', 'a out', 'b in', 'b out']);
    expect(existsSync(lock)).toBe(false);
  });

  test('is free again after work that failed', async () => {
    const lock = join(newFolder(), 'lock');
    await expect(withFolderLock(lock, patient, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withFolderLock(lock, patient, () => Promise.resolve('in'))).toBe('in');
  });

  test.each([
    ['is gone', '4194399@1@x'],
    ['had the process id of another one', `${String(process.pid)}@1@x`],
  ])('takes over when the owner %s', async (_, owner) => {
    const lock = heldBy(owner);
    expect(await withFolderLock(lock, patient, () => Promise.resolve(readdirSync(lock).includes(owner)))).toBe(false);
  });

  test('fails when the waiting is aborted, and leaves the lock to its owner', async () => {
    const owner = `${String(process.pid)}@${processIdentity(process.pid)?.start ?? ''}@x`;
    const lock = heldBy(owner);
    const waiting = new AbortController();
    const wait = { onWait: () => waiting.abort(new Error('interrupted')), signal: waiting.signal };
    await expect(withFolderLock(lock, wait, () => Promise.resolve())).rejects.toThrow('interrupted');
    expect(readdirSync(lock)).toEqual([owner]);
  });
});

describe('holdFolderLock of the Python environment', () => {
  test('keeps whole processes apart', async () => {
    const folder = newFolder();
    const door = pathToFileURL(join(__dirname, '../../modules/emulator/python/folder-lock.mjs')).href;
    const program = `
      import { appendFileSync } from 'node:fs';
      const { holdFolderLock } = await import(${JSON.stringify(door)});
      const release = await holdFolderLock('lock', () => undefined);
      appendFileSync('trace', 'in ');
      await new Promise((done) => setTimeout(done, 100));
      appendFileSync('trace', 'out ');
      release();`;
    const one = () =>
      runCommand('sh', [
        '-c',
        `cd '${folder}' && exec "$0" "$@"`,
        process.execPath,
        '--input-type=module',
        '-e',
        program,
      ]);
    const outcomes = await Promise.all([one(), one(), one()]);
    const trace = await runCommand('cat', [join(folder, 'trace')]);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(trace.stdout).toBe('in out in out in out ');
  }, 30_000);
});
