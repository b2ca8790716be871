import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { diagnostic, DiagnosticError } from '../core';
import { withFolderLock } from './folder-lock';
import { resolveOptions, type EmulatorOptions, type ResolvedOptions } from './options';
import { makeOwnFolder } from './own-folder';
import type { EmulatorRecord } from './record';
import { spawnSupervisor, untilRunning } from './spawn-supervisor';
import { removeRemains, runningState, stateFolder, type StateFolder } from './state';
import { parseSupervisorMessage } from './supervisor-messages';
import type { SupervisorRequest } from './supervisor-request';

/** What may be chosen about a supervised instance. */
export interface EmulatorUpOptions extends EmulatorOptions {
  /** Name of the instance; instances of different names share nothing. @default default */
  readonly name?: string;
  /** Lets the instance outlive this process. @default false, it ends with this process */
  readonly detach?: boolean;
}

/** A supervised instance, as seen by who asked for it. */
export interface SupervisedEmulator {
  readonly record: EmulatorRecord;
  /** Whether it ran already, so that the record is the one of its first start. */
  readonly alreadyRan: boolean;
  /**
   * Settles when there is nothing to hold in the foreground: at once when it is detached or ran already, else when the
   * instance has ended. Rejects when it ended by itself. Waiting for it is what `up` in the foreground does.
   */
  readonly ended: Promise<void>;
  /** Ends an instance that is held in the foreground and waits until it is gone: what to do on SIGINT and SIGTERM. */
  stop(): Promise<void>;
}

/**
 * Starts an instance under a supervisor, or finds the one that runs. To stop cleanly on a signal: before it is up, abort
 * `signal`; afterwards call `stop` (foreground) or leave it (detached).
 */
export async function emulatorUp(options: EmulatorUpOptions = {}): Promise<SupervisedEmulator> {
  const { name = 'default', detach = false, ...rest } = options;
  const resolved = resolveOptions(rest);
  const folder = stateFolder(resolved.root, name);
  makeOwnFolder(folder.path);
  const onWait = () => {
    resolved.onProgress({ step: 'emulator', state: 'running', detail: 'waiting for another command on this instance' });
  };
  return withFolderLock(folder.lock, { onWait, signal: resolved.signal }, async () => {
    const found = runningState(folder);
    if (found)
      return { record: found.record, alreadyRan: true, ended: Promise.resolve(), stop: () => Promise.resolve() };
    removeRemains(folder);
    return startSupervised(folder, requestOf(name, detach, resolved), resolved);
  });
}

function requestOf(name: string, detach: boolean, resolved: ResolvedOptions): SupervisorRequest {
  const { signal: _signal, onProgress: _onProgress, launcher, ...options } = resolved;
  return { name, detach, options: launcher === undefined ? options : { ...options, launcher } };
}

async function startSupervised(
  folder: StateFolder,
  request: SupervisorRequest,
  { signal, onProgress }: ResolvedOptions,
): Promise<SupervisedEmulator> {
  const child = spawnSupervisor(folder, randomUUID(), request);
  const exited = once(child, 'close');
  const abort = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', abort);
  try {
    await untilRunning(child, folder.logFile, onProgress);
  } catch (error) {
    if (child.pid !== undefined) await exited;
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  child.send('noted');
  return heldBy(child, folder, request.detach, exited);
}

function heldBy(
  child: ChildProcess,
  folder: StateFolder,
  detach: boolean,
  exited: Promise<unknown>,
): SupervisedEmulator {
  const state = runningState(folder);
  if (!state) throw endedByItself(folder);
  if (detach) {
    child.disconnect();
    child.unref();
  }
  const ended = detach ? Promise.resolve() : endOf(child, folder, exited);
  ended.catch(() => undefined);
  const stop = async () => {
    if (detach) return;
    child.kill('SIGTERM');
    await exited;
  };
  return { record: state.record, alreadyRan: false, ended, stop };
}

async function endOf(child: ChildProcess, folder: StateFolder, exited: Promise<unknown>): Promise<void> {
  const kinds = new Set<string | undefined>();
  child.on('message', (value) => kinds.add(parseSupervisorMessage(value)?.kind));
  await exited;
  if (!kinds.has('stopped')) throw endedByItself(folder);
}

function endedByItself({ logFile }: StateFolder): DiagnosticError {
  return new DiagnosticError(
    diagnostic('TB4009', {
      path: logFile,
      message: 'the emulator ended without having been asked to',
      fix: `read ${logFile}, then start it again`,
    }),
  );
}
