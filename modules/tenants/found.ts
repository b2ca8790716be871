import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { diagnostic, DiagnosticError, type Diagnostic, type FoundState, type Sources, type Tenant } from '../core';
import { readTenantFile } from './files';
import { foundFileSchema } from './found-schema';
import { nameAt, pathText } from './path';
import { saveText } from './pins-save';
import { readSource, type Source } from './source';

/** Tenants with what was found of what they take over, or what is wrong with the files that say it. */
export interface LoadedFound {
  readonly tenants: readonly Tenant[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** The file of what was found for one tenant, below the folder of a project. */
export function foundFile(environment: string, id: string): string {
  return `environments/adopted/${environment}/${id}.json`;
}

/** Gives each tenant that takes something over what was found there; one whose file is not there yet stays as it is. */
export function loadFound(folder: string, environment: string, tenants: readonly Tenant[]): LoadedFound {
  const read = tenants.map((tenant) => {
    const { adopt } = tenant;
    if (adopt === undefined) return { tenant };
    const shownAs = foundFile(environment, tenant.id);
    const path = join(folder, shownAs);
    if (!existsSync(path)) return { tenant };
    const file = readTenantFile(path, shownAs, folder);
    if (!('text' in file)) return { tenant, diagnostics: [file] };
    const { found, diagnostics, shown } = parseFound(shownAs, file.text);
    return {
      tenant: found === undefined ? tenant : { ...tenant, adopt: { ...adopt, found } },
      diagnostics,
      source: [shownAs, shown] as const,
    };
  });
  return {
    tenants: read.map((one) => one.tenant),
    diagnostics: read.flatMap((one) => one.diagnostics ?? []),
    sources: Object.fromEntries(read.flatMap((one) => (one.source === undefined ? [] : [one.source]))),
  };
}

/** What a text in the form of such a file says. @throws DiagnosticError with all that is wrong with it */
export function readFound(text: string, shownAs: string): FoundState {
  const { found, diagnostics } = parseFound(shownAs, text);
  const [first, ...more] = diagnostics;
  if (first !== undefined) throw new DiagnosticError(first, ...more);
  if (found === undefined) throw new Error('neither a value nor a mistake');
  return found;
}

/** Writes what was found; whether a file with something else stood there is for the caller to see first. */
export function saveFound(folder: string, environment: string, id: string, { bucket, key }: FoundState): string {
  const file = foundFile(environment, id);
  saveText(join(folder, file), `${JSON.stringify({ version: 1, bucket, key }, undefined, 2)}\n`);
  return file;
}

interface Parsed {
  readonly found?: FoundState;
  readonly diagnostics: readonly Diagnostic[];
  /** The text for messages. */
  readonly shown: string;
}

function parseFound(file: string, text: string): Parsed {
  const source = readSource(file, text);
  const { shown } = source;
  if (source.diagnostics.length > 0) return { diagnostics: source.diagnostics, shown };
  const result = foundFileSchema.safeParse(source.value);
  if (!result.success) return { diagnostics: result.error.issues.map((issue) => broken(source, issue)), shown };
  const { bucket, key } = result.data;
  return { found: { bucket, key }, diagnostics: [], shown };
}

function broken(source: Source, issue: z.core.$ZodIssue): Diagnostic {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const keys = issue.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ')})` : '';
  return diagnostic('TB1121', {
    path: pathText(source.value, path) || source.file,
    message: `${nameAt(path)} is not what tenant-buckets adopt writes${keys}`,
    fix: 'restore the file from version control; only whole statements and lifecycle rules may be taken out by hand',
    location: source.locate(path),
  });
}
