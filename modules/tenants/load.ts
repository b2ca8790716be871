import {
  diagnostic,
  unknownPlacement,
  type Adoption,
  type Diagnostic,
  type Location,
  type Sources,
  type Tenant,
} from '../core';
import { readTenantFiles } from './files';
import { pathText, valueAt, type Path } from './path';
import { toDiagnostics } from './problems';
import { tenantFileSchema, type TenantEntry } from './schema';
import { readSource, type Source } from './source';

/** The tenants of an environment, or all that is wrong with their files. */
export interface LoadedTenants {
  /** Sorted by id, so that neither file names nor their order matter. */
  readonly tenants: readonly Tenant[];
  readonly diagnostics: readonly Diagnostic[];
  /** The texts, for whoever shows a diagnostic with its line; what looks like a secret is covered. */
  readonly sources: Sources;
  /** Where a field of a tenant stands, or its id when it has no such field, by the tenant's id. */
  readonly places: ReadonlyMap<string, (field: Path) => Location>;
}

/** A file with more mistakes is no tenant file; nobody reads the thousandth. */
const problemLimit = 1_000;

export interface LoadOptions {
  /** Links are followed in here alone. @default the folder */
  readonly root?: string;
  /** Names of those that there are. Asked of files with other mistakes, whose tenants nobody else sees. @default any */
  readonly placements?: readonly string[];
}

/** Reads every `.yaml`, `.yml` and `.json` file of a folder. `shownAs` names the folder in messages. */
export function loadTenants(folder: string, shownAs: string, options: LoadOptions = {}): LoadedTenants {
  const { files, diagnostics } = readTenantFiles(folder, shownAs, options.root ?? folder);
  const sources = files.map(({ file, text }) => readSource(file, text));
  const parsed = sources.map((source) => parseTenants(source, options.placements));
  return {
    tenants: parsed.flatMap((one) => one.tenants).sort((a, b) => (a.id < b.id ? -1 : 1)),
    diagnostics: [
      ...diagnostics,
      ...parsed.flatMap((one) => one.diagnostics.slice(0, problemLimit)),
      ...duplicates(sources),
      ...sources.flatMap((one) => one.warnings),
    ],
    sources: Object.fromEntries(sources.map(({ file, shown }) => [file, shown])),
    places: placesOf(sources),
  };
}

interface ParsedFile {
  readonly tenants: readonly Tenant[];
  readonly diagnostics: readonly Diagnostic[];
}

function parseTenants(source: Source, placements: readonly string[] | undefined): ParsedFile {
  const broken = (diagnostics: readonly Diagnostic[]): ParsedFile => ({
    tenants: [],
    diagnostics: diagnostics.map((one) => masked(source, one)),
  });
  if (source.diagnostics.length > 0) return broken(source.diagnostics);
  const result = tenantFileSchema.safeParse(source.value);
  if (result.success) return { tenants: result.data.tenants.map(toTenant), diagnostics: [] };
  return broken([...toDiagnostics(source, result.error.issues), ...unknownPlacements(source, placements)]);
}

function unknownPlacements(source: Source, placements: readonly string[] | undefined): readonly Diagnostic[] {
  if (placements === undefined) return [];
  return placed(source, ['placement'])
    .filter(({ text }) => !placements.includes(text))
    .map((one) => unknownPlacement(one.text, placements, whereIs(one)));
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

function masked({ mask }: Source, one: Diagnostic): Diagnostic {
  return { ...one, message: mask(one.message), path: mask(one.path), fix: mask(one.fix) };
}

/** A text that must stand in one tenant only, and where it stands. */
interface Placed {
  readonly text: string;
  readonly source: Source;
  readonly path: Path;
}

const unique: readonly { readonly field: Path; readonly report: (one: Placed, earlier: Placed) => Diagnostic }[] = [
  {
    field: ['id'],
    report: (one, earlier) =>
      diagnostic('TB1004', {
        ...whereIs(one),
        message: `tenant ${one.text} stands at ${placeOf(earlier)} already`,
        fix: 'give one of them another id, or remove it',
      }),
  },
  {
    field: ['adopt', 'bucket'],
    report: (one, earlier) =>
      diagnostic('TB1142', {
        ...whereIs(one),
        message: `bucket ${one.text} is taken over at ${placeOf(earlier)} already`,
        fix: 'let one of the two take the bucket over',
      }),
  },
];

/** One error a duplicate, naming both places. Values are read as written, so that a file with other mistakes counts too. */
function duplicates(sources: readonly Source[]): readonly Diagnostic[] {
  return unique.flatMap(({ field, report }) => {
    const first = new Map<string, Placed>();
    return sources
      .flatMap((source) => placed(source, field))
      .flatMap((one) => {
        const earlier = first.get(one.text);
        if (earlier) return [masked(one.source, report(one, earlier))];
        first.set(one.text, one);
        return [];
      });
  });
}

function placed(source: Source, field: Path): readonly Placed[] {
  const tenants = valueAt(source.value, ['tenants']);
  if (!Array.isArray(tenants)) return [];
  return tenants.flatMap((tenant, index) => {
    const text = valueAt(tenant, field);
    return typeof text === 'string' ? [{ text, source, path: ['tenants', index, ...field] }] : [];
  });
}

function whereIs({ source, path }: Placed): { readonly path: string; readonly location: Location } {
  return { path: pathText(source.value, path), location: source.locate(path) };
}

function placeOf({ source, path }: Placed): string {
  const { file, line } = source.locate(path);
  return `${file}:${String(line)}`;
}

function placesOf(sources: readonly Source[]): LoadedTenants['places'] {
  const ids = sources.flatMap((source) => placed(source, ['id']));
  return new Map(
    ids.map(({ text, source, path }) => [
      text,
      (field) => {
        const wanted = [...path.slice(0, 2), ...field];
        return source.locate(valueAt(source.value, wanted) === undefined ? path : wanted);
      },
    ]),
  );
}
