import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnostic, DiagnosticError } from '../core';
import { messageOf } from './caught';

/** Makes a folder that only its owner may read; fails with a diagnostic when it cannot be written. */
export function makeOwnFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
  } catch (error) {
    throw cannotWrite(path, error, 'make the folder writable or choose another root folder');
  }
}

/** Makes a temporary folder that only its owner may read; fails with a diagnostic when there is no place for one. */
export function makeTemporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'tenant-buckets-'));
  } catch (error) {
    throw cannotWrite(tmpdir(), error, 'make it writable or name another folder in TMPDIR');
  }
}

function cannotWrite(path: string, error: unknown, fix: string): DiagnosticError {
  return new DiagnosticError(
    diagnostic('TB4007', { path, message: `the folder cannot be written: ${messageOf(error)}`, fix }),
  );
}
