import { join } from 'node:path';
import type { Environment } from '../modules/constructs';
import type { Diagnostic } from '../modules/core';
import {
  chooseEnvironments,
  loadEnvironments,
  runApp,
  type AppResult,
  type LoadedEnvironments,
} from '../modules/tenants';
import type { Deployment } from '../modules/constructs';
import type { EnvironmentDefinition } from './definition';
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

const folder = join(__dirname, '..');

/**
 * Loads the chosen environments and no other: a mistake in one never stops the deploy of another.
 * @throws DiagnosticError when a name is none of ours
 */
export function selectEnvironments(selection: Selection): LoadedEnvironments<Deployment> {
  const chosen = chooseEnvironments(all(selection.emulatorEndpoint), selection.names, 'TENANT_BUCKETS_ENVIRONMENT');
  return loadEnvironments(chosen, folder);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** What `main.ts` does with our environments, given the variables of its process and the function that builds stacks. */
export function runEnvironments(
  variables: Variables,
  synthesize: (environments: readonly Environment[]) => readonly Diagnostic[],
): AppResult {
  return runApp({ folder, environments: all(variables['TENANT_BUCKETS_ENDPOINT']), variables, synthesize });
}

/** A variable of the shell that is set to nothing counts as unset. */
function all(emulatorEndpoint: string | undefined): readonly EnvironmentDefinition[] {
  return [localstack(emulatorEndpoint || 'http://127.0.0.1:4566'), dev, staging, prod];
}
