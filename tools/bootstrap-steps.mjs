import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holdFolderLock } from '../modules/emulator/python/folder-lock.mjs';
import { locatePythonEnvironment } from '../modules/emulator/python/environment.mjs';
import { sourceFiles } from './build-files.mjs';
import { CommandError, endAs, holdCommand, Interruption, projectFolder as root } from './held-command.mjs';

/**
 * One thing that has to be there. Its stamp is taken away before the work and written after it, so an interrupted step
 * is done again.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {() => boolean} isDone
 * @property {() => Promise<void>} run
 */

/** npm writes this last of all. */
const installedRecord = join(root, 'node_modules', '.package-lock.json');

/** @type {readonly Step[]} */
const steps = [
  { name: 'packages', isDone: packagesAreThere, run: stamped('packages', packagesKey, installPackages) },
  { name: 'Python environment', isDone: () => locatePythonEnvironment({ root }).complete, run: makePythonEnvironment },
  { name: 'build', isDone: buildIsThere, run: stamped('build', buildKey, build) },
];

/** Does what is missing and nothing else; ends with exit code 4 and the cure when it cannot. */
export async function bootstrap() {
  try {
    if (steps.every(({ isDone }) => isDone())) return;
    mkdirSync(join(root, '.cache'), { recursive: true });
    const release = await holdFolderLock(join(root, '.cache', 'bootstrap.lock'), () =>
      say('another bootstrap is at work in this folder, waiting for it'),
    );
    try {
      await doWhatIsMissing();
    } finally {
      release();
    }
  } catch (error) {
    if (error instanceof Interruption) endAs(error);
    else explain(error);
  }
}

async function doWhatIsMissing() {
  for (const { name, isDone, run } of steps) {
    if (isDone()) continue;
    say(`${name} …`);
    await run();
  }
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`bootstrap: ${line}\n`);
}

/** @param {Error & { cure?: string }} error */
function explain(error) {
  say(`failed: ${error.message}`);
  say(`cure: ${error.cure ?? `see that ${root} is writable and its disk not full, then run the same command again`}`);
  process.exitCode = 4;
}

/**
 * @param {string} name
 * @param {() => string} key
 * @param {(earlier: string | undefined) => Promise<void>} work told what the stamp said before
 */
function stamped(name, key, work) {
  return async () => {
    const earlier = readStamp(name);
    rmSync(stampFile(name), { force: true });
    await work(earlier);
    mkdirSync(dirname(stampFile(name)), { recursive: true });
    writeFileSync(stampFile(name), key());
  };
}

/** @param {string} name */
function stampFile(name) {
  return join(root, '.cache', 'bootstrap', name);
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function readStamp(name) {
  return existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : undefined;
}

/** @param {readonly string[]} files below the project's folder */
function keyOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return JSON.stringify({
    hash: hash.digest('hex'),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  });
}

function packagesKey() {
  return keyOf(['package.json', 'package-lock.json']);
}

function packagesAreThere() {
  return existsSync(installedRecord) && readStamp('packages') === packagesKey();
}

/** @param {string | undefined} earlier */
async function installPackages(earlier) {
  if (earlier === undefined && areInstalledAsLocked()) return;
  rmSync(installedRecord, { force: true });
  const parameters = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const { exitCode } = await holdCommand('npm', parameters, { folder: root });
  if (exitCode === 0) return;
  if (exitCode === 127) {
    throw new CommandError('npm was not found', 'install npm, which comes with Node.js, or put it on the PATH');
  }
  throw new CommandError(
    `npm ci ended with exit code ${exitCode}`,
    'its own message is above: check network, proxy and registry (`npm ping`) and the disk, then run the same command again',
  );
}

/** Packages that were installed by hand are not installed again, if they are the locked ones and all there. */
function areInstalledAsLocked() {
  if (!existsSync(installedRecord)) return false;
  const { '': _project, ...locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedRecord, 'utf8')).packages;
  return Object.entries(locked).every(([place, { version, integrity, optional }]) => {
    const there = installed[place];
    if (there === undefined) return optional === true;
    const same = there.version === version && there.integrity === integrity;
    return same && existsSync(join(root, place, 'package.json'));
  });
}

async function makePythonEnvironment() {
  const program = join(root, 'modules', 'emulator', 'python', 'environment.mjs');
  const { exitCode, output } = await holdCommand(process.execPath, [program, '--root', root], {
    folder: root,
    capture: true,
  });
  if (exitCode === 0) return;
  if (await dockerAnswers()) return say('no Python environment, but a Docker engine answers: the emulator will use it');
  throw pythonError(exitCode, output);
}

/**
 * @param {number} exitCode
 * @param {string} output
 */
function pythonError(exitCode, output) {
  try {
    const { error, cure } = JSON.parse(output);
    return new CommandError(error, cure);
  } catch {
    return new CommandError(`the Python environment ended with exit code ${exitCode}`, 'run the same command again');
  }
}

async function dockerAnswers() {
  const options = { folder: root, capture: true };
  const { exitCode } = await holdCommand('docker', ['version', '--format', '{{.Server.Version}}'], options);
  return exitCode === 0;
}

function buildKey() {
  const configuration = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
  return keyOf(['tools/build.mjs', 'tools/build-doors.mjs', ...configuration, ...sourceFiles(root)]);
}

function buildIsThere() {
  return existsSync(join(root, 'dist')) && readStamp('build') === buildKey();
}

async function build() {
  const { exitCode } = await holdCommand(process.execPath, [join(root, 'tools', 'build.mjs')], { folder: root });
  if (exitCode === 0) return;
  throw new CommandError(
    `the build ended with exit code ${exitCode}`,
    'its own message is above; `npm run build` repeats it',
  );
}
