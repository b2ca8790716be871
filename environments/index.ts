import { diagnostic, DiagnosticError, type Diagnostic, type Sources } from '../modules/core';
import type { Environment } from '../modules/constructs';
import { loadEnvironment, type EnvironmentDefinition } from './definition';
import { dev } from './dev';
import { localstack } from './localstack';
import { prod } from './prod';
import { staging } from './staging';

export interface Selection {
  /** Names with commas between them. @default every environment */
  readonly names?: string | undefined;
  /** Where the emulator answers. @default http://127.0.0.1:4566, where LocalStack listens by itself */
  readonly emulatorEndpoint?: string | undefined;
}

/** Environments to synthesize, what is wrong with their files, and the texts of those files. */
export interface SelectedEnvironments {
  readonly environments: readonly Environment[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/**
 * Loads the chosen environments and no other: a mistake in one never stops the deploy of another.
 * @throws DiagnosticError when a name is none of ours
 */
export function selectEnvironments(selection: Selection): SelectedEnvironments {
  const all = [localstack(selection.emulatorEndpoint ?? 'http://127.0.0.1:4566'), dev, staging, prod];
  const loaded = choose(all, selection.names).map(loadEnvironment);
  return {
    environments: loaded.map((one) => one.environment),
    diagnostics: loaded.flatMap((one) => one.loaded.diagnostics),
    sources: Object.assign({}, ...loaded.map((one) => one.loaded.sources)),
  };
}

function choose(all: readonly EnvironmentDefinition[], names: string | undefined): readonly EnvironmentDefinition[] {
  if (names === undefined || names === '') return all;
  return names.split(',').map((name) => {
    const found = all.find((one) => one.name === name.trim());
    if (found) return found;
    const known = all.map((one) => one.name).join(', ');
    throw new DiagnosticError(
      diagnostic('TB2008', {
        path: 'TENANT_BUCKETS_ENVIRONMENT',
        message: `"${name}" is no environment`,
        fix: `write one of ${known}, or several with commas`,
      }),
    );
  });
}
