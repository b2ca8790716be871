import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diagnostic, DiagnosticError, nearMiss, type DeployedPlacement, type Diagnostic } from '../core';
import type { DescribedEnvironment, FilledEnvironment, LoadedEnvironments } from '../tenants';
import type { CommandIo } from './io';

/** A repository of environments: the folder of its `cdktf.json`, and what its app says of itself. */
export interface Project {
  readonly folder: string;
  readonly environments: readonly DescribedEnvironment[];
}

/** A project with the tenants and pins of the environments that a command is about. */
export interface LoadedProject extends LoadedEnvironments<DeployedPlacement> {
  readonly folder: string;
}

/** Loads the environments named, by default all of them. */
export async function loadProject(io: CommandIo, names: string | undefined): Promise<LoadedProject> {
  const { chooseEnvironments, loadEnvironments } = await import('../tenants/index.js');
  const { folder, environments } = await findProject(io);
  return { folder, ...loadEnvironments(chooseEnvironments(environments, names, '--environment'), folder) };
}

/** The one environment in which a tenant stands, or the one that is named. @throws DiagnosticError when it stands in several or in none */
export function environmentOfTenant(project: LoadedProject, id: string): FilledEnvironment<DeployedPlacement> {
  const holding = project.environments.filter(
    ({ tenants, pins }) => tenants.some((one) => one.id === id) || pins.tenants.some((one) => one.id === id),
  );
  const [only, ...more] = holding;
  if (only !== undefined && more.length === 0) return only;
  const meant = nearMiss(
    id,
    project.environments.flatMap(({ tenants }) => tenants.map((one) => one.id)),
  );
  const names = (only === undefined ? project.environments : holding).map((one) => one.name).join(', ');
  throw new DiagnosticError(
    only === undefined
      ? diagnostic('TB5103', {
          path: id,
          message: `tenant ${id} stands in no file of ${names}`,
          fix:
            meant === undefined
              ? 'correct the id, or add the tenant with tenant-buckets tenant add'
              : `did you mean ${meant}?`,
        })
      : diagnostic('TB5103', {
          path: id,
          message: `tenant ${id} stands in several environments`,
          fix: `name one with --environment: ${names}`,
        }),
  );
}

/** Asks the app itself, so that nothing about environments is written down twice. */
async function findProject(io: CommandIo): Promise<Project> {
  const folder = projectFolder(io.folder);
  const [{ runLeashed }, { describeVariable, readDescription }] = await Promise.all([
    import('../terraform/index.js'),
    import('../tenants/index.js'),
  ]);
  const command = appCommand(folder);
  const { exitCode, stdout, stderr } = await runLeashed({
    command: '/bin/sh',
    parameters: ['-c', command],
    workingDirectory: folder,
    environment: { ...io.environment, [describeVariable]: '1' },
    signal: io.signal,
    force: io.force,
  });
  const environments = exitCode === 0 ? readDescription(stdout) : undefined;
  if (environments === undefined) throw new DiagnosticError(silentApp(command, exitCode, stderr));
  return { folder, environments };
}

/** The folder at or above one in which the project has its `cdktf.json`. @throws DiagnosticError when there is none */
export function projectFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdktf.json'))) return folder;
    if (dirname(folder) !== folder) continue;
    throw new DiagnosticError(
      diagnostic('TB5100', {
        path: start,
        message: 'no cdktf.json stands here or in a folder above',
        fix: 'go to the repository of your environments, or make one with tenant-buckets init',
      }),
    );
  }
}

/** What runs the project's app, for a shell. @throws DiagnosticError when the file names none */
export function appCommand(folder: string): string {
  const file = join(folder, 'cdktf.json');
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null && 'app' in value && typeof value.app === 'string')
      return value.app;
  } catch {
    // Unreadable and appless end alike.
  }
  throw new DiagnosticError(
    diagnostic('TB5100', {
      path: file,
      message: 'the file names no app',
      fix: 'write {"app": "node --import tsx main.ts"} into it',
    }),
  );
}

function silentApp(command: string, exitCode: number | undefined, stderr: string): Diagnostic {
  const said = stderr.split('\n').find((line) => /error/i.test(line)) ?? stderr.split('\n')[0] ?? '';
  const end = exitCode === 0 ? 'answered in another way' : `ended with ${String(exitCode ?? 'a signal')}`;
  return diagnostic('TB5101', {
    path: command,
    message: `the app does not say which environments it has: it ${end}${said === '' ? '' : ` (${said.trim()})`}`,
    fix: missingPackage(stderr) ?? 'let main.ts call runApp, and run the app by hand to see what it says',
  });
}

/** What cures an app that ended because a package is not installed; `undefined` when it did not. A file has a path. */
export function missingPackage(stderr: string): string | undefined {
  const name = /Cannot find (?:package|module) '([^./'][^']*)'/.exec(stderr)?.[1];
  return name === undefined ? undefined : `install the packages of the project: ${name} is not there`;
}
