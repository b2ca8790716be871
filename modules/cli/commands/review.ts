import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { diagnostic, renderDiagnostics, type Diagnostic } from '../../core';
import type { FindingSeverity, ReportFormat, ReportOptions, Review } from '../../review';
import type { LoadedSuppressions } from '../../tenants';
import { colourOf } from '../colour';
import type { CommandIo, SetExitCode } from '../io';
import { progressOf } from '../progress';
import { refuse } from '../refuse';
import type { KnownTenants } from '../review/known-tenants';
import { planFiles } from '../review/plan-sources';
import { readPlans, type ReadPlan } from '../review/read-plans';
import { reportFiles, reportFormats, writeReport } from '../review/report-files';
import { refuseWithout } from '../usage';
import { version } from '../version';

interface Flags {
  readonly format: ReportFormat;
  readonly out?: readonly string[];
  readonly failOn: FindingSeverity | 'none';
  readonly planDir?: string;
  readonly tenants?: true;
  readonly environment?: string;
  readonly suppressions?: string;
  readonly access: boolean;
  readonly cost: boolean;
  readonly prices?: string;
  readonly costThreshold?: number;
  readonly commentId?: string;
  readonly limit?: number;
  readonly color: boolean;
  readonly quiet?: true;
}

/** `review PLAN.json…`: what a plan does to whose data, keys and access, before anybody applies it. */
export function addReviewCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('review')
    .description('what a plan does to whose data, keys and access, and what it costs')
    .argument('[plans...]', 'what terraform show -json prints of a plan; - is standard input')
    .addOption(new Option('--format <form>', 'of standard output').choices(reportFormats).default('text'))
    .option('--out <file>', 'a report more, its form by its suffix: txt, md, json, sarif, xml, github', collect)
    .addOption(
      new Option('--fail-on <severity>', 'exit code 1 when a finding is as bad or worse')
        .choices(['critical', 'high', 'medium', 'low', 'info', 'none'])
        .default('high'),
    )
    .option('--plan-dir <folder>', 'all plans of tenant-buckets plan: its --out-dir')
    .option('--tenants', 'ask the project here for its tenants: their lines, workloads and cost')
    .option('--environment <names>', 'with --tenants: those of these environments')
    .option('--suppressions <file>', 'findings that are accepted for a while; review.suppressions.yaml when left out')
    .option('--no-access', 'do not compare who can reach what, which takes most of the time')
    .option('--no-cost', 'with --tenants: say nothing about cost')
    .option('--prices <file>', 'with --tenants: prices of your own as JSON')
    .option('--cost-threshold <amount>', 'with --tenants: a month’s increase that is no finding', amount)
    .option('--comment-id <id>', 'tells several comments on one pull request apart', commentId)
    .option('--limit <bytes>', 'largest markdown report; 65536, as for a comment, when left out', bytes)
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .option('--quiet', 'no progress, and no notes on standard error')
    .action((files: readonly string[], flags: Flags) => review(files, flags, io, setExitCode));
}

async function review(files: readonly string[], flags: Flags, io: CommandIo, setExitCode: SetExitCode): Promise<void> {
  refuseWhatSaysNothing(flags);
  const outputs = reportFiles(flags.out);
  const selection = { files, ...(flags.planDir !== undefined && { planDir: flags.planDir }) };
  const input = { ...io, quiet: flags.quiet };
  const plans = await readPlans(planFiles(input, selection), progressOf(io, flags.quiet));
  const known: Partial<KnownTenants> | undefined =
    flags.tenants === undefined ? {} : await askProject(plans, flags, io, setExitCode);
  if (known === undefined) return;
  const judged = await judge(plans, known, flags, io, setExitCode);
  if (judged === undefined) return;
  const options = optionsFor(plans, judged, flags);
  const { loadReporter } = await import('../../review/index.js');
  for (const { file, format } of outputs)
    writeReport(io.folder, file, (await loadReporter(format))(judged.review, options));
  const seen = { columns: io.outColumns, paint: colourOf(io, flags.color) };
  const { paint, ...plainly } = seen;
  const shown = { ...options, ...plainly, ...(paint && { paint }) };
  io.out((await loadReporter(flags.format))(judged.review, shown));
  if (flags.quiet === undefined && judged.notes.length > 0)
    io.err(`${renderDiagnostics(judged.notes, judged.sources, io.errColumns)}\n`);
  if (!judged.passed) setExitCode(1);
}

