import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diagnostic, DiagnosticError, throwErrors } from '../core';
import type { NamedStack, StackWorld } from '../plan';

/** Where synthesized stacks are looked for. */
export interface StackSelection {
  /** The folder that `cdktf synth` writes to. */
  readonly stacks: string;
  /** Only the stacks of this environment. @default all stacks */
  readonly environment?: string;
}

/**
 * Reads the synthesized stacks of a folder into a world.
 * @throws DiagnosticError when there are none, or one cannot be read
 */
export async function readStackWorld(folder: string, selection: StackSelection): Promise<StackWorld> {
  const { stackWorld } = await import('../plan/index.js');
  const names = stackNames(join(resolve(folder, selection.stacks), 'stacks'), selection.environment);
  if (names.length === 0) throw new DiagnosticError(noStacks(selection));
  const read = stackWorld(names.map((name) => readStack(folder, selection.stacks, name)));
  throwErrors(read.diagnostics);
  return read;
}

/** Stacks are named ENVIRONMENT-KIND-…, sorted so that answers have one order. */
function stackNames(folder: string, environment: string | undefined): readonly string[] {
  const all = attempt(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  const names = all.filter((one) => one.isDirectory()).map(({ name }) => name);
  const chosen = names.filter((name) => environment === undefined || name.startsWith(`${environment}-`));
  return chosen.sort();
}

function readStack(folder: string, stacks: string, name: string): NamedStack {
  const file = join(stacks, 'stacks', name, 'cdk.tf.json');
  const text = attempt(() => readFileSync(resolve(folder, file), 'utf8'));
  if (text === undefined) throw unreadable(file, 'the file cannot be read');
  try {
    return { name, document: JSON.parse(text) };
  } catch {
    throw unreadable(file, 'the file is not JSON');
  }
}

function noStacks({ stacks, environment }: StackSelection) {
  const whose = environment === undefined ? '' : ` of environment ${environment}`;
  return diagnostic('TB7003', {
    path: join(stacks, 'stacks'),
    message: `there are no synthesized stacks${whose}`,
    fix: 'run cdktf synth first, or name its folder with --stacks',
  });
}

function unreadable(path: string, message: string): DiagnosticError {
  return new DiagnosticError(
    diagnostic('TB7001', { path, message, fix: 'synthesize the stacks anew with cdktf synth' }),
  );
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
