import { execFile, type ExecFileException } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJsonObject, textAt } from '../../support/json';

/** How a program ended. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Python with the AWS CLI and boto3: the emulator's own environment, and beside it what the lock file names. */
export interface PythonTools {
  run(parameters: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ran>;
}

const root = join(__dirname, '../../..');
const lock = join(__dirname, 'requirements.lock');

/** Installs the packages of the lock file once, into an ignored folder that its hash names. */
export async function preparePythonTools(): Promise<PythonTools> {
  const environment = join(root, 'modules', 'emulator', 'python', 'environment.mjs');
  const python = textAt(
    parseJsonObject((await runProgram(process.execPath, [environment, '--root', root], process.env)).stdout),
    'python',
  );
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 12);
  const folder = join(root, '.cache', `proof-${hash}`);
  if (!existsSync(join(folder, 'complete'))) await install(python, folder);
  return { run: (parameters, environment) => runProgram(python, parameters, { ...environment, PYTHONPATH: folder }) };
}

async function install(python: string, folder: string): Promise<void> {
  const building = `${folder}.build-${String(process.pid)}`;
  mkdirSync(building, { recursive: true });
  const flags = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--require-hashes'];
  const made = await runProgram(
    python,
    ['-m', 'pip', 'install', ...flags, '--target', building, '-r', lock],
    process.env,
  );
  if (made.exitCode !== 0) throw new Error(made.stderr);
  writeFileSync(join(building, 'complete'), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
}

/** Runs a program to its end. */
export function runProgram(command: string, parameters: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((done) => {
    execFile(command, parameters, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      done({ exitCode: exitCodeOf(error), stdout, stderr });
    });
  });
}

function exitCodeOf(error: ExecFileException | null): number {
  if (!error) return 0;
  return typeof error.code === 'number' ? error.code : 1;
}
