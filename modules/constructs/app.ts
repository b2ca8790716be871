import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  checkEnvironments,
  planStacks,
  poolBucketName,
  stackName,
  throwErrors,
  type Diagnostic,
  type DiagnosticCode,
  type StackPlan,
  type Tenant,
} from '../core';
import type { Deployment, Environment } from './deployment';
import { layFoundations, restOnFoundation } from './foundations';
import { addressesOf, letGo, takeOver } from './handover';
import { PoolStack } from './pool-stack';
import { ShardStack } from './shard-stack';
import { collectDiagnostics } from './validation';

export interface SynthesisOptions {
  /** Folder for the synthesized stacks. @default what the cdktf command says, else `cdktf.out` */
  readonly outdir?: string;
}

/**
 * Builds every stack of the environments and writes them as Terraform JSON. Returns what is worth a warning.
 * @throws DiagnosticError with all that is wrong, before anything is written
 */
export function synthesizeEnvironments(
  environments: readonly Environment[],
  options: SynthesisOptions = {},
): readonly Diagnostic[] {
  const app = new App({ stackTraces: false, ...(options.outdir === undefined ? {} : { outdir: options.outdir }) });
  const inFiles = checkEnvironments(environments);
  const refused = new Set(inFiles.filter((one) => !buildable.has(one.code)).map((one) => one.path));
  const handovers: Diagnostic[] = [];
  // Loops, for every call on the way to a resource is in the stack trace that cdktf takes of each of its tokens.
  for (const environment of environments) handovers.push(...addEnvironment(app, environment, refused));
  const diagnostics = [...inFiles, ...handovers, ...collectDiagnostics(app)];
  throwErrors(diagnostics);
  writeStacks(app);
  return diagnostics;
}

/**
 * Writes what `App.synth` would write, without its first pass, which resolves every token of every stack in search of
 * references from one stack to another: ours pass literals, and have none.
 */
function writeStacks(app: App): void {
  const session = { outdir: app.outdir, skipValidation: false, manifest: app.manifest };
  for (const stack of app.node.children) if (TerraformStack.isStack(stack)) stack.synthesizer.synthesize(session);
  app.manifest.writeToFile();
}

/** What is wrong with a tenant that can be built all the same, so that its constructs are judged too. */
const buildable: ReadonlySet<DiagnosticCode> = new Set(['TB2200', 'TB2201', 'TB2202', 'TB2206'] as const);

/** Two tenants of one id cannot become constructs, so the set is judged first; the others are built and judged too. */
function addEnvironment(app: App, environment: Environment, refused: ReadonlySet<string>): readonly Diagnostic[] {
  const { name, placements, tenants, pins } = environment;
  const sound = tenants.filter((tenant) => !refused.has(`${name}/${tenant.id}`));
  layFoundations(app, environment);
  const handovers: Diagnostic[] = [];
  for (const plan of planStacks(sound, pins)) {
    const deployment = placements.find((one) => one.name === plan.placement);
    if (deployment !== undefined) handovers.push(...addStack(app, environment, deployment, plan));
  }
  return handovers;
}

function addStack(app: App, environment: Environment, deployment: Deployment, plan: StackPlan): readonly Diagnostic[] {
  const build = (scope: Construct, tenants: readonly Tenant[]): TerraformStack => {
    const props = { deployment, tenants, tags: environment.tags };
    const id = stackName(environment.name, plan);
    if (plan.kind === 'shard') return new ShardStack(scope, id, props);
    return new PoolStack(scope, id, { ...props, bucketName: poolBucketName(deployment, plan.number) });
  };
  const stack = build(app, plan.tenants);
  restOnFoundation(app, stack, environment.name, deployment);
  letGo(stack, [
    ...plan.retired.flatMap((tenant) => addressesOf(tenant, (root, one) => build(root, [one]))),
    ...plan.departures.flatMap((move) => move.resources.map((one) => one.address)),
  ]);
  return plan.arrivals.flatMap((move) => takeOver(stack, move));
}