/** Only the tenants of a project have environments and a cost. */
function refuseWhatSaysNothing({ tenants, environment, prices, costThreshold }: Flags): void {
  if (tenants === undefined)
    refuseWithout('--tenants', {
      '--environment': environment,
      '--prices': prices,
      '--cost-threshold': costThreshold,
    });
}

async function askProject(plans: readonly ReadPlan[], flags: Flags, io: CommandIo, setExitCode: SetExitCode) {
  const { knownTenants } = await import('../review/known-tenants.js');
  return knownTenants(io, setExitCode, plans, flags);
}

interface Judged {
  readonly review: Review;
  readonly notes: readonly Diagnostic[];
  readonly sources: KnownTenants['sources'];
  readonly passed: boolean;
}

/** What is only half read, and a suppression that counts no more, fails a review as a finding does. */
const failing: ReadonlySet<string> = new Set(['TB7023', 'TB8031']);

async function judge(
  plans: readonly ReadPlan[],
  { locations, cost, sources }: Partial<KnownTenants>,
  flags: Flags,
  io: CommandIo,
  setExitCode: SetExitCode,
): Promise<Judged | undefined> {
  const { checkSuppressions, failsAt, reviewPlan, topics } = await import('../../review/index.js');
  const loaded = await suppressionsOf(resolve(io.folder), flags.suppressions, Object.keys(topics));
  if (refuse(io, setExitCode, loaded.diagnostics, loaded.sources)) return undefined;
  const suppressions = loaded.suppressions.map(({ code, topic, ...one }) => ({ ...one, of: code ?? topic ?? '' }));
  const today = new Date().toISOString().slice(0, 10);
  const result = reviewPlan({
    plans,
    today,
    suppressions,
    accessDiff: flags.access,
    ...(locations && { locations }),
    ...(cost && { cost }),
    ...(flags.costThreshold !== undefined && { costThreshold: flags.costThreshold }),
  });
  const notes = [
    ...plans.flatMap(({ name, facts }) => facts.diagnostics.map((one) => ({ ...one, path: `${name}: ${one.path}` }))),
    ...checkSuppressions(suppressions, today, result),
  ];
  const fails = failsAt(result, flags.failOn) || notes.some(({ code }) => failing.has(code));
  return {
    review: result,
    notes,
    sources: { ...sources, ...loaded.sources },
    passed: flags.failOn === 'none' || !fails,
  };
}

/** What reads files of suppressions takes longer to load than most plans to read, so it waits for one that is there. */
async function suppressionsOf(
  folder: string,
  named: string | undefined,
  known: readonly string[],
): Promise<LoadedSuppressions> {
  const file = named ?? 'review.suppressions.yaml';
  if (existsSync(resolve(folder, file))) {
    const { loadSuppressions } = await import('../../tenants/index.js');
    return loadSuppressions(folder, file, known);
  }
  const fix = 'name a readable file, or leave --suppressions out';
  const missing = diagnostic('TB5006', { path: file, message: 'the suppressions cannot be read', fix });
  return { suppressions: [], diagnostics: named === undefined ? [] : [missing], sources: {} };
}

function optionsFor(plans: readonly ReadPlan[], { notes, passed }: Judged, flags: Flags): ReportOptions {
  const fullReport = flags.out?.find((file) => file.endsWith('.json'));
  return {
    plans: plans.map((one) => one.reviewed),
    gate: { failOn: flags.failOn, passed },
    version,
    notes,
    accessCompared: flags.access,
    ...(flags.commentId !== undefined && { commentId: flags.commentId }),
    ...(flags.limit !== undefined && { limitBytes: flags.limit }),
    ...(fullReport !== undefined && { fullReport }),
  };
}

function collect(file: string, files: readonly string[] = []): readonly string[] {
  return [...files, file];
}

function amount(text: string): number {
  if (!/^\d{1,9}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It is an amount such as 25.50.');
  return Number(text);
}

function bytes(text: string): number {
  if (!/^\d{4,8}$/.test(text)) throw new InvalidArgumentError('It is a number of bytes from 1000.');
  return Number(text);
}

function commentId(text: string): string {
  if (!/^[A-Za-z0-9._-]{1,60}$/.test(text)) throw new InvalidArgumentError('It is made of A-Z, a-z, 0-9, ., _ and -.');
  return text;
}
