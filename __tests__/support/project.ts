import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describedProject } from './own-repository';
import { deployment } from './tenancy';

/** A repository of environments in a folder of its own, its app a description that is read at once. */
export interface TrialProject {
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
}

/** An environment `prod` with the placement `main` of shards for two, and `dev` with the same. */
export function trialProject(files: { readonly [path: string]: string } = {}): TrialProject {
  const folder = mkdtempSync(join(tmpdir(), 'tenant-buckets-project-'));
  const placements = [{ ...deployment, shardSize: 2 }];
  describedProject(
    folder,
    ['dev', 'prod'].map((name) => ({ name, placements, tags: {} })),
  );
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of ['dev', 'prod']) mkdirSync(join(folder, 'environments', 'tenants', name), { recursive: true });
  for (const [path, text] of Object.entries(files)) write(path, text);
  return { folder, write, read: (path) => readFileSync(join(folder, path), 'utf8') };
}

/** The text of a tenant file with these tenants, each with a line of its own to change. */
export function tenantFile(...ids: readonly string[]): string {
  return `tenants:\n${ids.map((id) => `  - id: ${id}\n    placement: main\n`).join('')}`;
}
