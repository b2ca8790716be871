import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diagnostic, DiagnosticError, type Diagnostic, type ProgressListener } from '../core';
import type { StateFolder } from './state';
import { parseSupervisorMessage } from './supervisor-messages';
import type { SupervisorRequest } from './supervisor-request';

/** A supervisor that has just been started: a process of its own session, whose output is the log of the instance. */
export function spawnSupervisor(folder: StateFolder, instanceId: string, request: SupervisorRequest): ChildProcess {
  writeFileSync(folder.logFile, '', { mode: 0o600 });
  const log = openSync(folder.logFile, 'a');
  const args = [...programArguments(), instanceId, JSON.stringify(request)];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  return child;
}

/** Settles when the supervisor says that the emulator runs; fails with what it says, or when it goes away. */
export function untilRunning(child: ChildProcess, logFile: string, onProgress: ProgressListener): Promise<void> {
  return new Promise((done, fail) => {
    child.on('message', (value) => {
      const message = parseSupervisorMessage(value);
      if (message?.kind === 'progress') onProgress(message.event);
      if (message?.kind === 'running') done();
      if (message?.kind === 'failed') fail(failureOf(message.diagnostics, logFile));
    });
    child.once('error', (error) => {
      fail(supervisorGone(error.message, logFile));
    });
    // Comes after every message, which `exit` need not.
    child.once('close', (code, signal) => {
      fail(supervisorGone(`it ended with ${signal ?? `exit code ${String(code)}`}`, logFile));
    });
  });
}

/** The program beside this file, in the form in which this file runs itself: compiled, or TypeScript through tsx. */
function programArguments(): readonly string[] {
  const extension = extname(__filename);
  const program = join(__dirname, `supervisor${extension}`);
  return extension === '.ts' ? ['--import', pathToFileURL(require.resolve('tsx')).href, program] : [program];
}

function failureOf(diagnostics: readonly Diagnostic[], logFile: string): Error {
  const [first, ...more] = diagnostics;
  return first ? new DiagnosticError(first, ...more) : supervisorGone('it failed without a reason', logFile);
}

function supervisorGone(how: string, logFile: string): DiagnosticError {
  return new DiagnosticError(
    diagnostic('TB4001', {
      path: logFile,
      message: `the supervisor of the emulator did not start it: ${how}`,
      fix: `read ${logFile}, then start it again`,
    }),
  );
}
