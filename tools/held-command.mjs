import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const leash = fileURLToPath(new URL('../modules/terraform/leash.mjs', import.meta.url));
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** A command that could not do its work, and what to do about it. */
export class CommandError extends Error {
  /**
   * @param {string} message
   * @param {string} cure
   */
  constructor(message, cure) {
    super(message);
    this.cure = cure;
  }
}

/** Somebody ended us while a command ran; the command has ended. */
export class Interruption extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`ended by ${signal}`);
    this.signal = signal;
  }
}

/**
 * Runs a command that cannot outlive us, kill -9 included, and returns its exit code and, if captured, its output. What
 * is not captured goes to standard error.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ folder: string, capture?: boolean, environment?: NodeJS.ProcessEnv, graceMs?: number }} options
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
export async function holdCommand(command, parameters, { folder, capture = false, environment = {}, graceMs = 3000 }) {
  const child = spawn(process.execPath, [leash, String(graceMs), command, ...parameters], {
    cwd: folder,
    detached: true,
    env: { ...process.env, ...environment, TENANT_BUCKETS_LEASH: `tools-${process.pid}-${process.hrtime.bigint()}` },
    stdio: ['pipe', capture ? 'pipe' : 2, 2, 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  /** @type {NodeJS.Signals | undefined} */
  let interruptedBy;
  /** @param {NodeJS.Signals} signal */
  const interrupt = (signal) => {
    child.stdin.write(interruptedBy === undefined ? 'end\n' : 'hurry\n');
    interruptedBy ??= signal;
  };
  for (const name of signals) process.on(name, interrupt);
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const exitCode = await new Promise((done, fail) => child.on('error', fail).on('close', (code) => done(code ?? 1)));
  for (const name of signals) process.off(name, interrupt);
  if (interruptedBy !== undefined) throw new Interruption(interruptedBy);
  return { exitCode, output };
}

/**
 * Ends this process the way its signal would have, so that who started it sees the truth.
 *
 * @param {Interruption} interruption
 */
export function endAs({ signal }) {
  process.kill(process.pid, signal);
}

/** The folder of the project. */
export const projectFolder = join(fileURLToPath(import.meta.url), '..', '..');
