import { join } from 'node:path';
import {
  checkEnvironments,
  diagnostic,
  DiagnosticError,
  type Diagnostic,
  type DiagnosticCode,
  type Location,
  type Pins,
  type Placement,
  type Sources,
  type Tenant,
} from '../core';
import { loadFound } from './found';
import { loadTenants } from './load';
import { locateDiagnostic } from './locate';
import { loadPins } from './pins';

/** An environment as its repository writes it; tenants and pins stand in files of their own. */
export interface EnvironmentDefinition<P extends Placement = Placement> {
  /** First part of every stack's name, and the name of its tenant folder and pin file. */
  readonly name: string;
  readonly placements: readonly P[];
  /** On every resource that takes tags. */
  readonly tags: { readonly [key: string]: string };
}

/** An environment with all that its files say. */
export interface FilledEnvironment<P extends Placement = Placement> extends EnvironmentDefinition<P> {
  readonly tenants: readonly Tenant[];
  readonly pins: Pins;
}

/** Environments, what is wrong with their files, and the texts of those files. */
export interface LoadedEnvironments<P extends Placement = Placement> {
  readonly environments: readonly FilledEnvironment<P>[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** Adds to what is found later about a tenant its place in its file. */
  readonly locate: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
  /** Where a tenant of an environment stands. */
  readonly placeOf: (environment: string, id: string) => Location | undefined;
}

/** Where the files of an environment stand below the folder of a project. */
export function filesOf(environment: string): { readonly tenants: string; readonly pins: string } {
  return { tenants: `environments/tenants/${environment}`, pins: 'environments/pins' };
}

/** Reads tenants and pins of environments. `folder` is the project's, the one with `environments` in it. */
export function loadEnvironments<P extends Placement>(
  definitions: readonly EnvironmentDefinition<P>[],
  folder: string,
): LoadedEnvironments<P> {
  const loaded = definitions.map((definition) => {
    const { tenants: tenantFolder, pins: pinFolder } = filesOf(definition.name);
    const tenants = loadTenants(join(folder, tenantFolder), tenantFolder, {
      root: folder,
      placements: definition.placements.map((one) => one.name),
    });
    const pins = loadPins(join(folder, pinFolder), pinFolder, definition.name, folder);
    const found = loadFound(folder, definition.name, tenants.tenants);
    return { definition, tenants, pins, found };
  });
  const placed = loaded.map(({ definition: { name }, tenants: { places } }) => ({ name, places }));
  return {
    placeOf: (environment, id) => placed.find(({ name }) => name === environment)?.places.get(id)?.(['id']),
    locate: (diagnostics) => diagnostics.map((one) => locateDiagnostic(placed, one)),
    environments: loaded.map(({ definition, pins, found }) => ({
      ...definition,
      tenants: found.tenants,
      pins: pins.pins,
    })),
    diagnostics: loaded.flatMap(({ tenants, pins, found }) => [
      ...tenants.diagnostics,
      ...pins.diagnostics,
      ...found.diagnostics,
    ]),
    sources: Object.fromEntries(
      loaded.flatMap(({ tenants, pins, found }) =>
        [tenants, pins, found].flatMap(({ sources }) => Object.entries(sources)),
      ),
    ),
  };
}

/** What only counts when every file could be read: else the tenants of one that could not all seem to be missing. */
const needsAllFiles: ReadonlySet<DiagnosticCode> = new Set(['TB2150', 'TB2151', 'TB2163'] as const);

/** All that is wrong with what was loaded, at its lines: in the files, and in what they say together. */
export function checkLoaded<P extends Placement>(loaded: LoadedEnvironments<P>): readonly Diagnostic[] {
  const broken = loaded.diagnostics.some((one) => one.severity === 'error');
  const environments = loaded.environments.map((one) => ({
    ...one,
    tenants: broken ? firstOfEach(one.tenants) : one.tenants,
  }));
  const found = checkEnvironments(environments).filter((one) => !broken || !needsAllFiles.has(one.code));
  return loaded.locate([...loaded.diagnostics, ...found]);
}

/** Two of one id are told of already, and would share every name. */
function firstOfEach(tenants: readonly Tenant[]): readonly Tenant[] {
  return tenants.filter((one, index) => one.id !== tenants[index - 1]?.id);
}

/**
 * Each chosen environment once, in the order of the definitions, whatever the order and the repetitions of the names.
 * `names` has commas between them; none or an empty text chooses all. `chosenBy` is what messages call the choice.
 * @throws DiagnosticError when a name is none of theirs
 */
export function chooseEnvironments<D extends { readonly name: string }>(
  definitions: readonly D[],
  names: string | undefined,
  chosenBy: string,
): readonly D[] {
  if (names === undefined || names === '') return definitions;
  const wanted = names.split(',').map((name) => name.trim());
  const known = definitions.map((one) => one.name);
  const [first, ...more] = wanted.filter((name) => !known.includes(name));
  if (first !== undefined)
    throw new DiagnosticError(
      unknownName(first, known, chosenBy),
      ...more.map((name) => unknownName(name, known, chosenBy)),
    );
  return definitions.filter((one) => wanted.includes(one.name));
}

function unknownName(name: string, known: readonly string[], chosenBy: string): Diagnostic {
  return diagnostic('TB2008', {
    path: chosenBy,
    message: `"${name}" is no environment`,
    fix: `write one of ${known.join(', ')}, or several with commas`,
  });
}
