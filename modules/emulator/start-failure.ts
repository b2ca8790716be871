import { existsSync, readFileSync } from 'node:fs';
import { diagnostic, DiagnosticError } from '../core';
import { localstackVersion } from './launcher';
import type { UpstreamEnd } from './upstream';

const tailLines = 12;

/** The last lines of a log, for a message. */
export function logTail(logFile: string): string {
  const text = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
  return text.trimEnd().split('\n').slice(-tailLines).join('\n');
}

/** Whether a log says that somebody else took the port after we had looked. */
export function saysPortTaken(log: string): boolean {
  return /address already in use|port is already allocated/i.test(log);
}

/** The emulator went away before it answered. */
export function endedEarly(end: UpstreamEnd, logFile: string): DiagnosticError {
  const how =
    end.notStarted ??
    (end.signal === undefined ? `exit code ${String(end.exitCode ?? 'unknown')}` : `signal ${end.signal}`);
  const tail = logTail(logFile);
  return new DiagnosticError(
    diagnostic('TB4001', {
      path: logFile,
      message: `the emulator ended before it answered (${how})${tail === '' ? '' : `; its last words:\n${tail}`}`,
      fix: `read ${logFile}, then start it again`,
    }),
  );
}

/** The emulator runs and says nothing. */
export function answeredNothing(
  health: { readonly awaited: string; readonly lastSeen: string },
  seconds: number,
  logFile: string,
): DiagnosticError {
  const waited = `waited ${String(seconds)} s for ${health.awaited}, last seen: ${health.lastSeen}`;
  return new DiagnosticError(
    diagnostic('TB4002', {
      path: logFile,
      message: `${waited}; the end of the log:\n${logTail(logFile)}`,
      fix: `give it more time with a longer start time-out, or read ${logFile}`,
    }),
  );
}

/** The emulator is another version than the one that everything here was tried with. */
export function wrongVersion(found: string, launcher: string): DiagnosticError {
  const fixes: Readonly<Record<string, string>> = {
    docker: `remove the image localstack/localstack:${localstackVersion} and let it be pulled anew`,
    python: 'remove the python-* folder below .cache and let it be made anew',
  };
  return new DiagnosticError(
    diagnostic('TB4006', {
      path: launcher,
      message: `the emulator is LocalStack ${found}, supported is ${localstackVersion}`,
      fix: fixes[launcher] ?? 'start the supported version',
    }),
  );
}
