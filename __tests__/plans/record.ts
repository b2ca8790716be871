import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseNames } from '../support/plans/bases';
import type { PlanCase } from '../support/plans/plan-case';
import { pathOf, planCases } from '../support/plans/plan-cases';
import { PlanRecorder, type AppliedBase } from '../support/plans/recorder';

/**
 * Records the plans of the cases whose path contains one of the arguments, by default of all: `npm run plans:record`.
 * Each base is applied once; what is recorded stands beside this file. One case that fails does not stop the others.
 */
async function record(wanted: readonly string[]): Promise<void> {
  await using recorder = await PlanRecorder.start();
  const cases = planCases.filter((one) => wanted.length === 0 || wanted.some((part) => pathOf(one).includes(part)));
  for (const name of baseNames) {
    const ofBase = cases.filter((one) => one.base === name);
    if (ofBase.length === 0) continue;
    const base = await recorder.apply(name);
    say(`${name} is applied`);
    for (const one of ofBase) await recordOne(base, one);
  }
}

async function recordOne(base: AppliedBase, one: PlanCase): Promise<void> {
  const path = join(__dirname, pathOf(one));
  try {
    const { plan, stack } = await base.plan(one);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.plan.json`, `${plan}\n`);
    writeFileSync(`${path}.tf.json`, `${stack}\n`);
    say(`${pathOf(one)}: ${String(plan.length)} characters`);
  } catch (error) {
    process.exitCode = 1;
    say(`${pathOf(one)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

void record(process.argv.slice(2));
