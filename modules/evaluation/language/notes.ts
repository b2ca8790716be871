import { diagnostic, type Diagnostic, type DiagnosticCode } from '../../core';

/** Collects what is wrong with one document while it is read; paths are relative to where in it the reader stands. */
export interface Notes {
  readonly add: (code: DiagnosticCode, message: string, fix: string) => void;
  /** Nothing more is said of what would be deeper: it is not there at all. */
  readonly close: () => void;
  /** The same collection, one member deeper. */
  readonly at: (member: string | number) => Notes;
}

export function notesInto(found: Diagnostic[], path: string): Notes {
  let closed = false;
  return {
    add: (code, message, fix) => {
      found.push(diagnostic(code, { message, path, fix }));
    },
    close: () => {
      closed = true;
    },
    at: (member) =>
      closed
        ? silence
        : notesInto(found, typeof member === 'number' ? `${path}[${String(member)}]` : `${path}.${member}`),
  };
}

const silence: Notes = { add: () => undefined, close: () => undefined, at: () => silence };
