import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..');
const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];

/** How a command ended, with all that it printed. */
export interface CommandEnd {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs a program to its end, whatever that is. */
export async function runProgram(program: string, parameters: readonly string[], folder: string): Promise<CommandEnd> {
  const child = promisify(execFile)(program, [...parameters], { cwd: folder, maxBuffer: 50_000_000 });
  const outputs: Buffer[] = [];
  for (const stream of [child.child.stdout, child.child.stderr])
    stream?.on('data', (chunk: string) => outputs.push(Buffer.from(chunk)));
  await child.catch(() => undefined);
  return { exitCode: child.child.exitCode ?? 1, output: String(Buffer.concat(outputs)) };
}

async function demand(program: string, parameters: readonly string[], folder: string): Promise<string> {
  const { exitCode, output } = await runProgram(program, parameters, folder);
  if (exitCode !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${String(exitCode)}: ${output}`);
  return output;
}

/** The tools that this repository itself is checked with. */
export function ownTool(name: string): string {
  return join(root, 'node_modules', '.bin', name);
}

/** The package as it would be published. */
export async function packPackage(folder: string): Promise<string> {
  await demand('npm', ['pack', '--pack-destination', folder], root);
  return join(folder, 'tenant-buckets-0.1.0.tgz');
}

/**
 * A project as somebody has it who runs the packed `init`, then installs that very package and the given peers beside
 * it. The tools of its own development are those of this repository: they are not what is tried.
 */
export async function makeProject(folder: string, tarball: string, peers: readonly string[]): Promise<string> {
  const command = join(folder, 'command');
  const project = join(folder, 'project');
  await demand('npm', ['install', '--prefix', command, '--omit=peer', ...quiet, tarball], folder);
  await demand(join(command, 'node_modules', '.bin', 'tenant-buckets'), ['init', project, '--name', 'corp'], folder);
  await demand('npm', ['pkg', 'delete', 'devDependencies', '--prefix', project], project);
  await demand('npm', ['install', '--prefix', project, ...quiet, tarball, ...peers], project);
  for (const name of ['tsx', '@types'])
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  return project;
}

/** Every file that Node has loaded once the package's own entry is open. */
export async function loadedBy(project: string): Promise<readonly string[]> {
  const script = "require('tenant-buckets'); console.log(Object.keys(require.cache).join('\\n'))";
  return (await demand(process.execPath, ['--eval', script], project)).trimEnd().split('\n');
}

/** Synthesizes environments, given as JSON, with the installed package and its peers. */
export async function synthesizeThere(project: string, environments: unknown, outdir: string): Promise<void> {
  const input = join(project, 'environments.json');
  writeFileSync(input, JSON.stringify(environments));
  const script = `require('tenant-buckets').synthesizeEnvironments(require(${JSON.stringify(input)}), { outdir: ${JSON.stringify(outdir)} })`;
  await demand(process.execPath, ['--eval', script], project);
}
