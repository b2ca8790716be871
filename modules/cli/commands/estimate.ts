import type { Command } from 'commander';
import type { BucketKeyModel, EstimateOptions, PriceBook } from '../../cost';
import { reportEstimate, type EstimateReport } from '../estimate-report';
import type { CommandIo, SetExitCode } from '../io';
import { moneyText } from '../money';
import { note } from '../note';
import { loadPrices } from '../price-file';
import { environmentOfTenant, loadProject, type LoadedProject } from '../project';
import { refuse } from '../refuse';
import { renderEstimate } from '../render-estimate';
import { tenantCosts } from '../tenant-costs';

interface Flags {
  readonly environment?: string;
  readonly tenant?: string;
  readonly prices?: string;
  readonly freeTier?: true;
  readonly json?: true;
}

/** `estimate`: what tenants cost in a month by the workload that their files declare, and what Bucket Keys save. */
export function addEstimateCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('estimate')
    .description('what tenants cost in a month, by the workload that their files declare, and what Bucket Keys save')
    .option('--environment <names>', 'with commas between them; all when left out')
    .option('--tenant <id>', 'only this tenant, line by line')
    .option('--prices <file>', 'prices of your own as JSON, in the place of those of us-east-1 that are built in')
    .option('--free-tier', 'take off the free KMS requests of each account')
    .option('--json', 'print every line as JSON')
    .action((flags: Flags) => estimateProject(io, setExitCode, flags));
}

async function estimateProject(io: CommandIo, setExitCode: SetExitCode, flags: Flags): Promise<void> {
  const { book, ...prices } = await loadPrices(io.folder, flags.prices);
  if (refuse(io, setExitCode, prices.diagnostics, prices.sources) || book === undefined) return;
  const { checkLoaded } = await import('../../tenants/index.js');
  const project = await loadProject(io, flags.environment);
  // What is not pinned or not taken over yet has a price already; what stands nowhere has none.
  const unreadable = project.diagnostics.filter((one) => one.code !== 'TB2007');
  const misplaced = checkLoaded(project).filter((one) => one.code === 'TB2007');
  if (refuse(io, setExitCode, [...unreadable, ...misplaced], project.sources)) return;
  const options = { freeTier: flags.freeTier === true };
  const subjects = tenantCosts(chosen(project, flags.tenant));
  const report = await reportEstimate(subjects, book, options);
  io.out(
    flags.json === true
      ? await asJson(report, options)
      : renderEstimate(report, flags.tenant !== undefined, io.outColumns),
  );
  const priceless = subjects.some(({ region }) => !book.regions.has(region));
  if (priceless) note(io, '--prices takes prices of your own for other regions');
  for (const one of await notes(report, book, options)) note(io, one);
}

function chosen(project: LoadedProject, tenant: string | undefined): LoadedProject['environments'] {
  if (tenant === undefined) return project.environments;
  const environment = environmentOfTenant(project, tenant);
  return [{ ...environment, tenants: environment.tenants.filter((one) => one.id === tenant) }];
}

async function asJson({ on, off, tenants, total }: EstimateReport, { freeTier }: EstimateOptions): Promise<string> {
  const { defaultBucketKeyModel } = await import('../../cost/index.js');
  const { currency, prices } = on;
  const assumptions = { bucketKeys: defaultBucketKeyModel, freeTier };
  const lines = { withBucketKeys: on.lines, withoutBucketKeys: off.lines };
  return `${JSON.stringify({ schemaVersion: 1, currency, prices, assumptions, tenants, total, ...lines })}\n`;
}

/** What the figures rest on; it is said beside them, not among them. */
async function notes(
  { on }: EstimateReport,
  book: PriceBook,
  { freeTier = false }: EstimateOptions,
): Promise<readonly string[]> {
  const { defaultBucketKeyModel, reencryptionPerMillion } = await import('../../cost/index.js');
  const anew = [...book.regions.keys()].map((region) => {
    const price = moneyText(reencryptionPerMillion(book, region));
    return `encrypting what exists anew: about ${price} ${on.currency} for a million objects in ${region}, once`;
  });
  return [
    modelNote(defaultBucketKeyModel),
    ...(freeTier ? [] : ['KMS requests that an account has for nothing are not taken off (--free-tier does)']),
    'the first copy of KMS events in CloudTrail is free; the keys of pools and foundations are not counted',
    ...anew,
  ];
}

function modelNote({ shortestLifetimeSeconds, mostPartitions, mostGenerations }: BucketKeyModel): string {
  const often = `at least once by each requester, at most every ${String(shortestLifetimeSeconds)} s`;
  const more = `${String(mostPartitions)} times over, and for up to ${String(mostGenerations)} Bucket Keys when it reads`;
  return `how long S3 keeps a Bucket Key AWS does not say: KMS is asked ${often}, ${more}`;
}
