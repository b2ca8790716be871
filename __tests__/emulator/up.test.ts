import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatorDown, emulatorStatus, emulatorUp, type EmulatorUpOptions } from '../../modules/emulator';
import { firstText, isAlive, newFolder, standInDocker, until, type StandIn } from './stand-in/place';
import { refusalOf } from './stand-in/refusal';

jest.setTimeout(120_000);

const started: EmulatorUpOptions[] = [];

afterEach(async () => {
  for (const options of started.splice(0)) await emulatorDown(options);
});

function instance(standIn: StandIn = {}): EmulatorUpOptions & { readonly root: string; readonly folder: string } {
  const root = newFolder();
  const dockerCommand = standInDocker(standIn).command;
  const options = {
    root,
    folder: join(root, '.tenant-buckets', 'default'),
    launcher: 'docker',
    dockerCommand,
  } as const;
  started.push(options);
  return options;
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('emulatorUp', () => {
  test('prints the same record twice, and down ends it (F52)', async () => {
    const options = instance();
    const first = await emulatorUp({ ...options, detach: true });
    const second = await emulatorUp({ ...options, detach: true });
    expect([first.alreadyRan, second.alreadyRan]).toEqual([false, true]);
    expect(second.record).toEqual(first.record);
    expect(first.record.pid).not.toBe(process.pid);
    expect(await emulatorStatus(options)).toEqual({ kind: 'running', record: first.record, answers: true });
    expect(await emulatorDown(options)).toEqual({ stopped: true });
    expect([first.record.pid, first.record.upstreamPid].filter(isAlive)).toEqual([]);
    expect(await emulatorDown(options)).toEqual({ stopped: false });
    expect(await emulatorStatus(options)).toEqual({ kind: 'stopped' });
  });

  test('keeps everything readable for its owner only, and removes all but the log', async () => {
    const options = instance();
    const { record } = await emulatorUp({ ...options, detach: true });
    expect(modeOf(options.folder)).toBe('700');
    expect(modeOf(join(options.folder, 'state.json'))).toBe('600');
    expect(modeOf(record.logFile)).toBe('600');
    await emulatorDown(options);
    expect(readdirSync(options.folder)).toEqual(['emulator.log']);
    expect(readFileSync(record.logFile, 'utf8')).toContain('ended as it was asked to');
  });

  test('gives one instance to two that start at once', async () => {
    const options = instance();
    const both = await Promise.all([
      emulatorUp({ ...options, detach: true }),
      emulatorUp({ ...options, detach: true }),
    ]);
    await emulatorDown(options);
    expect(both[0].record).toEqual(both[1].record);
    expect(both.map(({ alreadyRan }) => alreadyRan).sort()).toEqual([false, true]);
  });

  test('keeps instances of different names apart', async () => {
    const options = instance();
    const one = await emulatorUp({ ...options, name: 'one', detach: true });
    const two = await emulatorUp({ ...options, name: 'two', detach: true });
    await emulatorDown({ ...options, name: 'one' });
    const left = await emulatorStatus({ ...options, name: 'two' });
    await emulatorDown({ ...options, name: 'two' });
    expect(one.record.endpoint).not.toBe(two.record.endpoint);
    expect(left).toMatchObject({ kind: 'running', answers: true });
  });

  test('starts anew after its supervisor was killed, which also ended the emulator (F52)', async () => {
    const options = instance();
    const { record } = await emulatorUp({ ...options, detach: true });
    process.kill(record.pid, 'SIGKILL');
    await until(() => !isAlive(record.upstreamPid));
    expect(await emulatorStatus(options)).toEqual({ kind: 'stopped' });
    const again = await emulatorUp({ ...options, detach: true });
    await emulatorDown(options);
    expect(again.alreadyRan).toBe(false);
  });

  test('is held in the foreground until it is stopped', async () => {
    const options = instance();
    const emulator = await emulatorUp(options);
    await emulator.stop();
    await emulator.ended;
    expect(isAlive(emulator.record.upstreamPid)).toBe(false);
    expect(existsSync(join(options.folder, 'state.json'))).toBe(false);
  });

  test('ends in the foreground when another command takes it down', async () => {
    const options = instance();
    const emulator = await emulatorUp(options);
    await emulatorDown(options);
    await expect(emulator.ended).resolves.toBeUndefined();
  });

  test.each([
    ['the emulator it holds in the foreground', false],
    ['what it detached not', true],
  ])('ends, with the process that is killed, %s (F52)', async (_, detach) => {
    const options = instance();
    const call = JSON.stringify({ ...options, detach });
    const program = `require('./modules/emulator').emulatorUp(${call}).then((up) => console.log(up.record.pid) ?? setInterval(() => 0, 1000))`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const supervisor = Number(await firstText(child.stdout));
    child.kill('SIGKILL');
    await once(child, 'exit');
    if (!detach) await until(() => !isAlive(supervisor));
    expect((await emulatorStatus(options)).kind).toBe(detach ? 'running' : 'stopped');
  });

  test('fails in the foreground when the emulator dies while it is in use (F52)', async () => {
    const options = instance();
    const emulator = await emulatorUp(options);
    process.kill(emulator.record.upstreamPid, 'SIGKILL');
    const [first] = await refusalOf(() => emulator.ended);
    expect(first).toMatchObject({ code: 'TB4009', path: emulator.record.logFile });
    expect(await emulatorStatus(options)).toEqual({ kind: 'stopped' });
  });

  test('fails when the emulator does not start, with the reason and nothing left running (F52)', async () => {
    const options = instance({ play: 'dies' });
    const [first] = await refusalOf(() => emulatorUp({ ...options, detach: true }));
    expect(first).toMatchObject({ code: 'TB4001', path: join(options.folder, 'emulator.log') });
    expect(first?.message).toContain('out of space');
    expect(readdirSync(options.folder)).toEqual(['emulator.log']);
  });

  test('can be interrupted while it starts, and leaves nothing running', async () => {
    const options = instance({ play: 'mute' });
    const interrupting = new AbortController();
    const starting = emulatorUp({ ...options, detach: true, signal: interrupting.signal });
    await Promise.race([
      until(() => existsSync(options.folder) && readdirSync(options.folder).some((one) => one.startsWith('instance-'))),
      starting,
    ]);
    interrupting.abort(new Error('interrupted'));
    await expect(starting).rejects.toThrow('interrupted');
    expect(readdirSync(options.folder)).toEqual(['emulator.log']);
  });

  test('fails when its folder cannot be made', async () => {
    const options = instance();
    writeFileSync(join(options.root, '.tenant-buckets'), 'a file');
    const [first] = await refusalOf(() => emulatorUp(options));
    expect(first).toMatchObject({ code: 'TB4007', path: options.folder });
  });

  test.each(['../up', '', 'a/b', '.hidden'])('fails when the name is %p', async (name) => {
    const [first] = await refusalOf(() => emulatorUp({ ...instance(), name }));
    expect(first).toMatchObject({ code: 'TB4010', path: 'name' });
  });
});

describe('emulatorDown', () => {
  const recordOf = (pid: number) => ({
    schemaVersion: 1,
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    accessKeyId: '000000000000',
    secretAccessKey: 'test',
    accountId: '000000000000',
    pid,
    upstreamPid: pid,
    logFile: 'emulator.log',
    startedAt: '2026-01-01T00:00:00.000Z',
  });

  test.each([
    ['another start time', { instanceId: 'jest', supervisorStart: '1', record: recordOf(process.pid) }],
    [
      'no instance id on its command line',
      { instanceId: 'absent-id', supervisorStart: 'own', record: recordOf(process.pid) },
    ],
    ['a broken state file', '{"instanceId":'],
    ['a state of another version', { instanceId: 'jest', record: { ...recordOf(process.pid), schemaVersion: 2 } }],
  ])('signals no process with %s', async (_, state) => {
    const options = instance();
    mkdirSync(options.folder, { recursive: true });
    const text = typeof state === 'string' ? state : JSON.stringify(state).replace('"own"', `"${ownStart()}"`);
    writeFileSync(join(options.folder, 'state.json'), text);
    expect(await emulatorDown(options)).toEqual({ stopped: false });
    expect(existsSync(join(options.folder, 'state.json'))).toBe(false);
  });
});

function ownStart(): string {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
