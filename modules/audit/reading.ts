import { diagnostic, DiagnosticError } from '../core';
import { failureOf } from './kms-errors';

/**
 * Asks AWS for one thing; `undefined` when AWS says, by one of these names, that there is none.
 * @throws DiagnosticError when it may not be read or AWS fails
 */
export async function ask<T>(
  what: string,
  path: string,
  request: () => Promise<T>,
  absent: readonly string[] = [],
): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'AbortError') throw error;
    if (absent.includes(error.name)) return undefined;
    const failure = failureOf(error, path);
    if (failure instanceof DiagnosticError && failure.diagnostics[0].code === 'TB5137') throw failure;
    const words = `${error.name}: ${error.message.split('\n')[0] ?? ''}`;
    const fix = 'see whether it exists in the account of the placement and may be read, or give --from FILE';
    throw new DiagnosticError(diagnostic('TB5141', { path, message: `${what} cannot be read (${words})`, fix }));
  }
}
