import type { Command } from 'commander';
import { bucketArn, diagnostic, DiagnosticError, nearMiss, objectArn, renderDiagnostics } from '../../core';
import type { PrincipalAnswer } from '../../evaluation';
import type { StackTenant, StackWorld } from '../../plan';
import { askableAction, type AskableAction } from '../askable-actions';
import type { CommandIo, SetExitCode } from '../io';
import { fit } from '../fit';
import { plain } from '../plain';
import { decidingReason } from '../deciding-reason';
import { readStackWorld, type StackSelection } from '../synthesized';
import { renderTable } from '../table';

interface Flags extends StackSelection {
  readonly tenant: string;
  readonly object: string;
  readonly all?: true;
  readonly json?: true;
}

/** `who-can ACTION --tenant T`: everyone whom the synthesized stacks let do something with a tenant's data. */
export function addWhoCanCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('who-can')
    .description("who can do something with a tenant's data, as the synthesized stacks have it, and by which statement")
    .argument('<action>', 'such as s3:GetObject, s3:PutBucketPolicy or kms:Decrypt')
    .requiredOption('--tenant <id>', 'whose data')
    .option('--stacks <folder>', 'what cdktf synth wrote', 'cdktf.out')
    .option('--environment <name>', 'only the stacks of this environment')
    .option('--object <key>', 'the object that is asked about', 'object')
    .option('--all', 'list those who are denied, too')
    .option('--json', 'print the answers as JSON')
    .action(async (action: string, flags: Flags) => {
      const asked = askableAction(action);
      const stacks = await readStackWorld(io.folder, flags);
      const answers = await answer(asked, stacks, findTenants(stacks, flags), flags.object);
      if (stacks.diagnostics.length > 0) io.err(`${renderDiagnostics(stacks.diagnostics, {}, io.errColumns)}\n`);
      io.out(
        flags.json === true
          ? renderJson(asked.action, flags.tenant, answers)
          : answers.map((one) => renderAnswer(one, flags.all === true, io.outColumns)).join('\n'),
      );
      const doubts = answers.some(({ principals }) => principals.some(({ verdict }) => verdict === 'unknown'));
      if (doubts || stacks.diagnostics.length > 0) setExitCode(1);
    });
}

interface TenantAnswer {
  readonly stack: string;
  readonly question: string;
  readonly resource: string;
  readonly principals: readonly PrincipalAnswer[];
}

/** A tenant id may stand in the stacks of several environments: each is asked about. */
function findTenants({ tenants }: StackWorld, { tenant }: Flags): readonly StackTenant[] {
  const found = tenants.filter(({ id }) => id === tenant);
  if (found.length > 0) return found;
  const ids = [...new Set(tenants.map(({ id }) => id))];
  const meant = nearMiss(tenant, ids);
  const known = ids.length === 0 ? 'the stacks vend no tenant' : `the stacks vend ${ids.slice(0, 10).join(', ')}`;
  throw new DiagnosticError(
    diagnostic('TB7004', {
      path: '--tenant',
      message: `no stack vends a tenant "${tenant}"`,
      fix: meant === undefined ? known : `did you mean ${meant}?`,
    }),
  );
}

async function answer(
  { action, of }: AskableAction,
  { world }: StackWorld,
  tenants: readonly StackTenant[],
  object: string,
): Promise<readonly TenantAnswer[]> {
  const { compile, whoCan } = await import('../../evaluation/index.js');
  const compiled = compile(world);
  return tenants.map(({ id, stack, bucket, keyArn }) => {
    const partition = world.buckets.get(bucket)?.partition ?? 'aws';
    const resources = {
      object: objectArn(partition, bucket, object),
      bucket: bucketArn(partition, bucket),
      key: keyArn.known ? keyArn.value : `the key of ${id}, of which ${keyArn.why}`,
    };
    const resource = resources[of];
    const question = `${action} on ${resource} (tenant ${id}, stack ${stack})`;
    return { stack, question, resource, principals: whoCan(compiled, action, resource) };
  });
}

function renderJson(action: string, tenant: string, answers: readonly TenantAnswer[]): string {
  const parts = answers.map(({ stack, resource, principals }) => ({ stack, resource, principals }));
  return `${JSON.stringify({ schemaVersion: 1, action, tenant, answers: parts })}\n`;
}

const order = ['allow', 'unknown', 'deny'];

/** Those who are let in, and those of whom it cannot be told; the others only when asked for. */
function renderAnswer({ question, principals }: TenantAnswer, all: boolean, columns: number | undefined): string {
  const shown = order.flatMap((verdict) =>
    all || verdict !== 'deny' ? principals.filter((one) => one.verdict === verdict) : [],
  );
  const rows = shown.map((one) => [plain(one.principal), one.verdict, plain(decidingReason(one.verdict, one.reasons))]);
  const hidden = principals.length - shown.length;
  const table = renderTable([['principal', 'verdict', 'deciding statement'], ...rows]);
  const found = shown.length === 0 ? '' : fits(table, columns) ? table : renderList(rows, columns);
  return `${fit(plain(question), 0, columns)}\n\n${found}${hiddenLine(hidden, shown.length)}`;
}

function hiddenLine(hidden: number, shown: number): string {
  if (hidden === 0) return '';
  const count = String(hidden);
  const who =
    shown === 0 ? `nobody is let in: all ${count} are` : hidden === 1 ? 'one other is' : `${count} others are`;
  return `${who} denied; --all lists them\n`;
}

function fits(table: string, columns = Infinity): boolean {
  return table.split('\n').every((line) => line.length <= columns);
}

/** For a terminal that the table is too wide for: the verdict and who it is about, and the statements under it. */
function renderList(rows: readonly (readonly string[])[], columns: number | undefined): string {
  return rows
    .map(([principal = '', verdict = '', deciding = '']) =>
      [`${verdict.padEnd(7)}  ${principal}\n`, `         ${fit(deciding, 9, columns)}\n`].join(''),
    )
    .join('');
}
