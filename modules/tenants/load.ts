import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, type Diagnostic, type Sources, type Tenant, type TenantPrincipal } from '../core';
import { pathText, toDiagnostics } from './problems';
import { tenantFileSchema, type TenantEntry } from './schema';
import { readSource, sourceLimitBytes, type Source } from './source';

/** The tenants of an environment, or all that is wrong with their files. */
export interface LoadedTenants {
  /** Sorted by id, so that neither file names nor their order matter. */
  readonly tenants: readonly Tenant[];
  readonly diagnostics: readonly Diagnostic[];
  /** The texts, for whoever shows a diagnostic with its line. */
  readonly sources: Sources;
}

/** Reads every `.yaml`, `.yml` and `.json` file of a folder. `shownAs` names the folder in messages. */
export function loadTenants(folder: string, shownAs: string): LoadedTenants {
  const listed = attempt(() =>
    readdirSync(folder)
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort(),
  );
  if (listed === undefined) return { tenants: [], diagnostics: [unreadable(shownAs)], sources: {} };
  const texts = listed.map((name) => ({ file: `${shownAs}/${name}`, text: readText(join(folder, name)) }));
  const missing = texts.filter((one) => one.text === undefined).map((one) => unreadable(one.file));
  const sources = texts.flatMap(({ file, text }) => (text === undefined ? [] : [{ file, text }]));
  const parsed = sources.map(({ file, text }) => parseTenants(file, text));
  const entries = parsed.flatMap((one) => one.entries);
  return {
    tenants: entries.map((one) => toTenant(one.entry)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    diagnostics: [...missing, ...parsed.flatMap((one) => one.diagnostics), ...duplicates(entries)],
    sources: Object.fromEntries(sources.map(({ file, text }) => [file, text])),
  };
}

function readText(file: string): string | undefined {
  return attempt(() => (statSync(file).size > sourceLimitBytes ? undefined : readFileSync(file, 'utf8')));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function unreadable(file: string): Diagnostic {
  const limit = `${String(sourceLimitBytes / 1_000_000)} MB`;
  const message = `cannot be read, or is larger than ${limit}`;
  return diagnostic('TB1005', { path: file, message, fix: 'make it a readable file of YAML' });
}

interface PlacedEntry {
  readonly entry: TenantEntry;
  readonly source: Source;
  readonly index: number;
}

interface ParsedFile {
  readonly entries: readonly PlacedEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

function parseTenants(file: string, text: string): ParsedFile {
  const source = readSource(file, text);
  if (source.diagnostics.length > 0) return { entries: [], diagnostics: source.diagnostics };
  const result = tenantFileSchema.safeParse(source.value);
  if (!result.success) return { entries: [], diagnostics: toDiagnostics(source, result.error.issues) };
  return { entries: result.data.tenants.map((entry, index) => ({ entry, source, index })), diagnostics: [] };
}

/** One error a duplicate, naming both places. */
function duplicates(entries: readonly PlacedEntry[]): readonly Diagnostic[] {
  const first = new Map<string, PlacedEntry>();
  return entries.flatMap((one) => {
    const earlier = first.get(one.entry.id);
    if (!earlier) {
      first.set(one.entry.id, one);
      return [];
    }
    const path = ['tenants', one.index, 'id'];
    const place = earlier.source.locate(['tenants', earlier.index, 'id']);
    return [
      diagnostic('TB1004', {
        message: `tenant ${one.entry.id} stands at ${place.file}:${String(place.line)} already`,
        path: pathText(one.source, path),
        fix: 'give one of them another id, or remove it',
        location: one.source.locate(path),
      }),
    ];
  });
}

function toTenant(entry: TenantEntry): Tenant {
  return { ...entry, principals: entry.principals.flatMap(toPrincipal) };
}

function toPrincipal({ arn, access, create }: TenantEntry['principals'][number]): readonly TenantPrincipal[] {
  if (arn !== undefined) return [{ kind: 'existing', arn, access }];
  return create === undefined
    ? []
    : [{ kind: 'created', name: create.name ?? access, trustedArns: create.trust, access }];
}
