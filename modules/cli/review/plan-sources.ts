import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { diagnostic, DiagnosticError } from '../../core';
import { planJson, readPlans, stackFolder } from '../apply/stack-files';
import { standardInput, type InputIo } from '../standard-input';

/** A plan that can be read, once. */
export interface PlanFile {
  /** The stack's, else how the caller named the file. */
  readonly name: string;
  /** With slashes, from the folder of the command. @default it is standard input */
  readonly file?: string;
  readonly sizeBytes: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** What is to be reviewed. */
export interface PlanSelection {
  readonly files: readonly string[];
  /** The folder of `tenant-buckets plan`. @default none */
  readonly planDir?: string;
}

/** @throws DiagnosticError when there is nothing to review */
export function planFiles(io: InputIo, { files, planDir }: PlanSelection): readonly PlanFile[] {
  if (planDir === undefined && files.length === 0)
    throw new DiagnosticError(
      diagnostic('TB8051', {
        path: 'command line',
        message: 'neither a plan nor a folder of plans is named',
        fix: 'name what terraform show -json prints, - for standard input, or --plan-dir cdktf.out',
      }),
    );
  return [...files.map((file) => namedFile(io, file)), ...(planDir === undefined ? [] : filesIn(io.folder, planDir))];
}

function namedFile(io: InputIo, file: string): PlanFile {
  if (file === '-') return { name: 'standard input', sizeBytes: 0, open: () => standardInput(io) };
  return planFile(io.folder, file, file);
}

function planFile(folder: string, file: string, name: string): PlanFile {
  const path = resolve(folder, file);
  const stat = existsSync(path) ? statSync(path) : undefined;
  if (stat?.isFile() !== true && stat?.isFIFO() !== true)
    return { name, sizeBytes: 0, open: () => unreadable(file, stat?.isDirectory() === true) };
  const shown = relative(folder, path).split(sep).join('/');
  return { name, file: shown, sizeBytes: stat.size, open: () => createReadStream(path, { highWaterMark: pieceBytes }) };
}

/** Fails only when it is opened, so that everything that is wrong with other plans is told with it. */
function unreadable(file: string, isFolder: boolean): never {
  const [message, fix] = isFolder
    ? ['a folder is no plan', `give --plan-dir ${file} for all plans in it`]
    : ['the plan cannot be read', 'name a readable file, or - for standard input'];
  throw new DiagnosticError(diagnostic('TB5006', { path: file, message, fix }));
}

/** Large pieces are fewer to wait for. */
const pieceBytes = 1_000_000;

/** The plans of the last `tenant-buckets plan`, none of which may be missing; without its record, every plan that lies beside a stack. */
function filesIn(folder: string, planDir: string): readonly PlanFile[] {
  const outDir = resolve(folder, planDir);
  const isPlanned = (name: string) => existsSync(join(stackFolder(outDir, name), planJson));
  const record = readPlans(outDir);
  const found = record?.stacks.map(({ name }) => name) ?? foldersIn(join(outDir, 'stacks')).filter(isPlanned);
  if (found.length === 0 && record === undefined)
    throw new DiagnosticError(
      diagnostic('TB8051', {
        path: planDir,
        message: 'no stack in this folder has a plan.json',
        fix: 'run tenant-buckets plan first, or name another folder',
      }),
    );
  return found.map((name) => planFile(folder, join(stackFolder(outDir, name), planJson), name));
}

function foldersIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
