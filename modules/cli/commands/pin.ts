import { join } from 'node:path';
import type { Command } from 'commander';
import { checkEnvironments, proposePins, type Pins, type TenantPin } from '../../core';
import type { CommandIo, SetExitCode } from '../io';
import { note } from '../note';
import { loadProject } from '../project';
import { refuse } from '../refuse';
import { renderTable } from '../table';

interface PinFlags {
  readonly environment?: string;
  readonly check?: true;
}

/** `pin`: decides once where each new tenant lives, and writes it down. Exit code 1 when `--check` finds something to pin. */
export function addPinCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('pin')
    .description('decide where new tenants live, and write it to environments/pins')
    .option('--environment <names>', 'with commas between them; all when left out')
    .option('--check', 'write nothing; exit code 1 when something is not pinned')
    .action((flags: PinFlags) => pin(flags, io, setExitCode));
}

async function pin(flags: PinFlags, io: CommandIo, setExitCode: SetExitCode): Promise<void> {
  const { filesOf, savePins } = await import('../../tenants/index.js');
  const project = await loadProject(io, flags.environment);
  if (refuse(io, setExitCode, project.diagnostics, project.sources)) return;
  const proposed = project.environments.map((environment) => ({
    environment,
    pins: proposePins(environment.placements, environment.tenants, environment.pins),
  }));
  const wrong = checkEnvironments(proposed.map(({ environment, pins }) => ({ ...environment, pins })));
  if (refuse(io, setExitCode, project.locate(wrong), project.sources)) return;
  const news = proposed.flatMap(({ environment, pins }) => newsOf(environment.name, environment.pins, pins));
  io.out(renderTable(news, io.outColumns));
  if (flags.check === true) {
    if (news.length === 0) return;
    setExitCode(1);
    note(io, 'not pinned yet; run tenant-buckets pin');
    return;
  }
  for (const { environment, pins } of proposed)
    savePins(join(project.folder, filesOf(environment.name).pins), environment.name, pins);
  note(io, news.length === 0 ? 'everything is pinned' : 'commit environments/pins together with the tenants');
}

function newsOf(environment: string, before: Pins, after: Pins): readonly (readonly string[])[] {
  const old = new Map(before.tenants.map((one) => [one.id, one]));
  return after.tenants.flatMap((one) => {
    const what = newsOfTenant(old.get(one.id), one);
    return what === undefined ? [] : [[`${environment}/${one.id}`, what]];
  });
}

function newsOfTenant(before: TenantPin | undefined, after: TenantPin): string | undefined {
  if (before === undefined) {
    const place = `${after.isolation === 'dedicated' ? 'shard' : 'pool'} ${String(after.number)} of ${after.placement}`;
    return `${place}, bucket ${after.bucketName}${after.retired ? ', retired' : ''}`;
  }
  if (after.retired && !before.retired) return 'retired';
  if (after.objectLock === true && before.objectLock !== true) return 'Object Lock, for good';
  return before.keyArn === after.keyArn ? undefined : `key ${after.keyArn ?? ''}`;
}
