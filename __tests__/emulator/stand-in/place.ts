import { afterAll } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { processIdentity } from '../../../modules/emulator/process-identity';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own, removed at the end of its file. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  made.push(folder);
  return folder;
}

/** Takes a path away at the end of the test's file. */
export function removeAtEnd(...paths: readonly string[]): void {
  made.push(...paths);
}

/** How the stand-in engine differs from a healthy one. */
export interface StandIn {
  readonly engine?: string | null;
  readonly version?: string;
  readonly image?: boolean;
  readonly pull?: boolean;
  readonly play?: 'healthy' | 'dies' | 'mute' | 'broken S3' | 'port taken once';
}

/** A command that behaves like a container engine's, and the command lines with which it was called. */
export function standInDocker(standIn: StandIn = {}): {
  readonly command: string;
  readonly calls: () => readonly string[];
} {
  const { engine = '28.0.0', image = true, pull = true, ...played } = standIn;
  const folder = newFolder();
  const [command, calls] = [join(folder, 'docker'), join(folder, 'calls')];
  const setting = JSON.stringify({ ...played, marker: join(folder, 'marker') });
  const program = join(__dirname, 'localstack.mjs');
  const script = `#!/bin/sh
echo "$*" >> '${calls}'
case "$1" in
version) ${engine === null ? 'echo "Cannot connect to the daemon" >&2; exit 1' : `echo ${engine}`} ;;
image) exit ${image ? '0' : '1'} ;;
pull) ${pull ? 'echo pulled' : 'echo "denied: no rights" >&2; exit 1'} ;;
run) STAND_IN='${setting}' exec '${process.execPath}' '${program}' "$@" ;;
esac
`;
  writeFileSync(command, script, { mode: 0o755 });
  return { command, calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : []) };
}

/** Whether a process is there and no zombie. */
export function isAlive(pid: number): boolean {
  return processIdentity(pid) !== undefined;
}

/** Waits until something is so; the test's own time-out bounds it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
}

/** The first thing that a child says. */
export function firstText(stream: Readable): Promise<string> {
  return new Promise((done) => {
    stream.setEncoding('utf8').once('data', done);
  });
}
