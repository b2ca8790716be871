import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeOwnFolder } from './own-folder';
import { processIdentity } from './process-identity';

/** Where work is done for a while. */
interface WorkPlace {
  /** Folder that holds `.tenant-buckets`. */
  readonly root: string;
  /** What its folder is called, before what tells it from others of the same kind. */
  readonly name: string;
}

/** Does work in a folder of its own and removes that at the end, and before it what processes that were killed have left. */
export async function inWorkFolder<T>({ root, name }: WorkPlace, work: (path: string) => Promise<T>): Promise<T> {
  const parent = join(resolve(root), '.tenant-buckets');
  makeOwnFolder(parent);
  removeLeftovers(parent, name);
  const start = processIdentity(process.pid)?.start ?? '';
  const path = mkdtempSync(join(parent, `${name}-${String(process.pid)}@${start}-`));
  try {
    return await work(path);
  } finally {
    remove(path);
  }
}

/** The name of a folder says whose it is; what says nothing of the kind is nobody's to remove. */
function removeLeftovers(parent: string, name: string): void {
  for (const entry of readdirSync(parent)) {
    const [, kind, pid, start] = /^(.*)-(\d+)@(.*)-\w{6}$/.exec(entry) ?? [];
    if (kind === name && processIdentity(Number(pid))?.start !== start) remove(join(parent, entry));
  }
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
