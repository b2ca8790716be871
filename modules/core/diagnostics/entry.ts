/**
 * The exit codes of the command line: 0 ok, 1 findings, 2 usage or configuration, 3 credentials or permission,
 * 4 AWS, terraform or emulator, 5 partial and resumable.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** What the catalogue knows of one code: the text behind `tenant-buckets explain TB####`. */
export interface CatalogueEntry {
  readonly severity: 'error' | 'warning';
  readonly exitCode: ExitCode;
  /** One line, lowercase. */
  readonly summary: string;
  /** Why it matters and how to cure it, in a few sentences. */
  readonly explanation: string;
}

/** Keeps the literal codes of a catalogue part as types. */
export function entries<Part extends { readonly [code: `TB${number}`]: CatalogueEntry }>(part: Part): Part {
  return part;
}
