import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseApplied, parsePlans, type AppliedRecord, type PlansRecord } from './plans-record';

/** The files of a plan in the folder of its stack. */
export const planFile = 'plan.tfplan';
export const planJson = 'plan.json';
const stackDocument = 'cdk.tf.json';
const lockFile = '.terraform.lock.hcl';

/** The folder of a stack below the one that was synthesized to. */
export function stackFolder(outDir: string, name: string): string {
  return join(outDir, 'stacks', name);
}

/** What stands in the folder of a stack now; a file that is not there has no digest. */
export interface StackDigests {
  readonly document: string | undefined;
  readonly plan: string | undefined;
  readonly json: string | undefined;
  readonly lockFile: string | undefined;
}

export function stackDigests(folder: string): StackDigests {
  const of = (name: string): string | undefined => fileDigest(join(folder, name));
  return { document: of(stackDocument), plan: of(planFile), json: of(planJson), lockFile: of(lockFile) };
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function fileDigest(file: string): string | undefined {
  return existsSync(file) ? sha256(readFileSync(file)) : undefined;
}

/** The versions that the lock file of a stack chose, by the source of the provider. */
export function lockedProviders(folder: string): { readonly [source: string]: string } {
  const file = join(folder, lockFile);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const blocks = text.matchAll(/^provider "([^"]+)" \{\s*\n\s*version\s*=\s*"([^"]+)"/gm);
  return Object.fromEntries([...blocks].map(([, source = '', version = '']) => [source, version]));
}

export function forgetPlans(outDir: string): void {
  rmSync(plansPath(outDir), { force: true });
}

export function savePlans(outDir: string, record: PlansRecord): void {
  saveWhole(plansPath(outDir), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** `undefined` when nothing was planned, or the record cannot be understood. */
export function readPlans(outDir: string): PlansRecord | undefined {
  const file = plansPath(outDir);
  return existsSync(file) ? parsePlans(readFileSync(file, 'utf8')) : undefined;
}

export function appliedPath(outDir: string): string {
  return join(outDir, 'applied.json');
}

export function readApplied(file: string): AppliedRecord {
  return parseApplied(existsSync(file) ? readFileSync(file, 'utf8') : '');
}

/** Adds one stack to those that are applied. */
export function saveApplied(outDir: string, name: string, digests: AppliedRecord['stacks'][string]): void {
  const file = appliedPath(outDir);
  const stacks = { ...readApplied(file).stacks, [name]: digests };
  const sorted = Object.fromEntries(Object.entries(stacks).sort(([a], [b]) => (a < b ? -1 : 1)));
  saveWhole(file, `${JSON.stringify({ schemaVersion: 1, stacks: sorted }, undefined, 2)}\n`);
}

function plansPath(outDir: string): string {
  return join(outDir, 'plans.json');
}

/** Whole or not at all, and for nobody else: a plan holds what terraform calls sensitive. */
export function saveWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
