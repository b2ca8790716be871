import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './caught';
import { processIdentity } from './process-identity';

const pauseMs = 100;

/** How one waits for a lock. */
interface LockWait {
  /** Called once when somebody else holds the lock. */
  readonly onWait: () => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Does work while holding a lock that is a folder: absent or empty means free, else it holds one file named after its
 * owner's process id and start time. A folder that already holds the owner's file is renamed into place, which fails
 * while another is held; an owner that is gone is taken out by the name of its file. So no step can remove the lock of
 * somebody else. `python/folder-lock.mjs` is the same in plain JavaScript, for what runs before the build.
 */
export async function withFolderLock<T>(folder: string, wait: LockWait, work: () => Promise<T>): Promise<T> {
  const start = processIdentity(process.pid)?.start ?? '';
  const owner = `${String(process.pid)}@${start}@${randomUUID()}`;
  for (let waited = false; !take(folder, owner); waited = true) {
    if (!waited) wait.onWait();
    await sleep(pauseMs);
    wait.signal?.throwIfAborted();
  }
  try {
    return await work();
  } finally {
    release(folder, owner);
  }
}

function take(folder: string, owner: string): boolean {
  removeGoneOwners(folder);
  const draft = `${folder}.${owner}`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(join(draft, owner), '', { mode: 0o600 });
  try {
    renameSync(draft, folder);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (meansHeld(error)) return false;
    throw error;
  }
}

function meansHeld(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error) ?? '');
}

function removeGoneOwners(folder: string): void {
  for (const owner of quietly(() => readdirSync(folder)) ?? []) {
    const [pid, start] = owner.split('@');
    if (processIdentity(Number(pid))?.start !== start)
      quietly(() => {
        unlinkSync(join(folder, owner));
      });
  }
}

function release(folder: string, owner: string): void {
  quietly(() => {
    unlinkSync(join(folder, owner));
  });
  quietly(() => {
    rmdirSync(folder);
  });
}

/** For steps that another process may have done before us. */
function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
