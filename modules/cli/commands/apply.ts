import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnostic, DiagnosticError } from '../../core';
import { checkDigests, checkReview, checkShown, checkTerraform } from '../apply/check-plans';
import { chooseStacks } from '../apply/choose-stacks';
import type { PlannedStack, PlansRecord } from '../apply/plans-record';
import { appliedPath, planFile, readApplied, readPlans, saveApplied, stackFolder } from '../apply/stack-files';
import { prepareTerraform, type StackTerraform } from '../apply/stack-terraform';
import type { CommandIo } from '../io';
import { note } from '../note';
import { projectFolder } from '../project';
import { renderTable } from '../table';

interface Flags {
  readonly outDir: string;
  readonly requireReview?: string;
  readonly yes?: true;
  readonly quiet?: true;
}

/** `apply [STACK…]`: applies the saved plans, one stack after the other, and only if they are what was planned. */
export function addApplyCommand(program: Command, io: CommandIo): void {
  program
    .command('apply')
    .description('apply the plans that tenant-buckets plan saved, and nothing else')
    .argument(
      '[stacks...]',
      "their names; * stands for any letters, as in 'prod-*'; all that were planned when left out",
    )
    .option('--out-dir <folder>', 'where the plans are', 'cdktf.out')
    .option('--require-review <file>', 'only plans that the JSON report of a review has passed')
    .option('--yes', 'do not ask')
    .option('--quiet', 'no progress')
    .action((stacks: readonly string[], flags: Flags) => apply(stacks, flags, io));
}

async function apply(wanted: readonly string[], flags: Flags, io: CommandIo): Promise<void> {
  const folder = projectFolder(io.folder);
  const outDir = resolve(folder, flags.outDir);
  const record = plansIn(outDir, relative(io.folder, outDir) || '.');
  const chosen = chooseStacks(record.stacks, wanted);
  checkDigests(outDir, chosen);
  if (flags.requireReview !== undefined) checkReview(io.folder, flags.requireReview, chosen);
  const terraform = await prepareTerraform(io, folder, flags.quiet);
  checkTerraform(record, terraform);
  const applied = readApplied(appliedPath(outDir)).stacks;
  const left = chosen.filter(({ name, plan }) => applied[name]?.plan !== plan);
  const changing = left.filter(({ changed }) => changed);
  for (const { name, document, plan } of left.filter(({ changed }) => !changed))
    saveApplied(outDir, name, { document, plan });
  if (changing.length === 0) {
    note(io, 'nothing to apply: no plan changes anything that is not applied already');
    return;
  }
  await confirm(changing, flags, io);
  await applyAll(changing, { terraform, outDir, io, reviewed: flags.requireReview !== undefined });
}

function plansIn(outDir: string, shownAs: string): PlansRecord {
  const record = readPlans(outDir);
  if (record !== undefined) return record;
  throw new DiagnosticError(
    diagnostic('TB8056', {
      path: shownAs,
      message: 'no plans.json stands there that can be understood',
      fix: 'run tenant-buckets plan first, or name its folder with --out-dir',
    }),
  );
}

/** The stacks are named before anything happens; nobody is asked where nobody can answer. */
async function confirm(stacks: readonly PlannedStack[], { yes }: Flags, io: CommandIo): Promise<void> {
  if (yes === true) return;
  io.err(
    renderTable(
      stacks.map(({ name, changes }) => [name, changesText(changes)]),
      io.errColumns,
    ),
  );
  const count = stacks.length === 1 ? 'this plan' : `these ${String(stacks.length)} plans`;
  const answer = io.ask && (await io.ask(`Apply ${count}? Write yes to go on: `));
  if (answer?.trim().toLowerCase() === 'yes') return;
  const message = answer === undefined ? 'nobody is there to be asked' : `the answer was "${answer.trim()}"`;
  const fix = answer === undefined ? 'give --yes where nobody can answer' : 'write yes, or give --yes';
  throw new DiagnosticError(diagnostic('TB8057', { path: 'apply', message, fix }));
}

interface Applying {
  readonly terraform: StackTerraform;
  readonly outDir: string;
  readonly io: CommandIo;
  readonly reviewed: boolean;
}

async function applyAll(stacks: readonly PlannedStack[], applying: Applying): Promise<void> {
  const { outDir, io } = applying;
  const done: string[] = [];
  for (const stack of stacks) {
    try {
      io.signal.throwIfAborted();
      const changes = await applyOne(stack, applying);
      saveApplied(outDir, stack.name, { document: stack.document, plan: stack.plan });
      done.push(stack.name);
      io.out(renderTable([[stack.name, changes]], io.outColumns));
    } catch (error) {
      throw halted(error, stack.name, { done, left: stacks.slice(done.length + 1).map(({ name }) => name), io });
    }
  }
}

async function applyOne(stack: PlannedStack, { terraform, outDir, reviewed }: Applying): Promise<string> {
  const one = terraform.in(stackFolder(outDir, stack.name));
  // Minutes may lie between the first look and this stack's turn; and init may write the lock file anew.
  checkDigests(outDir, [stack]);
  await one.init();
  checkDigests(outDir, [stack], ['document', 'plan', 'json']);
  if (reviewed) await checkShown(terraform, outDir, stack);
  return changesText({ ...(await one.apply({ planFile })) });
}

interface Progress {
  readonly done: readonly string[];
  readonly left: readonly string[];
  readonly io: CommandIo;
}

/** Says how far it came. Whatever stopped it stays the cause. */
function halted(error: unknown, stack: string, { done, left, io }: Progress): unknown {
  const waiting = left.length === 0 ? '' : `; not begun: ${left.join(', ')}`;
  if (done.length === 0 || io.signal.aborted) {
    note(io, `applied: ${done.join(', ') || 'none'}; stopped in ${stack}${waiting}`);
    return error;
  }
  if (!(error instanceof DiagnosticError)) return error;
  const partial = diagnostic('TB8058', {
    path: stack,
    message: `${done.join(', ')} applied, then ${stack} failed${waiting}`,
    fix: `cure what is named, then run tenant-buckets plan ${[stack, ...left].join(' ')}, review, and apply`,
  });
  return new DiagnosticError(partial, ...error.diagnostics);
}

function changesText(changes: { readonly [kind: string]: number }): string {
  const counts = Object.entries(changes).flatMap(([kind, count]) => (count > 0 ? [`${String(count)} ${kind}`] : []));
  return counts.length > 0 ? counts.join(', ') : 'outputs alone';
}
