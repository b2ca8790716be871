import { catalogue, type DiagnosticCode } from './catalogue';

export type Severity = 'error' | 'warning';

/** Where in a file a diagnostic points. Lines and columns count from 1; `endColumn` is the first column after the mark. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** One thing that is wrong, in the caller's words, with the change that cures it. Its shape is a contract. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong and the value got: lowercase, no full stop. */
  readonly message: string;
  /** What it is about: a construct path, a path inside a file (`tenants[0].id`), a command or a file name. */
  readonly path: string;
  /** The one change to make. */
  readonly fix: string;
  readonly location?: Location;
}

/** Makes a diagnostic of a catalogued code; the severity comes from the catalogue. */
export function diagnostic(
  code: DiagnosticCode,
  parts: { readonly message: string; readonly path: string; readonly fix: string; readonly location?: Location },
): Diagnostic {
  return { code, severity: catalogue[code].severity, ...parts };
}

/** The only error that crosses a room's door on purpose: it carries every diagnostic found, never only the first. */
export class DiagnosticError extends Error {
  readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]];

  constructor(first: Diagnostic, ...more: readonly Diagnostic[]) {
    super([first, ...more].map((one) => `${one.code} ${one.path}: ${one.message}`).join('\n'));
    this.name = 'DiagnosticError';
    this.diagnostics = [first, ...more];
  }
}

/** Throws all errors among the diagnostics at once; returns when there are only warnings. */
export function throwErrors(diagnostics: readonly Diagnostic[]): void {
  const [first, ...more] = diagnostics.filter((one) => one.severity === 'error');
  if (first) throw new DiagnosticError(first, ...more);
}
