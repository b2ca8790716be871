import { join } from 'node:path';
import type { Deployment, Environment } from '../modules/constructs';
import { loadTenants, type LoadedTenants } from '../modules/tenants';

/** An environment as written down here; its tenants stand in `tenants/<name>/`. */
export interface EnvironmentDefinition {
  readonly name: string;
  readonly placements: readonly Deployment[];
  readonly tags: { readonly [key: string]: string };
}

export interface LoadedEnvironment {
  readonly environment: Environment;
  readonly loaded: LoadedTenants;
}

/** Reads the tenants of an environment; what is wrong with their files comes along. */
export function loadEnvironment(definition: EnvironmentDefinition): LoadedEnvironment {
  const folder = join(__dirname, 'tenants', definition.name);
  const loaded = loadTenants(folder, `environments/tenants/${definition.name}`);
  return { environment: { ...definition, tenants: loaded.tenants }, loaded };
}
