import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { diagnostic, DiagnosticError } from '../core';
import { numberField, parseJson, textField } from './json-fields';

/** Environment variables; an undefined one is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A command and how far its output and its end reach. */
export interface LeashedCommand {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly workingDirectory: string;
  /** The whole environment of the command; nothing is added from ours. */
  readonly environment: Environment;
  /** Interrupts the command: it may finish what is in flight and save. @default never interrupted */
  readonly signal?: AbortSignal | undefined;
  /** Ends the command without waiting for it to save. @default never hurried */
  readonly force?: AbortSignal | undefined;
  /** How long an interrupted command may take before it is terminated, then killed. @default 10 seconds */
  readonly graceSeconds?: number;
  /** Hears each line of output as it comes. @default nobody listens */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** How a command ended and what it wrote. */
export interface LeashedResult {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const leashFile = join(__dirname, 'leash.mjs');

/**
 * Runs a command that cannot outlive us: it is interrupted when we abort it and when we die, kill -9 included, together
 * with everything it started.
 */
export async function runLeashed(command: LeashedCommand): Promise<LeashedResult> {
  command.signal?.throwIfAborted();
  const marker = randomUUID();
  const leash = startLeash(command, marker, [command.command, ...command.parameters]);
  const facts = readFacts(leash.stdio[3]);
  const output = Promise.all([readLines(leash.stdout, 'stdout', command), readLines(leash.stderr, 'stderr', command)]);
  const release = obeyAborts(leash, command);
  const [[stdout, stderr], fate] = await Promise.all([output, facts, ended(leash, command)]).finally(release);
  if (fate.error !== undefined) throw notStarted(command, fate.error);
  if (fate.exitCode === undefined && fate.signal === undefined) {
    if (fate.started !== undefined) await ended(startLeash(command, marker, ['--end', String(fate.started)]), command);
    throw leashLost(command);
  }
  return { exitCode: fate.exitCode, signal: fate.signal, stdout, stderr };
}

function startLeash(command: LeashedCommand, marker: string, parameters: readonly string[]): ChildProcess {
  const graceMs = String((command.graceSeconds ?? 10) * 1000);
  return spawn(process.execPath, [leashFile, graceMs, ...parameters], {
    cwd: command.workingDirectory,
    env: { ...command.environment, TENANT_BUCKETS_LEASH: marker },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
}

function ended(leash: ChildProcess, command: LeashedCommand): Promise<void> {
  return new Promise((resolve, reject) => {
    leash.once('error', (error: NodeJS.ErrnoException) => {
      reject(notStarted(command, error.code ?? error.message));
    });
    leash.once('close', () => {
      resolve();
    });
  });
}

interface Fate {
  readonly started?: number | undefined;
  readonly error?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
}

async function readFacts(stream: Readable | Writable | null | undefined): Promise<Fate> {
  let fate: Fate = {};
  if (!stream || !('read' in stream)) return fate;
  for await (const line of createInterface({ input: stream })) {
    const fact = parseJson(line);
    fate = {
      started: numberField(fact, 'started') ?? fate.started,
      error: textField(fact, 'error'),
      exitCode: numberField(fact, 'exitCode'),
      signal: textField(fact, 'signal'),
    };
  }
  return fate;
}

async function readLines(
  stream: Readable | null,
  name: 'stdout' | 'stderr',
  { onLine }: LeashedCommand,
): Promise<string> {
  if (!stream) return '';
  const chunks: string[] = [];
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => chunks.push(chunk));
  if (onLine) {
    createInterface({ input: stream }).on('line', (line) => {
      onLine(line, name);
    });
  }
  await new Promise((resolve) => stream.once('close', resolve));
  return chunks.join('');
}

function obeyAborts(leash: ChildProcess, { signal, force }: LeashedCommand): () => void {
  // The leash may end before it reads an order: then there is nothing left to order.
  leash.stdin?.on('error', () => undefined);
  const end = (): void => void leash.stdin?.write('end\n');
  const hurry = (): void => void leash.stdin?.write('hurry\n');
  signal?.addEventListener('abort', end);
  force?.addEventListener('abort', hurry);
  if (force?.aborted === true) hurry();
  return () => {
    signal?.removeEventListener('abort', end);
    force?.removeEventListener('abort', hurry);
  };
}

function notStarted({ command }: LeashedCommand, reason: string): DiagnosticError {
  return new DiagnosticError(
    diagnostic('TB3003', {
      path: command,
      message: `the program cannot be run (${reason})`,
      fix: 'check that the file exists, is executable and is made for this platform',
    }),
  );
}

function leashLost({ command }: LeashedCommand): DiagnosticError {
  return new DiagnosticError(
    diagnostic('TB3020', {
      path: command,
      message: 'the process that watches the command was ended from outside, so the command was ended too',
      fix: 'run the command again, and read the plan before you apply it',
    }),
  );
}
