/**
 * The process that holds one emulator: `node supervisor.js INSTANCE-ID REQUEST`. It starts the emulator, writes the
 * state, and ends both on SIGTERM, SIGINT or SIGHUP, when LocalStack goes away, and, unless detached, with the process
 * that started it. A program of its own, so that an emulator can outlive the command that started it.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { diagnostic, DiagnosticError, type Diagnostic } from '../core';
import { messageOf } from './caught';
import { resolveOptions } from './options';
import { processIdentity } from './process-identity';
import { startAt, type RunningEmulator } from './start-emulator';
import { instanceDirectory, stateFolder, writeState, type StateFolder } from './state';
import { parseSupervisorArguments, type SupervisorRequest } from './supervisor-request';
import type { SupervisorMessage } from './supervisor-messages';

async function supervise(instanceId: string, request: SupervisorRequest): Promise<void> {
  const stopping = new AbortController();
  const folder = stateFolder(request.options.root, request.name);
  listenForTheEnd(stopping, request.detach);
  const emulator = await start(instanceId, request, folder, stopping.signal);
  note(`holds ${emulator.record.endpoint}`);
  const supervisorStart = processIdentity(process.pid)?.start ?? '';
  writeState(folder, { instanceId, supervisorStart, record: emulator.record });
  await tell({ kind: 'running' });
  const asked = await askedToStop(emulator, stopping.signal);
  rmSync(folder.stateFile, { force: true });
  await emulator.stop();
  note(asked ? 'ended as it was asked to' : 'the emulator ended by itself');
  if (asked) await tell({ kind: 'stopped' });
}

function start(
  instanceId: string,
  request: SupervisorRequest,
  folder: StateFolder,
  signal: AbortSignal,
): Promise<RunningEmulator> {
  const directory = instanceDirectory(folder, instanceId);
  mkdirSync(directory, { mode: 0o700 });
  const options = resolveOptions({
    ...request.options,
    signal,
    onProgress: (event) => {
      void tell({ kind: 'progress', event });
    },
  });
  return startAt({ instanceId, directory, logFile: folder.logFile, removeLog: false }, options);
}

/** Any message from the starter means that it has taken note of the running emulator, and may go. */
function listenForTheEnd(stopping: AbortController, detach: boolean): void {
  const stop = () => {
    stopping.abort(new Error('the supervisor was told to end'));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
  let acknowledged = false;
  process.once('message', () => (acknowledged = true));
  process.once('disconnect', () => {
    if (!detach || !acknowledged) stop();
  });
}

/** True when we were asked, false when LocalStack went away by itself. */
function askedToStop(emulator: RunningEmulator, signal: AbortSignal): Promise<boolean> {
  const asked = new Promise<boolean>((done) => {
    if (signal.aborted) done(true);
    signal.addEventListener('abort', () => {
      done(true);
    });
  });
  return Promise.race([asked, emulator.ended.then(() => false)]);
}

/** Settles when the message is out, or when nobody is there to hear it. */
function tell(message: SupervisorMessage): Promise<void> {
  return new Promise((done) => {
    if (!process.connected || !process.send) done();
    else
      process.send(message, undefined, undefined, () => {
        done();
      });
  });
}

/** A line in the log of the instance, which is this process's standard error. */
function note(text: string): void {
  process.stderr.write(`${new Date().toISOString()} supervisor ${String(process.pid)}: ${text}\n`);
}

function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  return [
    diagnostic('TB4001', { path: 'supervisor', message: messageOf(error), fix: 'read the log, then start it again' }),
  ];
}

async function main(): Promise<void> {
  const parsed = parseSupervisorArguments(process.argv.slice(2));
  if (parsed === undefined) {
    note('started without an instance id and a request; use the emulator command');
    return;
  }
  try {
    await supervise(parsed.instanceId, parsed.request);
  } catch (error) {
    const diagnostics = diagnosticsOf(error);
    for (const one of diagnostics) note(`${one.code} ${one.message}`);
    await tell({ kind: 'failed', diagnostics });
  }
  if (process.connected) process.disconnect();
}

void main();
