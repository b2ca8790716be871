import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTrial } from './synth/trial';

/**
 * Synthesizes the same dedicated tenants in four programs, each run in a process of its own: plain objects written as
 * JSON, the provider's own classes, the package, and the package with its tenants read from files. What is printed is
 * what the process says of itself, from its start to its end; the middle of several runs. The package is the built one.
 * Run as `npm run bench -- synth [TENANTS…]`.
 */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 100, 1_000, 10_000];
const programs = ['floor', 'raw', 'ours', 'from-files'] as const;

type Program = (typeof programs)[number];

const titles: { readonly [program in Program]: string } = {
  floor: 'floor: plain objects',
  raw: 'raw L1, no validations',
  ours: 'package',
  'from-files': 'package, tenant files',
};

interface Run {
  readonly wall: number;
  readonly user: number;
  readonly megabytes: number;
  readonly resources: ReadonlyMap<string, number>;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function numberAt(value: unknown, key: string): number {
  const found = isRecord(value) ? value[key] : undefined;
  if (typeof found !== 'number') throw new Error(`no number at ${key}`);
  return found;
}

/** How many resources of each type the synthesized stacks hold. */
function countResources(outdir: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of readdirSync(join(outdir, 'stacks'))) {
    const stack: unknown = JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'));
    const types = isRecord(stack) && isRecord(stack['resource']) ? stack['resource'] : {};
    for (const [type, byId] of Object.entries(types))
      counts.set(type, (counts.get(type) ?? 0) + (isRecord(byId) ? Object.keys(byId).length : 0));
  }
  return counts;
}

function run(program: Program, folder: string, input: string): Run {
  const outdir = join(folder, 'out');
  rmSync(outdir, { recursive: true, force: true });
  const start = performance.now();
  const parameters = [join(__dirname, 'synth', `${program}.cjs`), input, outdir];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  const wall = (performance.now() - start) / 1_000;
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}: ${stderr}`);
  const report: unknown = JSON.parse(stdout);
  const resources = countResources(outdir);
  return { wall, user: numberAt(report, 'user'), megabytes: numberAt(report, 'megabytes'), resources };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Small programs are noisy, large ones take minutes. */
function repetitions(size: number): number {
  return size >= 5_000 ? 1 : size >= 500 ? 3 : 7;
}

/** By turns, so that a busy minute of the machine hits all programs alike. */
function measure(size: number): ReadonlyMap<Program, Run> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  try {
    const input = writeTrial(folder, size);
    const runs = new Map<Program, Run[]>(programs.map((program) => [program, []]));
    for (let turn = 0; turn < repetitions(size); turn += 1)
      for (const program of programs) runs.get(program)?.push(run(program, folder, input));
    return new Map(programs.map((program) => [program, middleOf(runs.get(program) ?? [])]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function middleOf(runs: readonly Run[]): Run {
  return {
    wall: middle(runs.map((one) => one.wall)),
    user: middle(runs.map((one) => one.user)),
    megabytes: middle(runs.map((one) => one.megabytes)),
    resources: runs[0]?.resources ?? new Map(),
  };
}

/** A comparison of programs that write different resources says nothing. */
function expectSameResources(runs: ReadonlyMap<Program, Run>): void {
  const texts = [...runs].map(([program, { resources }]) => [program, JSON.stringify([...resources].sort())] as const);
  const [, first] = texts[0] ?? [];
  for (const [program, text] of texts)
    if (text !== first) throw new Error(`floor writes ${String(first)}, ${program} ${text}: mend tools/bench/synth`);
}

function line(program: Program, size: number, one: Run, raw: Run): string {
  const count = [...one.resources.values()].reduce((sum, value) => sum + value, 0);
  const cells = [
    String(size).padStart(7),
    titles[program].padEnd(23),
    `${one.wall.toFixed(2)} s`.padStart(9),
    `${one.user.toFixed(2)} s`.padStart(9),
    (one.user / raw.user).toFixed(2).padStart(12),
    `${((one.user / size) * 1_000).toFixed(2)} ms`.padStart(12),
    `${one.megabytes.toFixed(0)} MB`.padStart(9),
    String(count).padStart(10),
  ];
  return cells.join('  ');
}

console.log('tenants  program                       wall   user CPU   of raw CPU    per tenant    memory   resources');
for (const size of sizes) {
  const runs = measure(size);
  expectSameResources(runs);
  const raw = runs.get('raw');
  if (raw !== undefined) for (const [program, one] of runs) console.log(line(program, size, one, raw));
}
