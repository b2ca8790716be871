import { App, type TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  checkPins,
  checkTenantSet,
  planStacks,
  poolBucketName,
  stackName,
  throwErrors,
  type Diagnostic,
  type StackPlan,
  type Tenant,
} from '../core';
import type { Deployment, Environment } from './deployment';
import { addressesOf, letGo, takeOver } from './handover';
import { PoolStack } from './pool-stack';
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
  const { name, placements, tenants, pins } = environment;
  const diagnostics = [...checkTenantSet(name, placements, tenants), ...checkPins(name, placements, tenants, pins)];
  const refused = new Set(diagnostics.map((one) => one.path));
  const sound = tenants.filter((tenant) => !refused.has(`${name}/${tenant.id}`));
  const handovers = planStacks(sound, pins).flatMap((plan) => {
    const deployment = placements.find((one) => one.name === plan.placement);
    return deployment === undefined ? [] : addStack(app, environment, deployment, plan);
  });
  return [...diagnostics, ...handovers];
}

function addStack(app: App, environment: Environment, deployment: Deployment, plan: StackPlan): readonly Diagnostic[] {
  const build = (scope: Construct, tenants: readonly Tenant[]): TerraformStack => {
    const props = { deployment, tenants, tags: environment.tags };
    const id = stackName(environment.name, plan);
    if (plan.kind === 'shard') return new ShardStack(scope, id, props);
    return new PoolStack(scope, id, { ...props, bucketName: poolBucketName(deployment, plan.number) });
  };
  const stack = build(app, plan.tenants);
  letGo(stack, [
    ...plan.retired.flatMap((tenant) => addressesOf(tenant, (root, one) => build(root, [one]))),
    ...plan.departures.flatMap((move) => move.resources.map((one) => one.address)),
  ]);
  return plan.arrivals.flatMap((move) => takeOver(stack, move));
}
