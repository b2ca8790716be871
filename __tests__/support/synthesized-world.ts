import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeEnvironments, type Environment } from '../../modules/constructs';
import { stackWorld, type NamedStack, type StackWorld } from '../../modules/plan';
import { parseJson } from './json';

/** Synthesizes environments with the app function of the package and reads every stack that it wrote. */
export function synthesizedStacks(...environments: readonly Environment[]): readonly NamedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'synthesized-world-'));
  try {
    synthesizeEnvironments(environments, { outdir });
    return readdirSync(join(outdir, 'stacks')).map((name) => ({
      name,
      document: parseJson(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')),
    }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The world of what the constructs synthesize. */
export function synthesizedWorld(...environments: readonly Environment[]): StackWorld {
  return stackWorld(synthesizedStacks(...environments));
}
