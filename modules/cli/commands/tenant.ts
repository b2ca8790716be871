import { join } from 'node:path';
import { Option, type Command } from 'commander';
import {
  diagnostic,
  DiagnosticError,
  nearMiss,
  proposePins,
  stateChanges,
  type Diagnostic,
  type StateChange,
  type Tenant,
} from '../../core';
import type { FilledEnvironment } from '../../tenants';
import type { CommandIo, SetExitCode } from '../io';
import { note } from '../note';
import { environmentOfTenant, loadProject, type LoadedProject } from '../project';
import { refuse } from '../refuse';

interface TenantFlags {
  readonly environment?: string;
}

interface AddFlags extends TenantFlags {
  readonly placement?: string;
  readonly isolation: Tenant['isolation'];
}

/** What each command says of itself, and what to do after it. */
const words: { readonly [verb in StateChange['verb']]: { readonly description: string; readonly next: string } } = {
  suspend: {
    description: 'let nobody in until it is resumed; everything stays',
    next: 'deploy its stack\nwhat S3 has in its bucket-key cache works until it expires',
  },
  resume: { description: 'let its principals in again', next: 'deploy its stack' },
  retire: {
    description: 'take it out of terraform’s hands for good; nothing is destroyed',
    next: 'deploy its stack\nthe plan forgets what the tenant has, and destroys nothing',
  },
};

/** `tenant add|suspend|resume|retire`: edits the files of tenants and leaves every other byte of them as it is. */
export function addTenantCommands(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  const tenant = program.command('tenant').description('add a tenant, or change its state, in its file');
  tenant
    .command('add')
    .description('write a file for a new tenant and pin it')
    .argument('<id>', 'a small letter and 1 to 29 more of a-z, 0-9 and hyphen')
    .option('--placement <name>', 'where it lives; needed when there are several')
    .addOption(
      new Option('--isolation <kind>', 'a bucket or a prefix of its own')
        .choices(['dedicated', 'shared'])
        .default('dedicated'),
    )
    .option('--environment <name>', 'needed when there are several')
    .action((id: string, flags: AddFlags) => add(id, flags, io, setExitCode));
  for (const change of stateChanges)
    tenant
      .command(change.verb)
      .description(words[change.verb].description)
      .argument('<id>', 'which tenant')
      .option('--environment <name>', 'needed when it stands in several')
      .action((id: string, flags: TenantFlags) => changeTenant(id, change, flags, io, setExitCode));
}

async function add(id: string, flags: AddFlags, io: CommandIo, setExitCode: SetExitCode): Promise<void> {
  const { addTenantFile, filesOf } = await import('../../tenants/index.js');
  const project = await loadProject(io, flags.environment);
  if (refuse(io, setExitCode, project.diagnostics, project.sources)) return;
  const { environment, placement } = placeFor(id, project, flags.placement);
  checkNew(environment, id);
  const { tenants } = filesOf(environment.name);
  const entry = { id, placement, isolation: flags.isolation };
  const { file } = addTenantFile(join(project.folder, tenants), tenants, entry);
  io.out(`${file}\n`);
  await pinAgain(project, environment.name, io);
  note(io, 'write its principals into it, and commit it together with environments/pins');
}

/** Where a tenant can live. */
interface Place {
  readonly environment: FilledEnvironment;
  readonly placement: string;
}

/** The only place that what is named leaves. @throws DiagnosticError when it leaves none, or several */
function placeFor(id: string, { environments }: LoadedProject, named: string | undefined): Place {
  const places = environments.flatMap((environment) =>
    environment.placements.map(({ name }): Place => ({ environment, placement: name })),
  );
  const left = places.filter(({ placement }) => named === undefined || placement === named);
  const [only, ...more] = left;
  if (only !== undefined && more.length === 0) return only;
  throw new DiagnosticError(
    only === undefined ? unknownPlacement(named ?? '', places) : severalPlaces(id, named, left),
  );
}

function unknownPlacement(named: string, places: readonly Place[]): Diagnostic {
  const known = [...new Set(places.map(({ placement }) => placement))];
  const meant = nearMiss(named, known);
  return diagnostic('TB2007', {
    path: '--placement',
    message: `placement "${named}" does not exist`,
    fix: meant === undefined ? `name one of ${known.join(', ')}` : `did you mean ${meant}?`,
  });
}

function severalPlaces(id: string, named: string | undefined, places: readonly Place[]): Diagnostic {
  const environments = [...new Set(places.map(({ environment }) => environment.name))];
  return diagnostic('TB5103', {
    path: named === undefined ? id : '--placement',
    message: named === undefined ? 'it can live in several places' : `several environments have a placement ${named}`,
    fix:
      environments.length > 1
        ? `name one with --environment: ${environments.join(', ')}`
        : `name one with --placement: ${places.map(({ placement }) => placement).join(', ')}`,
  });
}

function checkNew({ name, tenants, pins }: FilledEnvironment, id: string): void {
  const path = `${name}/${id}`;
  if (!/^[a-z][a-z0-9-]{1,29}$/.test(id))
    throw new DiagnosticError(
      diagnostic('TB1002', {
        path,
        message: `id is "${id}"`,
        fix: 'give an id of a small letter and 1 to 29 more of a-z, 0-9 and hyphen',
      }),
    );
  const taken = tenants.some((one) => one.id === id) || pins.tenants.some((one) => one.id === id);
  if (!taken) return;
  const fix = 'choose another id';
  throw new DiagnosticError(diagnostic('TB5107', { path, message: `tenant ${id} is there already`, fix }));
}

async function changeTenant(
  id: string,
  change: StateChange,
  flags: TenantFlags,
  io: CommandIo,
  setExitCode: SetExitCode,
): Promise<void> {
  const { changeState, filesOf } = await import('../../tenants/index.js');
  const project = await loadProject(io, flags.environment);
  if (refuse(io, setExitCode, project.diagnostics, project.sources)) return;
  const environment = environmentOfTenant(project, id);
  checkChange(environment, id, change);
  const { tenants } = filesOf(environment.name);
  io.out(`${changeState(join(project.folder, tenants), tenants, id, change.to).file}\n`);
  if (change.to === 'retired') await pinAgain(project, environment.name, io);
  for (const line of `commit it, then ${words[change.verb].next}`.split('\n')) note(io, line);
}

function checkChange({ name, tenants, pins }: FilledEnvironment, id: string, { verb, from, to }: StateChange): void {
  const tenant = tenants.find((one) => one.id === id);
  const moving = to === 'retired' && pins.moves.some((one) => one.id === id);
  if (tenant !== undefined && from.includes(tenant.state) && !moving) return;
  const state = tenant?.state ?? 'in no file';
  throw new DiagnosticError(
    diagnostic('TB5111', {
      path: `${name}/${id}`,
      message: moving ? `tenant ${id} is on its way to another shard` : `tenant ${id} is ${state}`,
      fix: moving
        ? `finish the move with tenant-buckets move ${id} --done`
        : `${verb} a tenant that is ${from.join(' or ')}`,
    }),
  );
}

/** What the files say now decides the pins; they were sound before, and the command changed one thing. */
async function pinAgain(project: LoadedProject, name: string, io: CommandIo): Promise<void> {
  const { filesOf, loadEnvironments, savePins } = await import('../../tenants/index.js');
  const definitions = project.environments.filter((one) => one.name === name);
  const { pins: folder } = filesOf(name);
  for (const { placements, tenants, pins } of loadEnvironments(definitions, project.folder).environments)
    if (savePins(join(project.folder, folder), name, proposePins(placements, tenants, pins)))
      io.out(`${folder}/${name}.yaml\n`);
}
