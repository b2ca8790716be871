/**
 * Makes the Python environment in which the emulator runs, once; afterwards a no-op that needs no network. Plain Node
 * without packages, because it runs before `npm ci` has. As a command: `node environment.mjs --root DIRECTORY` prints
 * `{"python": PATH, "complete": true}`, or `{"error": TEXT, "cure": TEXT}` with exit code 4; with
 * `--check` it makes nothing and names the Python that it has or would use.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdFolderLock } from './folder-lock.mjs';

/** @typedef {(line: string) => void} Log */

const lockFile = join(dirname(fileURLToPath(import.meta.url)), 'requirements.lock');
const wanted = '3.11';
const pythonCure =
  `install Python ${wanted} with its venv module (apt-get install python3.11-venv, brew install python@3.11, pyenv ` +
  `install 3.11) or set TENANT_BUCKETS_PYTHON to its path; with a Docker engine no Python is needed`;

/** An error whose cure is told apart from what went wrong. */
class PythonEnvironmentError extends Error {
  /**
   * @param {string} message
   * @param {string} cure
   */
  constructor(message, cure) {
    super(message);
    this.name = 'PythonEnvironmentError';
    this.cure = cure;
  }
}

/**
 * Where the environment of this lock file lives below a root, and whether it is complete; looks, never makes.
 *
 * @param {{ root: string }} options
 * @returns {{ folder: string, python: string, complete: boolean }}
 */
export function locatePythonEnvironment({ root }) {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex').slice(0, 12);
  const folder = join(resolve(root), '.cache', `python-${hash}`);
  const python = join(folder, 'bin', 'python');
  return { folder, python, complete: existsSync(python) && readStamp(folder) === stamp() };
}

/**
 * Makes the environment unless it is complete, and returns the path of its Python. Two at once wait for each other.
 *
 * @param {{ root: string, log: Log, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>}
 */
async function ensurePythonEnvironment({ root, log, env = process.env }) {
  const { folder, python, complete } = locatePythonEnvironment({ root });
  if (complete) return python;
  mkdirSync(dirname(folder), { recursive: true });
  const release = await holdFolderLock(`${folder}.lock`, () =>
    log('waiting for another process that makes the Python environment'),
  );
  try {
    if (!locatePythonEnvironment({ root }).complete) await install(folder, findPython(env), log);
  } finally {
    release();
  }
  return python;
}

/**
 * The first Python of the right version: the one that is named, else the usual names on the path.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
function findPython(env = process.env) {
  const named = env['TENANT_BUCKETS_PYTHON'];
  const found = (named ? [named] : ['python3.11', 'python3', 'python']).map((command) => ({
    command,
    version: pythonVersion(command, env),
  }));
  const fitting = found.find(({ version }) => version === wanted);
  if (fitting) return fitting.command;
  const seen = found.map(({ command, version }) => `${command}: ${version ?? 'not found'}`).join(', ');
  throw new PythonEnvironmentError(`the emulator needs Python ${wanted}, found ${seen}`, pythonCure);
}

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
function pythonVersion(command, env) {
  const program = 'import sys; print("%d.%d" % sys.version_info[:2])';
  const { status, stdout } = spawnSync(command, ['-c', program], { env, encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.trim() : undefined;
}

/** What a complete environment depends on besides the lock file, which names its folder. */
function stamp() {
  return JSON.stringify({ python: wanted, platform: process.platform, arch: process.arch });
}

/** @param {string} folder */
function readStamp(folder) {
  const file = join(folder, 'complete.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * Builds beside the final folder and renames at the end: neither an interrupted installation nor one whose parent was
 * killed and that still writes can leave half an environment. Only `bin/python` is used, which survives the renaming.
 *
 * @param {string} folder
 * @param {string} base
 * @param {Log} log
 */
async function install(folder, base, log) {
  removeUnfinished(folder);
  const building = `${folder}.build-${randomUUID().slice(0, 8)}`;
  const python = join(building, 'bin', 'python');
  log(`installing the emulator's Python packages into ${folder} (once, about 230 MB)`);
  await run(base, ['-m', 'venv', building], pythonCure);
  const flags = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--require-hashes'];
  const cure = 'this needs the network once: check the connection, proxy and pip settings, then run it again';
  await run(python, ['-m', 'pip', 'install', ...flags, '-r', lockFile], cure);
  await buildServiceCatalogue(building, python);
  writeFileSync(join(building, 'complete.json'), stamp());
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
  log('the Python environment is complete');
}

/** @param {string} folder */
function removeUnfinished(folder) {
  const unfinished = readdirSync(dirname(folder)).filter((name) => name.startsWith(`${basename(folder)}.build-`));
  for (const name of unfinished) rmSync(join(dirname(folder), name), { recursive: true, force: true });
}

/**
 * Built once here, else at the first request of every instance (5 s and 300 MB); `launch.py` points LocalStack to it.
 *
 * @param {string} building
 * @param {string} python
 */
async function buildServiceCatalogue(building, python) {
  mkdirSync(join(building, 'usr', 'lib', 'localstack'), { recursive: true });
  const settings = { FILESYSTEM_ROOT: building, OVERRIDE_IN_DOCKER: '0', DISABLE_EVENTS: '1', CONFIG_DIR: building };
  await run(python, ['-m', 'localstack.aws.spec'], 'run it again', settings);
}

/**
 * Runs a child whose output goes to standard error, and that is ended when this process is.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cure
 * @param {Record<string, string>} [settings]
 * @returns {Promise<void>}
 */
function run(command, args, cure, settings = {}) {
  const { PYTHONHOME, PYTHONPATH, ...inherited } = process.env;
  const child = spawn(command, [...args], { stdio: ['ignore', 2, 2], env: { ...inherited, ...settings } });
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    child.kill('SIGKILL');
    for (const name of signals) process.off(name, pass);
    process.kill(process.pid, signal);
  };
  for (const name of signals) process.on(name, pass);
  return new Promise((done, fail) => {
    child.once('error', (error) =>
      fail(new PythonEnvironmentError(`${command} did not start: ${error.message}`, cure)),
    );
    child.once('close', (code) => {
      for (const name of signals) process.off(name, pass);
      const what = `${command} ${args.slice(0, 3).join(' ')} ended with exit code ${code}`;
      if (code === 0) done();
      else fail(new PythonEnvironmentError(what, cure));
    });
  });
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ python: string, complete: boolean }>}
 */
async function main(args) {
  const at = args.indexOf('--root');
  const root = at < 0 ? undefined : args[at + 1];
  if (root === undefined) throw new PythonEnvironmentError('--root is missing', 'name the folder that holds .cache');
  const { python, complete } = locatePythonEnvironment({ root });
  if (args.includes('--check')) return { python: complete ? python : findPython(), complete };
  return {
    python: await ensurePythonEnvironment({ root, log: (line) => process.stderr.write(`${line}\n`) }),
    complete: true,
  };
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const answer = await main(process.argv.slice(2)).catch((error) => {
    process.exitCode = 4;
    const cure = error instanceof PythonEnvironmentError ? error.cure : 'run it again; the message says what failed';
    return { error: error.message, cure };
  });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
