import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { diagnostic, DiagnosticError, type ProgressListener } from '../core';
import { codeOf, messageOf } from './caught';
import { withFolderLock } from './folder-lock';
import { processIdentity } from './process-identity';
import { isItsSupervisor, removeRemains, runningState, stateFolder, type InstanceState } from './state';

/** Which supervised instance is meant. */
export interface InstanceOptions {
  /** Folder that holds `.tenant-buckets`. @default the current folder */
  readonly root?: string;
  /** Name of the instance. @default default */
  readonly name?: string;
}

/** Which supervised instance is to end. */
export interface EmulatorDownOptions extends InstanceOptions {
  /** Ends the waiting for another command on the instance. @default none */
  readonly signal?: AbortSignal;
  /** Told what is being done. @default nobody is told */
  readonly onProgress?: ProgressListener;
}

/** What `down` found: it stopped an instance, or none ran. */
export interface EmulatorDown {
  readonly stopped: boolean;
}

const patienceMs = 20_000;

/**
 * Ends a supervised instance and waits until it is gone. Only a process whose id, start time and instance id all agree
 * with the state is ever signalled; anything else that the state names is taken for gone.
 */
export async function emulatorDown(options: EmulatorDownOptions = {}): Promise<EmulatorDown> {
  const { root = process.cwd(), name = 'default', signal, onProgress = () => undefined } = options;
  const folder = stateFolder(root, name);
  if (!existsSync(folder.path)) return { stopped: false };
  const onWait = () => {
    onProgress({ step: 'emulator', state: 'running', detail: 'waiting for another command on this instance' });
  };
  return withFolderLock(folder.lock, { onWait, signal }, async () => {
    const state = runningState(folder);
    if (state) await end(state);
    removeRemains(folder);
    return { stopped: state !== undefined };
  });
}

async function end(state: InstanceState): Promise<void> {
  const { pid, upstreamPid } = state.record;
  const upstreamStart = processIdentity(upstreamPid)?.start;
  const isGone = () => !isItsSupervisor(state);
  send(pid, 'SIGTERM');
  if (await becomes(isGone, patienceMs)) return;
  if (isItsSupervisor(state)) send(pid, 'SIGKILL');
  const isAllGone = () => isGone() && processIdentity(upstreamPid)?.start !== upstreamStart;
  if (await becomes(isAllGone, patienceMs)) return;
  throw notStopped(pid, 'is still there after it was killed');
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw notStopped(pid, messageOf(error));
  }
}

function notStopped(pid: number, how: string): DiagnosticError {
  const path = `process ${String(pid)}`;
  const fix = `end ${path} by hand, as the user who started it, then run down again`;
  return new DiagnosticError(diagnostic('TB4008', { path, message: `${path} ${how}`, fix }));
}

async function becomes(isSo: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
