import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repository = join(__dirname, '..', '..');

/** What the bootstrap is made of; it has to work without any package. */
const copied = [
  'tools/bootstrap.mjs',
  'tools/bootstrap-steps.mjs',
  'tools/build.mjs',
  'tools/build-doors.mjs',
  'tools/build-files.mjs',
  'tools/held-command.mjs',
  'tools/test.mjs',
  'modules/emulator/python',
  'modules/terraform/leash.mjs',
];

/** A compiler that writes one file, and fails when the source says so. */
const compiler = `
  const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
  appendFileSync('calls', 'tsc\\n');
  const out = process.argv[process.argv.indexOf('--outDir') + 1] + '/modules/core';
  mkdirSync(out, { recursive: true });
  const source = readFileSync('modules/core/index.ts', 'utf8');
  writeFileSync(out + '/index.js', source);
  if (source.includes('broken')) process.exit(2);`;

/** A bundler that leaves a room as it is compiled. */
const bundler = `
  exports.build = async ({ outfile }) => {
    require('node:fs').mkdirSync(require('node:path').dirname(outfile), { recursive: true });
  };`;

const installPackages = `
rm -rf node_modules
mkdir -p node_modules/a node_modules/typescript/bin node_modules/esbuild
echo '{}' > node_modules/a/package.json
cp tsc-stand-in node_modules/typescript/bin/tsc
cp esbuild-stand-in node_modules/esbuild/index.js
cp package-lock.json node_modules/.package-lock.json`;

/** Answers as Python 3.11 does, and makes a virtual environment out of itself. */
const python = `
case "$1 $2" in
  '-c '*) echo 3.11;;
  '-m venv') mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; echo venv >> "$PROJECT/calls";;
esac`;

/** How a run of the bootstrap ended. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project that has what the bootstrap looks at, and stand-ins for the programs it calls. */
export class BootstrapProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  /** Where the programs of the system are, behind the stand-ins. */
  systemPath = '/usr/bin:/bin';

  constructor() {
    for (const path of copied) cpSync(join(repository, path), join(this.folder, path), { recursive: true });
    this.write('package.json', '{}');
    this.lock('1.0.0');
    this.write('tsconfig.json', '{}');
    this.write('tsconfig.build.json', '{}');
    this.write('modules/core/index.ts', 'first');
    this.write('tsc-stand-in', compiler);
    this.write('esbuild-stand-in', bundler);
    this.npm(installPackages);
    this.program('python3.11', python);
    for (const name of ['python3', 'python', 'docker']) this.program(name, 'exit 1');
  }

  write(path: string, text: string, mode = 0o644): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text, { mode });
  }

  lock(version: string): void {
    const packages = { '': { name: 'x' }, 'node_modules/a': { version, integrity: 'i' } };
    this.write('package-lock.json', JSON.stringify({ packages }));
  }

  program(name: string, script: string): void {
    this.write(`bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755);
  }

  /** Replaces npm: the script runs in the folder of the project after the call is noted. */
  npm(script: string): void {
    this.program('npm', `echo "npm $1" >> calls\n${script}`);
  }

  npmAsUsual(afterwards = ''): void {
    this.npm(`${installPackages}${afterwards}`);
  }

  start(program = 'bootstrap', ...parameters: readonly string[]): ChildProcess {
    const path = `${join(this.folder, 'bin')}:${this.systemPath}`;
    return spawn(process.execPath, [join(this.folder, 'tools', `${program}.mjs`), ...parameters], {
      env: { PATH: path, PROJECT: this.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  run(program = 'bootstrap', ...parameters: readonly string[]): Promise<Outcome> {
    return outcomeOf(this.start(program, ...parameters));
  }

  /** The calls of npm, of the compiler and for a virtual environment since the last question. */
  calls(): readonly string[] {
    const file = join(this.folder, 'calls');
    const calls = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    rmSync(file, { force: true });
    return calls;
  }

  read(path: string): string | undefined {
    const file = join(this.folder, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** Takes over all that another project has, as what the bootstrap made there. */
  takeOver({ folder }: BootstrapProject): void {
    cpSync(folder, this.folder, { recursive: true });
  }

  remove(path = ''): void {
    rmSync(join(this.folder, path), { recursive: true });
  }
}

/** Waits for the end of a started program. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise((resolve) => {
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, signal, stdout, stderr });
    });
  });
}
