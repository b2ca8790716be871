import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import {
  checkMove,
  diagnostic,
  DiagnosticError,
  finishMove,
  stackName,
  startMove,
  throwErrors,
  type Pins,
  type Placement,
  type TenantMove,
} from '../../core';
import type { FilledEnvironment } from '../../tenants';
import type { CommandIo, SetExitCode } from '../io';
import { note } from '../note';
import { progressOf } from '../progress';
import { environmentOfTenant, loadProject, type LoadedProject } from '../project';
import { refuse } from '../refuse';
import { readInput } from '../standard-input';
import { renderTable } from '../table';

interface MoveFlags {
  readonly to?: number;
  readonly done?: true;
  readonly environment?: string;
  readonly state?: string;
  readonly stacks: string;
}

/** `move TENANT --to SHARD`: hands a tenant from one stack to another, without touching what it has. */
export function addMoveCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('move')
    .description('hand a dedicated tenant to another shard; bucket, key and grants stay as they are')
    .argument('<tenant>', 'its id')
    .option('--to <shard>', 'the number of the shard', shardNumber)
    .option('--done', 'both stacks are deployed: drop the blocks that handed it over')
    .option('--environment <name>', 'needed when it stands in several')
    .option('--state <file>', 'what terraform show -json says of the source; - is standard input')
    .option('--stacks <folder>', 'where the stacks are synthesized, when terraform is to be asked', 'cdktf.out/stacks')
    .action((id: string, flags: MoveFlags) => move(id, flags, io, setExitCode));
}

async function move(id: string, flags: MoveFlags, io: CommandIo, setExitCode: SetExitCode): Promise<void> {
  if ((flags.to === undefined) === (flags.done === undefined)) throw new DiagnosticError(eitherOr());
  const project = await loadProject(io, flags.environment);
  if (refuse(io, setExitCode, project.diagnostics, project.sources)) return;
  const environment = environmentOfTenant(project, id);
  if (flags.to === undefined) await finish(id, project, environment, io);
  else await start(id, flags.to, flags, project, environment, io);
}

async function start(
  id: string,
  to: number,
  flags: MoveFlags,
  project: LoadedProject,
  environment: FilledEnvironment,
  io: CommandIo,
): Promise<void> {
  const { readMovedResources } = await import('../../terraform/index.js');
  const { name, placements, pins } = environment;
  const request = { environment: name, placements, pins, id, to };
  throwErrors(checkMove(request));
  const pin = pins.tenants.find((one) => one.id === id);
  const [source, target] = [pin?.number ?? to, to].map((number) =>
    stackName(name, { kind: 'shard', placement: pin?.placement ?? '', number }),
  );
  const state = await readState(flags, project.folder, source ?? '', io);
  const resources = readMovedResources(state, source ?? '', pin?.constructId ?? id);
  await save(project, environment, startMove(request, resources));
  const flag = aloneFlag(placements, pin?.placement);
  io.out(renderTable(steps(id, (source ?? '') + flag, (target ?? '') + flag, resources.length), io.outColumns));
}

/** Lets cdktf deploy a stack without the foundation that it rests on, which stands already when somebody moves. */
function aloneFlag(placements: readonly Placement[], name: string | undefined): string {
  const rests = placements.some((one) => one.name === name && one.foundation !== undefined);
  return rests ? ' --ignore-missing-stack-dependencies' : '';
}

function steps(id: string, source: string, target: string, count: number): readonly (readonly string[])[] {
  return [
    ['1', 'commit environments/pins'],
    ['2', `cdktf deploy ${target}`, `imports ${String(count)} resources, and destroys nothing`],
    ['3', `cdktf deploy ${source}`, 'forgets them, and destroys nothing'],
    ['4', `tenant-buckets move ${id} --done`, 'then commit environments/pins again'],
  ];
}

async function finish(
  id: string,
  project: LoadedProject,
  environment: FilledEnvironment,
  io: CommandIo,
): Promise<void> {
  const { name, pins } = environment;
  const pending: TenantMove | undefined = pins.moves.find((one) => one.id === id);
  if (pending === undefined) {
    const parts = { path: `${name}/${id}`, message: `tenant ${id} is on no way`, fix: 'start a move with --to SHARD' };
    throw new DiagnosticError(diagnostic('TB5104', parts));
  }
  await save(project, environment, finishMove(pins, id));
  note(io, `${id} lives in shard ${String(pending.to)}; commit environments/pins`);
}

async function save(project: LoadedProject, { name }: FilledEnvironment, pins: Pins): Promise<void> {
  const { filesOf, savePins } = await import('../../tenants/index.js');
  savePins(join(project.folder, filesOf(name).pins), name, pins);
}

async function readState(flags: MoveFlags, folder: string, stack: string, io: CommandIo): Promise<unknown> {
  if (flags.state === undefined) return askTerraform(join(resolve(folder, flags.stacks), stack), stack, io);
  try {
    const value: unknown = JSON.parse(await readInput(flags.state, io));
    return value;
  } catch {
    const fix = 'name a readable file with the output of terraform show -json, or - for standard input';
    throw new DiagnosticError(diagnostic('TB5006', { path: flags.state, message: 'the state cannot be read', fix }));
  }
}

/** The only one who knows the ids of keys and grants. Reads, and changes nothing. */
async function askTerraform(workingDirectory: string, stack: string, io: CommandIo): Promise<unknown> {
  const { configureCli, createTerraform, findTerraform } = await import('../../terraform/index.js');
  if (!existsSync(workingDirectory))
    throw new DiagnosticError(
      diagnostic('TB5106', {
        path: stack,
        message: 'the source stack is not synthesized',
        fix: `run cdktf synth first, or give --state`,
      }),
    );
  const { environment, signal, force } = io;
  const binary = await findTerraform({ environment });
  const { variables } = configureCli({ folder: join(io.folder, '.tenant-buckets', 'terraform'), environment, binary });
  const terraform = createTerraform({
    binary,
    workingDirectory,
    environment: { ...environment, ...variables },
    signal,
    force,
    onProgress: progressOf(io),
  });
  await terraform.init();
  return terraform.show();
}

function shardNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('It is a number from 1.');
  return Number(text);
}

function eitherOr(): ReturnType<typeof diagnostic> {
  return diagnostic('TB5001', {
    path: 'command line',
    message: 'move takes either --to SHARD or --done',
    fix: 'give --to to begin a move, --done to end it',
  });
}
