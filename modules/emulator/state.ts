import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { throwErrors } from '../core';
import { fieldsOf } from './fields-of';
import { wrongOption } from './options';
import { processIdentity } from './process-identity';
import { isEmulatorRecord, type EmulatorRecord } from './record';

/** What is kept of a supervised instance: its record, and what proves that a process is its supervisor. */
export interface InstanceState {
  readonly instanceId: string;
  /** When the supervisor started, as `processIdentity` says it. */
  readonly supervisorStart: string;
  readonly record: EmulatorRecord;
}

/** The folder of a named instance, readable for its owner only. */
export interface StateFolder {
  readonly path: string;
  readonly lock: string;
  readonly logFile: string;
  readonly stateFile: string;
}

const allowedName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Where the instance of this name keeps its things; fails when the name is no plain folder name. */
export function stateFolder(root: string, name: string): StateFolder {
  const allowed = 'up to 64 letters, digits, dots, dashes and underscores, a letter or digit first';
  if (!allowedName.test(name)) throwErrors([wrongOption('name', name, allowed)]);
  const path = join(resolve(root), '.tenant-buckets', name);
  return { path, lock: join(path, 'lock'), logFile: join(path, 'emulator.log'), stateFile: join(path, 'state.json') };
}

/** Where one instance writes; a fresh folder for each, so that what a dead one left is never taken over. */
export function instanceDirectory({ path }: StateFolder, instanceId: string): string {
  return join(path, `instance-${instanceId}`);
}

/** Writes the state whole or not at all. */
export function writeState({ stateFile }: StateFolder, state: InstanceState): void {
  const draft = `${stateFile}.${state.instanceId}`;
  writeFileSync(draft, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, stateFile);
}

/** The state of an instance whose supervisor really runs: process id, start time and instance id agree. */
export function runningState(folder: StateFolder): InstanceState | undefined {
  const state = readState(folder);
  return state && isItsSupervisor(state) ? state : undefined;
}

/** Whether the process with the recorded id is the recorded supervisor and not a later process with the same id. */
export function isItsSupervisor({ instanceId, supervisorStart, record }: InstanceState): boolean {
  const found = processIdentity(record.pid);
  return found !== undefined && found.start === supervisorStart && found.commandLine.includes(instanceId);
}

/** Takes away what a dead supervisor left. Call it under the lock and only when none runs. */
export function removeRemains(folder: StateFolder): void {
  if (!existsSync(folder.path)) return;
  const remains = readdirSync(folder.path).filter((entry) => /^(instance-|state\.json)/.test(entry));
  for (const entry of remains) rmSync(join(folder.path, entry), { recursive: true, force: true });
}

function readState({ stateFile }: StateFolder): InstanceState | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(stateFile, 'utf8'));
    return isInstanceState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isInstanceState(value: unknown): value is InstanceState {
  const found = fieldsOf(value);
  const texts = [found.get('instanceId'), found.get('supervisorStart')];
  return texts.every((one) => typeof one === 'string' && one !== '') && isEmulatorRecord(found.get('record'));
}
