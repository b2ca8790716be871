import { describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Diagnostic } from '../../modules/core';
import { freePort } from '../../modules/emulator/free-port';
import { startEmulator, type EmulatorRecord, type RunningEmulator } from '../../modules/emulator';
import { firstText, isAlive, removeAtEnd, standInDocker, until, type StandIn } from './stand-in/place';
import { isEmulatorRecord } from '../../modules/emulator/record';
import { refusalOf } from './stand-in/refusal';

jest.setTimeout(60_000);

const start = (standIn: StandIn = {}, more: Parameters<typeof startEmulator>[0] = {}): Promise<RunningEmulator> =>
  startEmulator({ launcher: 'docker', dockerCommand: standInDocker(standIn).command, ...more });

/** The log and the folder of an instance. */
const traces = ({ logFile }: EmulatorRecord) => [logFile, logFile.replace(/\.log$/, '')];

/** The diagnostic of a failed start, whose log stays for its reader; here it goes at the end. */
async function failureOf(starting: () => Promise<unknown>): Promise<Diagnostic | undefined> {
  const [first] = await refusalOf(starting);
  if (first?.path.endsWith('.log') === true) removeAtEnd(first.path);
  return first;
}

describe('startEmulator', () => {
  test('hands out the record of an emulator that answers, and ends it when disposed', async () => {
    let record;
    {
      await using emulator = await start();
      record = emulator.record;
      expect((await fetch(`${record.endpoint}/_gateway/health`)).status).toBe(200);
      expect(traces(record).filter(existsSync)).toHaveLength(2);
    }
    expect(record).toMatchObject({
      schemaVersion: 1,
      region: 'us-east-1',
      accessKeyId: '000000000000',
      pid: process.pid,
    });
    expect(isAlive(record.upstreamPid)).toBe(false);
    expect(traces(record).filter(existsSync)).toEqual([]);
  });

  test('puts the gateway before LocalStack, which ends with it, and keeps its refusals in the log', async () => {
    const emulator = await start({}, { settings: { transport: 'plain' } });
    const { endpoint, logFile } = emulator.record;
    const settings: unknown = await (await fetch(`${endpoint}/_gateway/settings`)).json();
    expect(settings).toMatchObject({ settings: { transport: 'plain' } });
    expect((await fetch(`${endpoint}/?X-Amz-Signature=secret`)).status).toBe(403);
    await until(() => readFileSync(logFile, 'utf8').includes('gateway: GET / 403 '));
    expect(readFileSync(logFile, 'utf8')).not.toContain('X-Amz-Signature');
    await emulator.stop();
    await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
  });

  test('may be stopped twice, and tells that it ended', async () => {
    const emulator = await start();
    await Promise.all([emulator.stop(), emulator.stop()]);
    expect(await emulator.ended).toEqual({ exitCode: 0, signal: undefined });
  });

  test('takes the container away after the end', async () => {
    const docker = standInDocker();
    await (await startEmulator({ launcher: 'docker', dockerCommand: docker.command })).stop();
    expect(docker.calls().at(-1)).toMatch(/^rm --force tenant-buckets-/);
  });

  test('fails when the emulator ends early, with its last words (F52)', async () => {
    const first = await failureOf(() => start({ play: 'dies' }));
    expect(first?.code).toBe('TB4001');
    expect(first?.message).toContain('(exit code 3); its last words:\nout of space\ncannot go on');
    expect(readFileSync(first?.path ?? '', 'utf8')).toContain('out of space');
  });

  test.each([
    ['says nothing', 'mute', 'connect ECONNREFUSED'],
    ['has a broken S3', 'broken S3', 'S3 answered with status 500'],
  ] as const)('fails when the emulator %s, and leaves no process (F52)', async (_, play, lastSeen) => {
    const docker = standInDocker({ play });
    const options = { launcher: 'docker', dockerCommand: docker.command, startTimeoutSeconds: 1 } as const;
    const first = await failureOf(() => startEmulator(options));
    expect(first?.code).toBe('TB4002');
    expect(first?.message).toMatch(/^waited 1 s for an answer of S3 at http:\/\/127\.0\.0\.1:\d+, last seen: /);
    expect(first?.message).toContain(lastSeen);
    expect(docker.calls().at(-1)).toMatch(/^rm /);
  });

  test('fails when it is another version (F52)', async () => {
    const first = await failureOf(() => start({ version: '3.0.0' }));
    expect(first).toMatchObject({ code: 'TB4006', message: 'the emulator is LocalStack 3.0.0, supported is 4.9.2' });
  });

  test('fails when the port is taken (F52)', async () => {
    await using emulator = await start();
    const port = Number(new URL(emulator.record.endpoint).port);
    const first = await failureOf(() => start({}, { port }));
    expect(first).toMatchObject({ code: 'TB4003', message: `port ${String(port)} is taken` });
  });

  test('uses the port that it is given', async () => {
    const port = await freePort(0);
    await using emulator = await start({}, { port });
    expect(emulator.record.endpoint).toBe(`http://127.0.0.1:${String(port)}`);
  });

  test('takes another port when somebody else took the free one meanwhile', async () => {
    await using emulator = await start({ play: 'port taken once' });
    expect((await fetch(`${emulator.record.endpoint}/_gateway/health`)).status).toBe(200);
  });

  test('can be interrupted while it waits, and leaves no process', async () => {
    const docker = standInDocker({ play: 'mute' });
    const interrupting = new AbortController();
    const starting = startEmulator({ launcher: 'docker', dockerCommand: docker.command, signal: interrupting.signal });
    await Promise.race([until(() => docker.calls().some((call) => call.startsWith('run '))), starting]);
    interrupting.abort(new Error('interrupted'));
    await expect(starting).rejects.toThrow('interrupted');
    expect(docker.calls().at(-1)).toMatch(/^rm /);
  });

  test('tells what it does', async () => {
    const events: unknown[] = [];
    await using emulator = await start({}, { onProgress: (event) => events.push(event) });
    expect(events).toEqual([
      { step: 'emulator', state: 'started', detail: 'docker' },
      { step: 'emulator', state: 'done', detail: emulator.record.endpoint },
    ]);
  });

  test('ends with the process that started it, even when that is killed (F52)', async () => {
    const options = JSON.stringify({ launcher: 'docker', dockerCommand: standInDocker().command });
    const program = `require('./modules/emulator').startEmulator(${options}).then((one) => console.log(JSON.stringify(one.record)))`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const record: unknown = JSON.parse(await firstText(child.stdout));
    if (!isEmulatorRecord(record)) throw new Error('no record was printed');
    removeAtEnd(...traces(record));
    const { upstreamPid } = record;
    expect(isAlive(upstreamPid)).toBe(true);
    child.kill('SIGKILL');
    await until(() => !isAlive(upstreamPid));
  });
});
