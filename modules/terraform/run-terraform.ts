import { diagnostic, DiagnosticError, type ProgressListener } from '../core';
import { commandFailure } from './failure';
import type { TerraformBinary } from './find-terraform';
import { parseJson } from './json-fields';
import { runLeashed, type Environment, type LeashedResult } from './leashed-process';
import { readTextErrors, type TerraformError } from './terraform-errors';
import { uiSentence } from './ui-stream';

/** Where and how terraform runs. */
export interface TerraformOptions {
  readonly binary: TerraformBinary;
  /** Folder of the stack, the one with `cdk.tf.json`. */
  readonly workingDirectory: string;
  /** The whole environment, with the variables of `configureCli` in it. */
  readonly environment: Environment;
  /** Interrupts a running command: terraform finishes what is in flight and saves its state. @default never interrupted */
  readonly signal?: AbortSignal | undefined;
  /** Ends a running command at once. @default never */
  readonly force?: AbortSignal | undefined;
  /** Hears the steps and terraform's own sentences. @default nobody listens */
  readonly onProgress?: ProgressListener | undefined;
}

/** One command of terraform and how its answer is read. */
export interface TerraformCommand {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Finds the errors in what a failed command wrote to its standard output. */
  readonly readErrors: (stdout: string) => readonly TerraformError[];
  /** Exit codes that mean success. @default 0 alone */
  readonly accepted?: readonly number[];
  /** Its standard output is data, no line of it is told. @default its lines are sentences */
  readonly quiet?: boolean;
}

/** Runs one command to its end; a failure becomes a DiagnosticError with every error told. */
export async function runTerraform(options: TerraformOptions, command: TerraformCommand): Promise<LeashedResult> {
  const { binary, onProgress = () => undefined, signal } = options;
  const step = `${binary.product} ${command.name}`;
  onProgress({ step, state: 'started' });
  const result = await runLeashed({
    command: binary.path,
    parameters: [command.name, ...command.parameters],
    workingDirectory: options.workingDirectory,
    environment: options.environment,
    signal,
    force: options.force,
    onLine: (line, stream) => {
      const sentence = command.quiet === true && stream === 'stdout' ? '' : uiSentence(line).trim();
      if (sentence !== '') onProgress({ step, state: 'running', detail: sentence });
    },
  });
  if (result.exitCode !== undefined && (command.accepted ?? [0]).includes(result.exitCode)) {
    onProgress({ step, state: 'done' });
    return result;
  }
  onProgress({ step, state: 'failed' });
  signal?.throwIfAborted();
  const told = command.readErrors(result.stdout);
  throw commandFailure(step, result, told.length > 0 ? told : readTextErrors(result.stderr));
}

/** Runs a command whose standard output is one JSON document. */
export async function readTerraformJson(
  options: TerraformOptions,
  name: string,
  parameters: readonly string[],
): Promise<unknown> {
  const command = { name, parameters: ['-no-color', '-json', ...parameters], readErrors: () => [], quiet: true };
  const result = await runTerraform(options, command);
  const document = parseJson(result.stdout);
  if (document !== undefined) return document;
  throw new DiagnosticError(
    diagnostic('TB3003', {
      path: `${options.binary.product} ${name}`,
      message: `the answer is no JSON document (${String(result.stdout.length)} characters)`,
      fix: 'run the command by hand in the folder of the stack and cure what it says',
    }),
  );
}
