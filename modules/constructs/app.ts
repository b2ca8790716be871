import { App } from 'cdktf';
import { checkTenantSet, throwErrors, type Diagnostic, type Tenant } from '../core';
import type { Deployment, Environment } from './deployment';
import { ShardStack } from './shard-stack';
import { collectDiagnostics } from './validation';

export interface SynthesisOptions {
  /** Folder for the synthesized stacks. @default what the cdktf command says, else `cdktf.out` */
  readonly outdir?: string;
}

/**
 * Builds every stack of the environments and writes them as Terraform JSON.
 * @throws DiagnosticError with all that is wrong, before anything is written
 */
export function synthesizeEnvironments(environments: readonly Environment[], options: SynthesisOptions = {}): void {
  const app = new App({ stackTraces: false, ...(options.outdir === undefined ? {} : { outdir: options.outdir }) });
  const diagnostics = environments.flatMap((environment) => addEnvironment(app, environment));
  throwErrors([...diagnostics, ...collectDiagnostics(app)]);
  app.synth();
}

/** Two tenants of one id cannot become constructs, so the set is judged first; the others are built and judged too. */
function addEnvironment(app: App, environment: Environment): readonly Diagnostic[] {
  const diagnostics = checkTenantSet(environment.name, environment.placements, environment.tenants);
  const refused = new Set(diagnostics.map((one) => one.path));
  const sound = environment.tenants.filter((tenant) => !refused.has(`${environment.name}/${tenant.id}`));
  for (const deployment of environment.placements) {
    const tenants = sound.filter((tenant) => tenant.placement === deployment.name);
    if (tenants.length > 0) addShard(app, environment, deployment, tenants);
  }
  return diagnostics;
}

function addShard(app: App, environment: Environment, deployment: Deployment, tenants: readonly Tenant[]): void {
  new ShardStack(app, `${environment.name}-shard-${deployment.name}-1`, {
    deployment,
    tenants,
    tags: environment.tags,
  });
}
