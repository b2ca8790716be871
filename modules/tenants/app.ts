import { catalogue, DiagnosticError, renderDiagnostics, throwErrors, type Placement, type Sources } from '../core';
import { describeEnvironments } from './description';
import {
  chooseEnvironments,
  loadEnvironments,
  type EnvironmentDefinition,
  type FilledEnvironment,
} from './environments';

/** A repository's own app: its environments, and who builds them. */
export interface AppOptions<P extends Placement> {
  /** Folder of the project, the one with `environments` in it. */
  readonly folder: string;
  readonly environments: readonly EnvironmentDefinition<P>[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** `synthesizeEnvironments`, which this room does not load by itself. */
  readonly synthesize: (environments: readonly FilledEnvironment<P>[]) => void;
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

/**
 * What `main.ts` does: loads the chosen environments and no other, so that a mistake in one never stops the deploy of
 * another, and builds them; or, asked by the command line, says which environments there are.
 */
export function runApp<P extends Placement>(options: AppOptions<P>): AppResult {
  const { environments, variables } = options;
  if ((variables[describeVariable] ?? '') !== '')
    return { exitCode: 0, stdout: describeEnvironments(environments), stderr: '' };
  let sources: Sources = {};
  try {
    const chosen = chooseEnvironments(environments, variables[environmentVariable], environmentVariable);
    const loaded = loadEnvironments(chosen, options.folder);
    ({ sources } = loaded);
    throwErrors(loaded.diagnostics);
    options.synthesize(loaded.environments);
    return { exitCode: 0, stdout: '', stderr: '' };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { exitCode } = catalogue[error.diagnostics[0].code];
    return { exitCode, stdout: '', stderr: `${renderDiagnostics(error.diagnostics, sources)}\n` };
  }
}
