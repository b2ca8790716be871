import { accessSync, constants, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { diagnostic, DiagnosticError, type Diagnostic } from '../core';
import { parseJson, textField } from './json-fields';
import { runLeashed, type Environment } from './leashed-process';
import { compareVersions, parseVersion, type Version } from './version';

/** A terraform, or OpenTofu, that can run our stacks. */
export interface TerraformBinary {
  readonly path: string;
  readonly product: 'terraform' | 'tofu';
  readonly version: string;
  /** As providers are named for it: `linux_amd64`. */
  readonly platform: string;
}

/**
 * `removed` blocks, which take a retired tenant out of the state and destroy nothing, came with 1.7 of both products.
 * https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources
 */
const oldestVersion: Version = [1, 7, 0];

/** Variables that name the program, strongest first; the second one is cdktf's. */
const namingVariables = ['TENANT_BUCKETS_TERRAFORM', 'TERRAFORM_BINARY_NAME'] as const;
const usualNames = ['terraform', 'tofu'] as const;
const cure = 'install Terraform or OpenTofu 1.7 or newer, or name the program in TENANT_BUCKETS_TERRAFORM';

/**
 * Finds the terraform to run: the one that a variable names and no other, else the first on the PATH that is new enough.
 */
export async function findTerraform(options: {
  readonly environment: Environment;
  readonly signal?: AbortSignal;
}): Promise<TerraformBinary> {
  const { environment, signal } = options;
  const candidates = candidatePaths(environment);
  const refusals: Diagnostic[] = [];
  for (const path of candidates) {
    const judged = await judge(path, environment, signal);
    if (!('code' in judged)) return judged;
    refusals.push(judged);
  }
  throw new DiagnosticError(refusals[0] ?? notFound(), ...refusals.slice(1));
}

function candidatePaths(environment: Environment): readonly string[] {
  for (const variable of namingVariables) {
    const name = environment[variable];
    if (!name) continue;
    const path = findProgram(name, environment);
    if (path === undefined) throw new DiagnosticError(namedNotFound(variable, name));
    return [path];
  }
  return usualNames.flatMap((name) => findProgram(name, environment) ?? []);
}

function findProgram(name: string, environment: Environment): string | undefined {
  if (basename(name) !== name) return isProgram(name) ? resolve(name) : undefined;
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function judge(
  path: string,
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<TerraformBinary | Diagnostic> {
  const result = await runLeashed({
    command: path,
    parameters: ['version', '-json'],
    workingDirectory: tmpdir(),
    environment: { ...environment, CHECKPOINT_DISABLE: '1' },
    signal: AbortSignal.any([AbortSignal.timeout(60_000), ...(signal ? [signal] : [])]),
    graceSeconds: 1,
  });
  signal?.throwIfAborted();
  const answer = parseJson(result.stdout);
  const text = textField(answer, 'terraform_version');
  const platform = textField(answer, 'platform');
  const version = parseVersion(text ?? '');
  if (text === undefined || platform === undefined || !version) return strangeAnswer(path, result.stdout);
  if (compareVersions(version, oldestVersion) < 0) return tooOld(path, text);
  return { path, product: basename(path).includes('tofu') ? 'tofu' : 'terraform', version: text, platform };
}

function notFound(): Diagnostic {
  return diagnostic('TB3001', { path: 'PATH', message: 'neither terraform nor tofu is on the PATH', fix: cure });
}

function namedNotFound(variable: string, name: string): Diagnostic {
  return diagnostic('TB3001', {
    path: variable,
    message: `'${name}' is no program that can be run`,
    fix: `correct or unset ${variable}, or install Terraform or OpenTofu 1.7 or newer`,
  });
}

function tooOld(path: string, version: string): Diagnostic {
  const needed = oldestVersion.join('.');
  return diagnostic('TB3002', {
    path,
    message: `version ${version} is older than ${needed}, the first with 'removed' blocks, which retire a tenant without destroying its data`,
    fix: cure,
  });
}

function strangeAnswer(path: string, stdout: string): Diagnostic {
  const got = stdout.trim().slice(0, 80) || 'nothing';
  return diagnostic('TB3003', { path, message: `'version -json' printed no version but ${got}`, fix: cure });
}
