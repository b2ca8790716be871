import { chmodSync, existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import type { PlanResult } from '../../terraform';
import { chooseStacks } from '../apply/choose-stacks';
import type { PlannedStack, PlansRecord } from '../apply/plans-record';
import {
  appliedPath,
  forgetPlans,
  lockedProviders,
  planFile,
  planJson,
  readApplied,
  savePlans,
  saveWhole,
  sha256,
  stackDigests,
  stackFolder,
} from '../apply/stack-files';
import { prepareTerraform, type StackTerraform } from '../apply/stack-terraform';
import { synthesize } from '../apply/synth';
import type { CommandIo } from '../io';
import { note } from '../note';
import { projectFolder } from '../project';
import { renderTable } from '../table';

interface Flags {
  readonly changed?: string | true;
  readonly environment?: string;
  readonly outDir: string;
  readonly quiet?: true;
  readonly json?: true;
}

/** `plan [STACK…]`: a saved plan of each stack, and its JSON for the review; `apply` applies these files and no others. */
export function addPlanCommand(program: Command, io: CommandIo): void {
  program
    .command('plan')
    .description('synthesize, and save a plan of each stack for review and apply')
    .argument('[stacks...]', "their names; * stands for any letters, as in 'prod-*'; all when left out")
    .option(
      '--changed [file]',
      'only stacks that differ from what was last applied: FILE is the applied.json of that apply, by default the one in the folder of the plans',
    )
    .option('--environment <names>', 'with commas between them; all when left out')
    .option('--out-dir <folder>', 'where stacks and plans are written', 'cdktf.out')
    .option('--quiet', 'no progress')
    .option('--json', 'print the record of the plans as JSON')
    .action((stacks: readonly string[], flags: Flags) => plan(stacks, flags, io));
}

async function plan(wanted: readonly string[], flags: Flags, io: CommandIo): Promise<void> {
  const folder = projectFolder(io.folder);
  const outDir = resolve(folder, flags.outDir);
  forgetPlans(outDir);
  const all = await synthesize(io, { folder, outDir, environment: flags.environment });
  const chosen = changedOnly(chooseStacks(all, wanted), outDir, flags, io);
  const terraform = await prepareTerraform(io, folder, flags.quiet);
  const stacks: PlannedStack[] = [];
  for (const { name } of chosen) {
    if (flags.quiet !== true) io.err(`${name}\n`);
    stacks.push(await planStack(terraform, outDir, name));
  }
  const { product, version } = terraform.binary;
  const commit = await gitCommit(io, folder);
  const record: PlansRecord = {
    schemaVersion: 1,
    terraform: { product, version },
    ...(commit !== undefined && { commit }),
    stacks,
  };
  savePlans(outDir, record);
  io.out(flags.json === true ? `${JSON.stringify(record)}\n` : renderTable(stacks.map(rowOf), io.outColumns));
  note(io, nextStep(stacks, relative(io.folder, outDir) || '.'));
}

/** Stacks whose document is not the one that was applied last. What was changed by hand since then is not looked for. */
function changedOnly<S extends { readonly name: string }>(
  stacks: readonly S[],
  outDir: string,
  { changed }: Flags,
  io: CommandIo,
): readonly S[] {
  if (changed === undefined) return stacks;
  const file = changed === true ? appliedPath(outDir) : resolve(io.folder, changed);
  if (!existsSync(file)) {
    note(io, `${relative(io.folder, file)} is not there: every stack counts as changed`);
    return stacks;
  }
  const applied = readApplied(file).stacks;
  return stacks.filter(({ name }) => stackDigests(stackFolder(outDir, name)).document !== applied[name]?.document);
}

async function planStack(terraform: StackTerraform, outDir: string, name: string): Promise<PlannedStack> {
  const folder = stackFolder(outDir, name);
  const stack = terraform.in(folder);
  await stack.init();
  const { document } = stackDigests(folder);
  const { changed, changes }: PlanResult = await stack.plan({ out: planFile });
  chmodSync(join(folder, planFile), 0o600);
  const json = JSON.stringify(await stack.show({ planFile }));
  saveWhole(join(folder, planJson), json);
  const { plan: planned, lockFile } = stackDigests(folder);
  return {
    name,
    changed,
    changes: { ...changes },
    document: document ?? '',
    plan: planned ?? '',
    json: sha256(json),
    ...(lockFile !== undefined && { lockFile }),
    providers: lockedProviders(folder),
  };
}

function rowOf({ name, changed, changes }: PlannedStack): readonly string[] {
  const counts = Object.entries(changes).flatMap(([kind, count]) => (count > 0 ? [`${String(count)} to ${kind}`] : []));
  return [name, counts.length > 0 ? counts.join(', ') : changed ? 'outputs alone' : 'no changes'];
}

function nextStep(stacks: readonly PlannedStack[], outDir: string): string {
  if (stacks.length === 0) return 'nothing has changed: there is nothing to plan';
  if (!stacks.some(({ changed }) => changed)) return 'nothing to review or apply: no plan changes anything';
  return `next: tenant-buckets review --plan-dir ${outDir}, then tenant-buckets apply`;
}

/** `undefined` where there is no git, or no clone. */
async function gitCommit(io: CommandIo, folder: string): Promise<string | undefined> {
  const { runLeashed } = await import('../../terraform/index.js');
  const parameters = ['rev-parse', '--verify', 'HEAD'];
  const git = { command: 'git', parameters, workingDirectory: folder, environment: io.environment };
  const said = await runLeashed({ ...git, signal: io.signal }).catch(() => undefined);
  const commit = said?.exitCode === 0 ? said.stdout.trim() : '';
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}
