import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommandLine } from './command-line';
import { describedProject } from './own-repository';
import { folderOfThisFile } from './folder-of-this-file';
import { deployment } from './tenancy';

/** A repository of environments in a folder of its own, its app a description that is read at once. */
export interface TrialProject {
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
}

/** An environment `prod` with the placement `main` of shards for two, and `dev` with the same in names of its own. */
export function trialProject(files: { readonly [path: string]: string } = {}): TrialProject {
  const folder = folderOfThisFile('project');
  describedProject(
    folder,
    [
      { name: 'dev', namePrefix: 'corp-dev' },
      { name: 'prod', namePrefix: 'corp' },
    ].map(({ name, namePrefix }) => ({ name, placements: [{ ...deployment, namePrefix, shardSize: 2 }], tags: {} })),
  );
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of ['dev', 'prod']) mkdirSync(join(folder, 'environments', 'tenants', name), { recursive: true });
  for (const [path, text] of Object.entries(files)) write(path, text);
  return { folder, write, read: (path) => readFileSync(join(folder, path), 'utf8') };
}

/** Makes projects with these files, all pinned; the app is asked once, and each project gets a copy of the pins. */
export function pinnedProjects(files: { readonly [path: string]: string }): () => Promise<TrialProject> {
  let pinned: Promise<{ readonly [path: string]: string }> | undefined;
  const pin = async () => {
    const { folder, read } = trialProject(files);
    await runCommandLine(['pin'], { folder });
    const pins = readdirSync(join(folder, 'environments', 'pins')).map((name) => `environments/pins/${name}`);
    return Object.fromEntries(pins.map((path) => [path, read(path)]));
  };
  return async () => trialProject({ ...files, ...(await (pinned ??= pin())) });
}

/** The text of a tenant file with these tenants, each with a line of its own to change. */
export function tenantFile(...ids: readonly string[]): string {
  return `tenants:\n${ids.map((id) => `  - id: ${id}\n    placement: main\n`).join('')}`;
}
