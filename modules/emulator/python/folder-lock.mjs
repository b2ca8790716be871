import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Holds a lock that is a folder: absent or empty means free, else it holds one file named after its owner's process id
 * and start time. A folder that already holds the owner's file is renamed into place, which fails while another is
 * held; an owner that is gone is taken out by the name of its file. So no step can remove the lock of somebody else.
 *
 * @param {string} folder
 * @param {() => void} onWait called once when somebody else holds the lock
 * @returns {Promise<() => void>} what releases the lock
 */
export async function holdFolderLock(folder, onWait) {
  const owner = `${process.pid}@${processStart(process.pid)}@${randomUUID()}`;
  for (let waited = false; !take(folder, owner); waited = true) {
    if (!waited) onWait();
    await sleep(200);
  }
  return () => release(folder, owner);
}

/**
 * @param {string} folder
 * @param {string} owner
 */
function take(folder, owner) {
  removeGoneOwners(folder);
  const draft = `${folder}.${owner}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, owner), '');
  try {
    renameSync(draft, folder);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) return false;
    throw error;
  }
}

/** @param {string} folder */
function removeGoneOwners(folder) {
  for (const owner of quietly(() => readdirSync(folder)) ?? []) {
    const [pid, start] = owner.split('@');
    if (processStart(Number(pid)) !== start) quietly(() => unlinkSync(join(folder, owner)));
  }
}

/**
 * @param {string} folder
 * @param {string} owner
 */
function release(folder, owner) {
  quietly(() => unlinkSync(join(folder, owner)));
  quietly(() => rmdirSync(folder));
}

/**
 * Tells a process from a later one with the same id; undefined when there is none.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
function processStart(pid) {
  if (process.platform === 'linux') {
    const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  }
  const options = { encoding: /** @type {const} */ ('utf8'), env: { ...process.env, LC_ALL: 'C' } };
  return quietly(() =>
    execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options)
      .trim()
      .replace(/\W+/g, '-'),
  );
}

/**
 * @template T
 * @param {() => T} attempt
 * @returns {T | undefined}
 */
function quietly(attempt) {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
