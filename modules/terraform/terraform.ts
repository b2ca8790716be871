import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from './failure';
import { field, parseJson } from './json-fields';
import { readTerraformJson, runTerraform, type TerraformOptions } from './run-terraform';
import { readTextErrors, readValidation } from './terraform-errors';
import { uiErrors, uiSummary, type ChangeSummary } from './ui-stream';

/** What a plan would do. */
export interface PlanResult {
  readonly changed: boolean;
  readonly changes: ChangeSummary;
}

/** One output of a stack. */
export interface OutputValue {
  readonly value: unknown;
  readonly sensitive: boolean;
}

/**
 * The commands of one stack. A command that fails throws a DiagnosticError; one that fails because it was interrupted
 * throws the reason of the signal.
 */
export interface Terraform {
  init(): Promise<void>;
  /** Throws every error of the configuration at once. */
  validate(): Promise<void>;
  plan(options?: { readonly out?: string; readonly destroy?: boolean }): Promise<PlanResult>;
  /** Applies a saved plan; without one, whatever a plan made now would do. */
  apply(options?: { readonly planFile?: string }): Promise<ChangeSummary>;
  destroy(): Promise<ChangeSummary>;
  /** The JSON form of a saved plan; without one, of the state. */
  show(options?: { readonly planFile?: string }): Promise<unknown>;
  output(): Promise<Readonly<Record<string, OutputValue>>>;
}

/** How patiently an apply waits for AWS to see its own changes. */
export interface Patience {
  /** Pauses between repeated applies, in seconds; a saved plan is never repeated. @default two: 5 and 15 seconds */
  readonly pausesSeconds?: readonly number[];
}

/** Prepares terraform for one stack; nothing runs yet. */
export function createTerraform(options: TerraformOptions & Patience): Terraform {
  return {
    init: async () => {
      await runTerraform(options, {
        name: 'init',
        parameters: ['-no-color', '-input=false'],
        readErrors: readTextErrors,
      });
    },
    validate: async () => {
      const readErrors = (stdout: string) => readValidation(parseJson(stdout));
      await runTerraform(options, { name: 'validate', parameters: ['-no-color', '-json'], readErrors, quiet: true });
    },
    plan: (planOptions = {}) => plan(options, planOptions),
    apply: ({ planFile } = {}) =>
      planFile === undefined ? applyPatiently(options, []) : applyOnce(options, [planFile]),
    destroy: () => applyPatiently(options, ['-destroy']),
    show: ({ planFile } = {}) => readTerraformJson(options, 'show', planFile === undefined ? [] : [planFile]),
    output: async () => readOutputs(await readTerraformJson(options, 'output', [])),
  };
}

async function plan(
  options: TerraformOptions,
  { out, destroy }: { readonly out?: string; readonly destroy?: boolean },
): Promise<PlanResult> {
  const chosen = [...(out === undefined ? [] : [`-out=${out}`]), ...(destroy === true ? ['-destroy'] : [])];
  const result = await runTerraform(options, {
    name: 'plan',
    parameters: ['-json', '-input=false', '-detailed-exitcode', ...chosen],
    readErrors: uiErrors,
    accepted: [0, 2],
  });
  return { changed: result.exitCode === 2, changes: uiSummary(result.stdout) };
}

async function applyOnce(options: TerraformOptions, chosen: readonly string[]): Promise<ChangeSummary> {
  const parameters = ['-json', '-input=false', '-auto-approve', ...chosen];
  const result = await runTerraform(options, { name: 'apply', parameters, readErrors: uiErrors });
  return uiSummary(result.stdout);
}

/** Repeats an apply whose every error says that AWS does not see its own changes yet. */
async function applyPatiently(options: TerraformOptions & Patience, chosen: readonly string[]): Promise<ChangeSummary> {
  for (const seconds of options.pausesSeconds ?? [5, 15]) {
    try {
      return await applyOnce(options, chosen);
    } catch (error) {
      if (!isTransient(error)) throw error;
      await pause(seconds, options.signal);
    }
  }
  return applyOnce(options, chosen);
}

async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(seconds * 1000, undefined, signal && { signal }).catch(() => undefined);
  signal?.throwIfAborted();
}

function readOutputs(document: unknown): Readonly<Record<string, OutputValue>> {
  if (typeof document !== 'object' || document === null) return {};
  const read = (output: unknown): OutputValue => ({
    value: field(output, 'value'),
    sensitive: field(output, 'sensitive') === true,
  });
  return Object.fromEntries(Object.entries(document).map(([name, output]) => [name, read(output)]));
}
