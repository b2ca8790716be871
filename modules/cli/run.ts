import { CommanderError } from 'commander';
import { catalogue, diagnostic, DiagnosticError, renderDiagnostics, type Diagnostic } from '../core';
import { Interruption, type CommandIo } from './io';
import { note } from './note';
import { createProgram } from './program';
import { UsageError, usageDiagnostic } from './usage';

/** Runs one command line to its exit code. Never throws: whatever happens becomes a code and, at most, a few lines. */
export async function run(parameters: readonly string[], io: CommandIo): Promise<number> {
  let exitCode = 0;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explainFailure(error, io);
  }
}

function explainFailure(error: unknown, io: CommandIo): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  // A group of commands without one of them has shown its help on standard error.
  if (error instanceof CommanderError && error.code === 'commander.help') return catalogue.TB5001.exitCode;
  const interruption = [error, io.signal.reason].find((one) => one instanceof Interruption);
  if (interruption instanceof Interruption) {
    // A terminal has shown ^C, without an end of the line.
    if (io.errColumns !== undefined) io.err('\n');
    note(io, 'interrupted: everything that was started has been ended');
    return interruption.exitCode;
  }
  const diagnostics = toDiagnostics(error);
  io.err(`${renderDiagnostics(diagnostics, {}, io.errColumns)}\n`);
  return Math.max(...diagnostics.map((one) => catalogue[one.code].exitCode));
}

function toDiagnostics(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  if (error instanceof UsageError) return [usageDiagnostic(error)];
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const fix = 'run tenant-buckets doctor; if all is well there, report this as a defect';
  return [diagnostic('TB5004', { path: 'tenant-buckets', message: message.split('\n')[0] ?? message, fix })];
}
