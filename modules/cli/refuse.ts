import { catalogue, renderDiagnostics, type Diagnostic, type Sources } from '../core';
import type { CommandIo, SetExitCode } from './io';

/** Shows what is wrong with files, each with its line; whether anything is. */
export function refuse(
  io: CommandIo,
  setExitCode: SetExitCode,
  diagnostics: readonly Diagnostic[],
  sources: Sources,
): boolean {
  if (diagnostics.length > 0) io.err(`${renderDiagnostics(diagnostics, sources, io.errColumns)}\n`);
  const errors = diagnostics.filter((one) => one.severity === 'error');
  if (errors.length > 0) setExitCode(Math.max(...errors.map((one) => catalogue[one.code].exitCode)));
  return errors.length > 0;
}
