import { resolve } from 'node:path';
import { catalogue, DiagnosticError, renderDiagnostics, type Diagnostic, type Placement } from '../core';
import { describeEnvironments } from './description';
import {
  checkLoaded,
  chooseEnvironments,
  loadEnvironments,
  type EnvironmentDefinition,
  type FilledEnvironment,
  type LoadedEnvironments,
} from './environments';
import { saveHandshakes } from './handshakes-save';

/** A repository's own app: its environments, and who builds them. */
export interface AppOptions<P extends Placement> {
  /** Folder of the project, the one with `environments` in it. */
  readonly folder: string;
  readonly environments: readonly EnvironmentDefinition<P>[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** `synthesizeEnvironments`, which this room does not load by itself; it answers with warnings. */
  readonly synthesize: (environments: readonly FilledEnvironment<P>[]) => readonly Diagnostic[];
}

/** What the process of an app prints and how it ends. */
export interface AppResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Set by the command line, which asks an app for its environments instead of synthesizing. */
export const describeVariable = 'TENANT_BUCKETS_DESCRIBE';

/** Chooses environments, by default all, with commas between names. */
const environmentVariable = 'TENANT_BUCKETS_ENVIRONMENT';

/** Where cdktf writes, as its own command says it; relative to where the app runs. */
const outdirVariable = 'CDKTF_OUTDIR';

/**
 * What `main.ts` does: loads the chosen environments and no other, so that a mistake in one never stops the deploy of
 * another, builds them, and writes handshakes beside their stacks; or, asked by the command line, says which environments there are. Warnings stop nothing and
 * are always told.
 */
export function runApp<P extends Placement>(options: AppOptions<P>): AppResult {
  const { environments, variables, folder, synthesize } = options;
  if ((variables[describeVariable] ?? '') !== '')
    return { exitCode: 0, stdout: describeEnvironments(environments), stderr: '' };
  let loaded: LoadedEnvironments<P> | undefined;
  try {
    loaded = loadEnvironments(
      chooseEnvironments(environments, variables[environmentVariable], environmentVariable),
      folder,
    );
    if (loaded.diagnostics.some((one) => one.severity === 'error')) return ended(loaded, checkLoaded(loaded));
    const warnings = synthesize(loaded.environments);
    saveHandshakes(resolve(variables[outdirVariable] ?? 'cdktf.out'), loaded.environments);
    return ended(loaded, [...loaded.diagnostics, ...warnings]);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const warnings = (loaded?.diagnostics ?? []).filter((one) => one.severity === 'warning');
    return ended(loaded, [...warnings, ...error.diagnostics]);
  }
}

function ended(
  loaded: Pick<LoadedEnvironments, 'locate' | 'sources'> | undefined,
  diagnostics: readonly Diagnostic[],
): AppResult {
  const text = renderDiagnostics(loaded?.locate(diagnostics) ?? diagnostics, loaded?.sources);
  return {
    exitCode: Math.max(0, ...diagnostics.map((one) => catalogue[one.code].exitCode)),
    stdout: '',
    stderr: text === '' ? '' : `${text}\n`,
  };
}
