import type { Command } from 'commander';
import {
  adoptionChanges,
  checkAdoption,
  diagnostic,
  DiagnosticError,
  throwErrors,
  type Adoption,
  type AdoptionAction,
  type AdoptionChange,
  type FoundState,
  type Placement,
  type Tenant,
} from '../../core';
import type { CommandIo, SetExitCode } from '../io';
import { note } from '../note';
import { environmentOfTenant, loadProject } from '../project';
import { refuse } from '../refuse';
import { readInput } from '../standard-input';
import { renderTable } from '../table';

interface AdoptFlags {
  readonly environment?: string;
  readonly from?: string;
  readonly json?: true;
}

/** `adopt TENANT`: reads once what a tenant takes over, and says what the first plan will change. Changes nothing in AWS. */
export function addAdoptCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('adopt')
    .description('read the bucket and key that a tenant takes over, keep what was found, and say what will change')
    .argument('<tenant>', 'its id; its entry says adopt')
    .option('--environment <name>', 'needed when it stands in several')
    .option('--from <file>', 'what adopt has written where the bucket can be read; - is standard input')
    .option('--json', 'print what the first plan will change as JSON')
    .action((id: string, flags: AdoptFlags) => adopt(id, flags, io, setExitCode));
}

async function adopt(id: string, flags: AdoptFlags, io: CommandIo, setExitCode: SetExitCode): Promise<void> {
  const [{ foundFile, saveFound }, { checkLockOut }] = await Promise.all([
    import('../../tenants/index.js'),
    import('../lock-out.js'),
  ]);
  const project = await loadProject(io, flags.environment);
  if (refuse(io, setExitCode, project.diagnostics, project.sources)) return;
  const { name, placements, tenants, tags } = environmentOfTenant(project, id);
  const path = `${name}/${id}`;
  const tenant = tenants.find((one) => one.id === id);
  const placement = placements.find((one) => one.name === tenant?.placement);
  if (tenant?.adopt === undefined || placement === undefined)
    throw nothingToRead(path, `tenant ${id} takes nothing over`, 'write adopt with bucket and keyArn into its entry');
  if (tenant.adopt.found !== undefined)
    throw nothingToRead(path, `what tenant ${id} takes over was read already`, `remove ${foundFile(name, id)} first`);
  throwErrors(checkAdoption(path, placement, tenant).filter((one) => one.code !== 'TB2183'));
  const found = await readWhatStands(tenant.adopt, placement, flags, io);
  const read: Tenant = { ...tenant, adopt: { ...tenant.adopt, found } };
  throwErrors([...checkAdoption(path, placement, read), ...checkLockOut(path, placement, found)]);
  const changes = adoptionChanges(placement, read, tags);
  const file = saveFound(project.folder, name, id, found);
  io.out(
    flags.json === true ? `${JSON.stringify({ schemaVersion: 1, file, changes })}\n` : render(changes, io.outColumns),
  );
  note(
    io,
    `${file} holds what was found; run tenant-buckets pin, commit both, and plan: it will show this and no more`,
  );
}

/** A file is trusted as far as its form goes: whoever wrote it has looked at bucket and key. */
async function readWhatStands(
  { bucketName, keyArn }: Adoption,
  { region, accountId }: Placement,
  flags: AdoptFlags,
  io: CommandIo,
): Promise<FoundState> {
  const { readFound } = await import('../../tenants/index.js');
  if (flags.from !== undefined) return readFound(await readFile(flags.from, io), flags.from);
  const { readFoundBucket, readFoundKey } = await import('../../audit/index.js');
  const { key, diagnostics } = await readFoundKey(keyArn);
  throwErrors(diagnostics);
  const bucket = await readFoundBucket({ bucketName, region, accountId });
  try {
    return readFound(JSON.stringify({ version: 1, bucket, key }), bucketName);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first, ...more] = error.diagnostics;
    throw new DiagnosticError(unknownShape(first), ...more.map(unknownShape));
  }
}

function unknownShape({
  path,
  message,
}: {
  readonly path: string;
  readonly message: string;
}): ReturnType<typeof diagnostic> {
  const fix = 'take it out of the bucket or key, or report this as a defect';
  return diagnostic('TB5144', { path, message: message.replace('what tenant-buckets adopt writes', 'known'), fix });
}

async function readFile(file: string, io: CommandIo): Promise<string> {
  try {
    return await readInput(file, io);
  } catch {
    const fix = 'name a readable file that adopt has written, or - for standard input';
    throw new DiagnosticError(diagnostic('TB5006', { path: file, message: 'the file cannot be read', fix }));
  }
}

const words: { readonly [action in AdoptionAction]: string } = {
  made: 'made',
  changed: 'changed',
  takenOver: 'taken over',
};

function render(changes: readonly AdoptionChange[], columns: number | undefined): string {
  return renderTable(
    changes.map(({ resource, action, what }) => [words[action], resource, what]),
    columns,
  );
}

function nothingToRead(path: string, message: string, fix: string): DiagnosticError {
  return new DiagnosticError(diagnostic('TB5140', { path, message, fix }));
}
