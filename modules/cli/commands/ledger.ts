import { InvalidArgumentError, Option, type Command } from 'commander';
import { diagnostic, DiagnosticError, nearMiss } from '../../core';
import type { CommandIo } from '../io';
import { readLedger, resetLedger, type LedgerRead } from '../ledger/gateway-routes';
import { groupCalls, ledgerFields, type LedgerField, type LedgerGroup } from '../ledger/ledger-fields';
import { plain } from '../plain';
import { renderTable } from '../table';

interface Flags {
  readonly by: readonly LedgerField[];
  readonly name: string;
  readonly since?: string;
  readonly json?: true;
  readonly reset?: true;
}

/** `ledger`: the calls to KMS that the gateway of a running emulator has counted. */
export function addLedgerCommand(program: Command, io: CommandIo): void {
  program
    .command('ledger')
    .description('the calls to KMS that the running emulator has counted')
    .addOption(
      new Option('--by <fields>', `any of ${Object.keys(ledgerFields).join(', ')}`)
        .argParser(readFields)
        .default(['operation', 'outcome'], 'operation,outcome'),
    )
    .option('--name <name>', 'which instance', 'default')
    .option('--since <moment>', 'only calls since then, in ISO 8601, on the clock of the emulator', readMoment)
    .option('--json', 'print it as JSON')
    .option('--reset', 'empty the ledger afterwards')
    .action(async (flags: Flags) => {
      const endpoint = await endpointOf(flags.name, io);
      const read = await readLedger(endpoint, flags.since);
      const groups = groupCalls(read.calls, flags.by);
      io.out(flags.json === true ? renderJson(flags.by, read, groups) : render(flags.by, groups, io.outColumns));
      if (flags.json !== true) io.err(summary(read));
      if (flags.reset === true) await resetLedger(endpoint);
    });
}

async function endpointOf(name: string, io: CommandIo): Promise<string> {
  const { emulatorStatus } = await import('../../emulator/index.js');
  const status = await emulatorStatus({ root: io.folder, name });
  if (status.kind === 'running') return status.record.endpoint;
  throw new DiagnosticError(
    diagnostic('TB4040', {
      path: `emulator ${name}`,
      message: `no emulator "${name}" runs in this folder, so there is no ledger`,
      fix: `start one with tenant-buckets emulator up --detach${name === 'default' ? '' : ` --name ${name}`}`,
    }),
  );
}

function renderJson(by: readonly LedgerField[], read: LedgerRead, groups: readonly LedgerGroup[]): string {
  const shown = groups.map(({ values, calls }) => ({
    ...Object.fromEntries(by.map((field, index) => [field, values[index]])),
    calls,
  }));
  const totals = { total: read.calls.length, dropped: read.dropped };
  return `${JSON.stringify({ schemaVersion: 1, by, ...totals, groups: shown })}\n`;
}

/** A table, or for a terminal that it is too wide for a list; what names things stays whole. */
function render(by: readonly LedgerField[], groups: readonly LedgerGroup[], columns = Infinity): string {
  if (groups.length === 0) return '';
  const rows = groups.map(({ values, calls }) => [String(calls), ...values]);
  const table = renderTable([['calls', ...by], ...rows]);
  if (table.split('\n').every((line) => line.length <= columns)) return table;
  const width = Math.max(...by.map((field) => field.length), 'calls'.length);
  return groups
    .map(({ values, calls }) =>
      [['calls', String(calls)] as const, ...by.map((field, index) => [field, values[index] ?? ''] as const)]
        .map(([field, value]) => `${field.padEnd(width)}  ${plain(value)}\n`)
        .join(''),
    )
    .join('\n');
}

function summary({ calls, dropped }: LedgerRead): string {
  const count = calls.length === 1 ? '1 call' : `${String(calls.length)} calls`;
  return `${count} to KMS${dropped > 0 ? `; ${String(dropped)} earlier ones are no longer kept` : ''}\n`;
}

function isField(text: string): text is LedgerField {
  return Object.hasOwn(ledgerFields, text);
}

function readFields(text: string): readonly LedgerField[] {
  const names = text.split(',').map((one) => one.trim());
  const wrong = names.filter((one) => !isField(one));
  const [first] = wrong;
  if (first === undefined) return names.filter(isField);
  const meant = nearMiss(first, Object.keys(ledgerFields));
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  throw new InvalidArgumentError(`It is a list of ${Object.keys(ledgerFields).join(', ')}, without ${first}${hint}.`);
}

function readMoment(text: string): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new InvalidArgumentError('It is a moment such as 2026-01-02T03:04:05Z.');
  return moment.toISOString();
}
