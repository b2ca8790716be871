import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, DiagnosticError, isJsonObject } from '../../core';
import type { CommandIo } from '../io';
import { appCommand, missingPackage } from '../project';

/** A stack as the app synthesized it. */
export interface SynthesizedStack {
  readonly name: string;
  /** Names of the stacks that have to be there first. */
  readonly dependencies: readonly string[];
}

interface SynthOptions {
  /** The project's, the one with `cdktf.json`. */
  readonly folder: string;
  readonly outDir: string;
  /** With commas between names. @default all */
  readonly environment?: string | undefined;
}

/**
 * Runs the app of a project and tells which stacks it wrote, in the order in which they are applied. Its warnings are
 * passed on.
 */
export async function synthesize(io: CommandIo, options: SynthOptions): Promise<readonly SynthesizedStack[]> {
  const { folder, outDir, environment } = options;
  const { runLeashed } = await import('../../terraform/index.js');
  const command = appCommand(folder);
  const { exitCode, stderr } = await runLeashed({
    command: '/bin/sh',
    parameters: ['-c', command],
    workingDirectory: folder,
    environment: {
      ...io.environment,
      CDKTF_OUTDIR: outDir,
      ...(environment !== undefined && { TENANT_BUCKETS_ENVIRONMENT: environment }),
    },
    signal: io.signal,
    force: io.force,
  });
  io.signal.throwIfAborted();
  io.err(stderr);
  if (exitCode !== 0)
    throw new DiagnosticError(failed(command, `ended with ${String(exitCode ?? 'a signal')}`, stderr));
  const stacks = readManifest(outDir);
  if (stacks === undefined) throw new DiagnosticError(failed(command, 'wrote no manifest.json of its stacks', stderr));
  return inOrder(stacks);
}

function failed(command: string, how: string, stderr: string) {
  return diagnostic('TB8065', {
    path: command,
    message: `the app ${how}`,
    fix: missingPackage(stderr) ?? 'cure what it says, or run tenant-buckets validate',
  });
}

/** What cdktf writes beside the folder of the stacks. */
function readManifest(outDir: string): readonly SynthesizedStack[] | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8'));
    const stacks = isJsonObject(manifest) ? manifest['stacks'] : undefined;
    if (!isJsonObject(stacks)) return undefined;
    return Object.entries(stacks).map(([name, stack]) => ({ name, dependencies: dependenciesOf(stack) }));
  } catch {
    return undefined;
  }
}

function dependenciesOf(stack: unknown): readonly string[] {
  const list = isJsonObject(stack) ? stack['dependencies'] : undefined;
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}

/** What others rest on comes first: foundations, then pools, then shards, and whatever else a stack says it needs. */
const kinds = [/-foundation-/, /-pool-/, /-shard-/];

function rank(name: string): number {
  const found = kinds.findIndex((kind) => kind.test(name));
  return found < 0 ? kinds.length : found;
}

function inOrder(stacks: readonly SynthesizedStack[]): readonly SynthesizedStack[] {
  const left = [...stacks].sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
  const done: SynthesizedStack[] = [];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const next = left.findIndex(({ dependencies }) => !dependencies.some((one) => waiting.has(one)));
    done.push(...left.splice(Math.max(0, next), 1));
  }
  return done;
}
