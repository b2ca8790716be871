import { diagnostic, type Adoption, type Diagnostic, type Sources, type Tenant } from '../core';
import { readTenantFiles } from './files';
import { pathText, valueAt } from './path';
import { toDiagnostics } from './problems';
import { tenantFileSchema, type TenantEntry } from './schema';
import { readSource, type Source } from './source';

/** The tenants of an environment, or all that is wrong with their files. */
export interface LoadedTenants {
  /** Sorted by id, so that neither file names nor their order matter. */
  readonly tenants: readonly Tenant[];
  readonly diagnostics: readonly Diagnostic[];
  /** The texts, for whoever shows a diagnostic with its line. */
  readonly sources: Sources;
}

/** A file with more mistakes is no tenant file; nobody reads the thousandth. */
const problemLimit = 1_000;

/** Reads every `.yaml`, `.yml` and `.json` file of a folder. `shownAs` names the folder in messages. */
export function loadTenants(folder: string, shownAs: string): LoadedTenants {
  const { files, diagnostics } = readTenantFiles(folder, shownAs);
  const sources = files.map(({ file, text }) => readSource(file, text));
  const parsed = sources.map(parseTenants);
  return {
    tenants: parsed.flatMap((one) => one.tenants).sort((a, b) => (a.id < b.id ? -1 : 1)),
    diagnostics: [
      ...diagnostics,
      ...parsed.flatMap((one) => one.diagnostics.slice(0, problemLimit)),
      ...duplicates(sources),
    ],
    sources: Object.fromEntries(files.map(({ file, text }) => [file, text])),
  };
}

interface ParsedFile {
  readonly tenants: readonly Tenant[];
  readonly diagnostics: readonly Diagnostic[];
}

function parseTenants(source: Source): ParsedFile {
  if (source.diagnostics.length > 0) return { tenants: [], diagnostics: source.diagnostics };
  const result = tenantFileSchema.safeParse(source.value);
  if (!result.success) return { tenants: [], diagnostics: toDiagnostics(source, result.error.issues) };
  return { tenants: result.data.tenants.map(toTenant), diagnostics: [] };
}

/** What was left out stays left out, rather than being undefined. */
function toTenant({ residency, workload, adopt, ...entry }: TenantEntry): Tenant {
  return {
    ...entry,
    ...(residency && { residency }),
    ...(workload && { workload }),
    ...(adopt && { adopt: toAdoption(adopt) }),
  };
}

function toAdoption({ bucket, ...rest }: NonNullable<TenantEntry['adopt']>): Adoption {
  return { bucketName: bucket, ...rest };
}

interface PlacedId {
  readonly id: string;
  readonly source: Source;
  readonly index: number;
}

/** One error a duplicate, naming both places. Ids are read as written, so that a file with other mistakes counts too. */
function duplicates(sources: readonly Source[]): readonly Diagnostic[] {
  const first = new Map<string, PlacedId>();
  return sources.flatMap(placedIds).flatMap((one) => {
    const earlier = first.get(one.id);
    if (earlier) return [duplicate(one, earlier)];
    first.set(one.id, one);
    return [];
  });
}

function placedIds(source: Source): readonly PlacedId[] {
  const tenants = valueAt(source.value, ['tenants']);
  if (!Array.isArray(tenants)) return [];
  return tenants.flatMap((tenant, index) => {
    const id = valueAt(tenant, ['id']);
    return typeof id === 'string' ? [{ id, source, index }] : [];
  });
}

function duplicate({ id, source, index }: PlacedId, earlier: PlacedId): Diagnostic {
  const path = ['tenants', index, 'id'];
  const place = earlier.source.locate(['tenants', earlier.index, 'id']);
  return diagnostic('TB1004', {
    message: `tenant ${id} stands at ${place.file}:${String(place.line)} already`,
    path: pathText(source.value, path),
    fix: 'give one of them another id, or remove it',
    location: source.locate(path),
  });
}
