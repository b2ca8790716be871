import { DiagnosticError, type Diagnostic } from '../../../modules/core';

/** The diagnostics with which a call fails; the test fails when it does not. */
export async function refusalOf(call: () => unknown): Promise<readonly Diagnostic[]> {
  try {
    await call();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was refused');
}
