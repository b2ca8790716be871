import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
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

/**
 * Every `.yaml`, `.yml` and `.json` file of a folder, in the order of their names. Byte order marks are taken off.
 * Links are followed within `root` only.
 */
export function readTenantFiles(folder: string, shownAs: string, root: string): TenantFiles {
  const names = attempt(shownAs, () =>
    readdirSync(folder)
      .filter((name) => /\.(ya?ml|json)$/i.test(name))
      .sort(),
  );
  if (!Array.isArray(names)) return { files: [], diagnostics: [names] };
  const read = names.map((name) => readTenantFile(join(folder, name), `${shownAs}/${name}`, root));
  return {
    files: read.flatMap((one) => ('text' in one ? [one] : [])),
    diagnostics: read.flatMap((one) => ('text' in one ? [] : [one])),
  };
}

/** The text of one file that lies in `root`; `file` names it in messages. */
export function readTenantFile(path: string, file: string, root: string): TenantFile | Diagnostic {
  const bytes = attempt(file, () => refusal(path, root) ?? readFileSync(path));
  if (typeof bytes === 'string') return diagnostic(refusals[bytes].code, { path: file, ...refusals[bytes] });
  if (!Buffer.isBuffer(bytes)) return bytes;
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return diagnostic('TB1005', { path: file, message: 'is not UTF-8 text', fix: 'save it as UTF-8' });
  }
}

type Refusal = 'leads out' | 'no file' | 'too large';

/** Looked at before anything is read: a pipe would never end, and what lies elsewhere is not ours to show. */
function refusal(path: string, root: string): Refusal | undefined {
  const real = realpathSync(path);
  if (!`${real}${sep}`.startsWith(`${realpathSync(root).replace(/[/\\]$/, '')}${sep}`)) return 'leads out';
  const stat = statSync(real);
  if (!stat.isFile() && !stat.isDirectory()) return 'no file';
  return stat.size > limitBytes ? 'too large' : undefined;
}

const refusals: {
  readonly [refusal in Refusal]: {
    readonly code: 'TB1005' | 'TB1141';
    readonly message: string;
    readonly fix: string;
  };
} = {
  'leads out': {
    code: 'TB1141',
    message: 'is a link that leads out of the project',
    fix: 'put the file itself here',
  },
  'no file': { code: 'TB1005', message: 'is no file that can be read', fix: 'put a file of text here' },
  'too large': {
    code: 'TB1005',
    message: `is larger than ${String(limitBytes / 1_000_000)} MB`,
    fix: 'spread its tenants over files',
  },
};

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
