import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, type Diagnostic } from '../core';

/** The text of a tenant file, under the name that messages show. */
export interface TenantFile {
  readonly file: string;
  readonly text: string;
}

export interface TenantFiles {
  readonly files: readonly TenantFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Thousands of tenants; beyond it reading costs more memory than a tenant file can be worth. */
const limitBytes = 1_000_000;

/** Every `.yaml`, `.yml` and `.json` file of a folder, in the order of their names. Byte order marks are taken off. */
export function readTenantFiles(folder: string, shownAs: string): TenantFiles {
  const names = attempt(shownAs, () =>
    readdirSync(folder)
      .filter((name) => /\.(ya?ml|json)$/i.test(name))
      .sort(),
  );
  if (!Array.isArray(names)) return { files: [], diagnostics: [names] };
  const read = names.map((name) => readTenantFile(join(folder, name), `${shownAs}/${name}`));
  return {
    files: read.flatMap((one) => ('text' in one ? [one] : [])),
    diagnostics: read.flatMap((one) => ('text' in one ? [] : [one])),
  };
}

/** The text of one file; `file` names it in messages. */
export function readTenantFile(path: string, file: string): TenantFile | Diagnostic {
  const bytes = attempt(file, () => (statSync(path).size > limitBytes ? 'too large' : readFileSync(path)));
  if (bytes === 'too large') {
    const limit = `${String(limitBytes / 1_000_000)} MB`;
    return diagnostic('TB1005', {
      path: file,
      message: `is larger than ${limit}`,
      fix: 'spread its tenants over files',
    });
  }
  if (!Buffer.isBuffer(bytes)) return bytes;
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return diagnostic('TB1005', { path: file, message: 'is not UTF-8 text', fix: 'save it as UTF-8' });
  }
}

const reasons: { readonly [code: string]: string } = {
  EACCES: 'may not be read',
  EISDIR: 'is a folder',
  ELOOP: 'is a loop of links',
  ENOENT: 'does not exist',
  ENOTDIR: 'is no folder',
};

function attempt<T>(path: string, read: () => T): T | Diagnostic {
  try {
    return read();
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    const message = reasons[code] ?? `cannot be read (${code})`;
    return diagnostic('TB1005', { path, message, fix: 'make it readable, or create it' });
  }
}
