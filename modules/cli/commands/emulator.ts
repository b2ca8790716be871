import { InvalidArgumentError, Option, type Command } from 'commander';
import type { EmulatorRecord, EmulatorStatus } from '../../emulator';
import type { CommandIo } from '../io';
import { note } from '../note';
import { progressOf } from '../progress';
import { renderTable } from '../table';

interface Instance {
  readonly name: string;
}

interface UpFlags extends Instance {
  readonly port: number;
  readonly region: string;
  readonly account: string;
  readonly launcher?: 'docker' | 'python';
  readonly detach?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** `emulator up|down|status`: an AWS of one's own on this machine. */
export function addEmulatorCommands(program: Command, io: CommandIo): void {
  const emulator = program.command('emulator').description('an AWS of your own on this machine, on 127.0.0.1 only');
  addUp(emulator, io);
  addDown(emulator, io);
  addStatus(emulator, io);
}

const nameOption = ['--name <name>', 'which instance; instances share nothing', 'default'] as const;

function addUp(emulator: Command, io: CommandIo): void {
  emulator
    .command('up')
    .description('start it, or show the one that runs; without --detach it ends with Ctrl-C')
    .option('--detach', 'leave it running and return')
    .option('--json', 'print the record as JSON')
    .option(...nameOption)
    .option('--port <port>', 'port on 127.0.0.1; 0 lets the system choose', wholeNumber, 0)
    .option('--region <region>', 'the region that is handed out', 'us-east-1')
    .option('--account <id>', 'the account whose root user is handed out', '000000000000')
    .addOption(new Option('--launcher <kind>', 'how LocalStack runs').choices(['docker', 'python']))
    .option('--quiet', 'no progress')
    .action((flags: UpFlags) => up(flags, io));
}

async function up(flags: UpFlags, io: CommandIo): Promise<void> {
  const { emulatorUp } = await import('../../emulator/index.js');
  io.signal.throwIfAborted();
  const { name, port, region, account: accountId, launcher, detach = false } = flags;
  const running = await emulatorUp({
    root: io.folder,
    name,
    port,
    region,
    accountId,
    detach,
    signal: io.signal,
    onProgress: progressOf(io, flags.quiet === true),
    ...(launcher !== undefined && { launcher }),
  });
  const stop = (): void => void running.stop();
  io.signal.addEventListener('abort', stop);
  if (io.signal.aborted) stop();
  io.out(flags.json === true ? `${JSON.stringify(running.record)}\n` : renderRecord(running.record, io.outColumns));
  if (flags.quiet === undefined && running.alreadyRan)
    note(io, `it ran already; tenant-buckets emulator down --name ${name} ends it`);
  else if (flags.quiet === undefined && !detach) note(io, 'Ctrl-C ends it');
  await running.ended;
  io.signal.throwIfAborted();
}

function addDown(emulator: Command, io: CommandIo): void {
  emulator
    .command('down')
    .description('end it; nothing happens when none runs')
    .option(...nameOption)
    .action(async ({ name }: Instance) => {
      const { emulatorDown } = await import('../../emulator/index.js');
      const { stopped } = await emulatorDown({
        root: io.folder,
        name,
        signal: io.signal,
        onProgress: progressOf(io),
      });
      note(io, stopped ? `emulator ${name} has ended` : `no emulator ${name} runs`);
    });
}

function addStatus(emulator: Command, io: CommandIo): void {
  emulator
    .command('status')
    .description('whether it runs and answers')
    .option(...nameOption)
    .option('--json', 'print it as JSON')
    .action(async ({ name, json }: Instance & { readonly json?: true }) => {
      const { emulatorStatus } = await import('../../emulator/index.js');
      const status = await emulatorStatus({ root: io.folder, name });
      if (json === true) io.out(`${JSON.stringify({ schemaVersion: 1, name, ...status })}\n`);
      else if (status.kind === 'stopped') io.out('stopped\n');
      else io.out(renderStatus(status, io.outColumns));
    });
}

/** What answers is the gateway; it says no when LocalStack behind it does not. */
function renderStatus(
  { answers, record }: Extract<EmulatorStatus, { kind: 'running' }>,
  columns: number | undefined,
): string {
  const rows = [
    ['answers', answers ? 'yes' : 'no'],
    ['gateway', `${record.endpoint}/_gateway/`],
  ];
  return renderTable([...rows, ...rowsOf(record)], columns);
}

function renderRecord(record: EmulatorRecord, columns: number | undefined): string {
  return renderTable(rowsOf(record), columns);
}

function rowsOf(record: EmulatorRecord): readonly (readonly string[])[] {
  return Object.entries(record).map(([field, value]) => [field, String(value)]);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}
