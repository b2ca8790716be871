import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

export interface AppRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The bytes of `cdk.tf.json` by the name of its stack. */
  readonly stacks: { readonly [name: string]: string };
}

export interface AppRunOptions {
  /** Where `main.ts` and `environments` stand. @default this repository */
  readonly folder?: string;
  /** A folder that does not exist yet, for what is synthesized. */
  readonly outdir: string;
  readonly environment?: { readonly [name: string]: string };
  /** @default that of this process */
  readonly umask?: string;
}

/** Runs `main.ts` as the cdktf command does: in a process of its own. */
export function runApp({ folder = root, outdir, environment = {}, umask }: AppRunOptions): Promise<AppRun> {
  const first = umask === undefined ? '' : `umask ${umask}; `;
  const child = spawn('/bin/sh', ['-c', `${first}exec "$0" --import tsx main.ts`, process.execPath], {
    cwd: folder,
    env: { PATH: process.env['PATH'], CDKTF_OUTDIR: outdir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) =>
      resolve({
        exitCode,
        stdout: String(Buffer.concat(stdout)),
        stderr: String(Buffer.concat(stderr)),
        stacks: readStacks(outdir),
      }),
    );
  });
}

/** A repository of somebody's own: our `main.ts` and environments to be changed, our modules as they are. */
export function copyApp(folder: string): void {
  for (const name of ['main.ts', 'environments', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ['modules', 'node_modules']) symlinkSync(join(root, name), join(folder, name));
}

function readStacks(outdir: string): { readonly [name: string]: string } {
  const stacks = join(outdir, 'stacks');
  const names = attempt(() => readdirSync(stacks)) ?? [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8')]));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
