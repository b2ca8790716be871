import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variants, writeLargePlan, type Extent } from './review/large-plan';

/**
 * Reviews large plans with the built command, each run a process of its own, beside the floor of reading the same file:
 * `JSON.parse` and one loop. What is printed is the middle of several runs. `whole` plans are as terraform writes them,
 * several times as large. Run as `npm run bench -- review [TENANTS] [changes|whole]`.
 */
const tenants = Number(process.argv[2] ?? '500');
const extent: Extent = process.argv[3] === 'whole' ? 'whole' : 'changes';
const command = join(__dirname, '../../dist/modules/cli/main.js');
const probe = join(__dirname, 'review/probe.cjs');

const floor = `
const plan = JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'));
let changed = 0;
for (const { change } of plan.resource_changes) if (change.actions[0] !== 'no-op') changed += 1;
console.log(changed);`;

interface Run {
  readonly wall: number;
  readonly user: number;
  readonly megabytes: number;
}

interface Program {
  readonly title: string;
  readonly parameters: (file: string) => readonly string[];
}

const review = (file: string) => [command, 'review', file, '--no-cost', '--quiet', '--fail-on', 'none'];
const programs: readonly Program[] = [
  { title: 'floor: JSON.parse, one loop', parameters: (file) => ['-e', floor, file] },
  { title: 'review --no-access', parameters: (file) => [...review(file), '--no-access'] },
  { title: 'review', parameters: review },
];

function isRun(value: unknown): value is Omit<Run, 'wall'> {
  return typeof value === 'object' && value !== null && 'user' in value && 'megabytes' in value;
}

/** The process tells at its end, on a channel of its own, what it took. */
function run({ parameters }: Program, file: string): Run {
  const start = performance.now();
  const { status, output } = spawnSync(process.execPath, ['--require', probe, ...parameters(file)], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const wall = (performance.now() - start) / 1_000;
  if (status !== 0) throw new Error(`the process ended with ${String(status)}`);
  const told: unknown = JSON.parse(output[3] ?? '');
  if (!isRun(told)) throw new Error('the process did not tell what it took');
  return { ...told, wall };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function middleOf(runs: readonly Run[]): Run {
  const of = (value: (one: Run) => number) => middle(runs.map(value));
  return { wall: of((one) => one.wall), user: of((one) => one.user), megabytes: of((one) => one.megabytes) };
}

/** By turns, so that a busy minute of the machine hits all programs alike. */
function measure(file: string): ReadonlyMap<Program, Run> {
  const runs = new Map<Program, Run[]>(programs.map((program) => [program, []]));
  for (let turn = 0; turn < 5; turn += 1) for (const program of programs) runs.get(program)?.push(run(program, file));
  return new Map(programs.map((program) => [program, middleOf(runs.get(program) ?? [])]));
}

function line({ title }: Program, one: Run, least: Run): string {
  return [
    `  ${title.padEnd(28)}`,
    `${one.wall.toFixed(2)} s`.padStart(9),
    `${one.user.toFixed(2)} s`.padStart(9),
    `${(one.user / least.user).toFixed(1)} x`.padStart(9),
    `${one.megabytes.toFixed(0)} MB`.padStart(9),
  ].join('  ');
}

console.log('budget on an idle machine: 0.4 s without access, 10 s with, floor 0.125 s');
console.log(`${' '.repeat(30)}       wall   user CPU   of floor    memory`);
const folder = mkdtempSync(join(tmpdir(), 'bench-review-'));
try {
  for (const variant of variants) {
    const file = join(folder, 'plan.json');
    const resources = writeLargePlan(file, variant, tenants, extent);
    const size = (statSync(file).size / 1e6).toFixed(1);
    console.log(`${variant}: ${String(tenants)} tenants, ${String(resources)} resources, ${size} MB`);
    const runs = measure(file);
    const least = [...runs.values()][0];
    if (least !== undefined) for (const [program, one] of runs) console.log(line(program, one, least));
  }
} finally {
  rmSync(folder, { recursive: true });
}
