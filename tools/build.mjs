/**
 * Compiles the package and its command into dist, with the files that run beside the compiled ones. Built beside dist
 * and renamed, so that a command at work never meets half a build.
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildDoors } from './build-doors.mjs';
import { assetFiles } from './build-files.mjs';
import { endAs, holdCommand, Interruption, projectFolder as root } from './held-command.mjs';

const building = join(root, '.cache', `dist-${process.pid}`);
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

try {
  mkdirSync(building, { recursive: true });
  const parameters = [compiler, '-p', 'tsconfig.build.json', '--outDir', building];
  const { exitCode } = await holdCommand(process.execPath, parameters, { folder: root });
  if (exitCode !== 0) process.exitCode = exitCode;
  else {
    await buildDoors(join(root, 'modules'), join(building, 'modules'));
    replace();
  }
} catch (error) {
  if (error instanceof Interruption) endAs(error);
  else throw error;
} finally {
  rmSync(building, { recursive: true, force: true });
}

function replace() {
  for (const file of assetFiles(root)) cpSync(join(root, file), join(building, file), { recursive: true });
  const dist = join(root, 'dist');
  const old = `${building}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(building, dist);
  rmSync(old, { recursive: true, force: true });
}
