import { join } from 'node:path';
import { diagnostic, DiagnosticError, type ProgressListener } from '../core';
import { commandFailure } from './failure';
import type { TerraformBinary } from './find-terraform';
import { runLeashed, type Environment, type LeashedResult } from './leashed-process';
import { readTextErrors } from './terraform-errors';

/** One run of the cdktf command. */
export interface CdktfOptions {
  /** The command and its parameters: `['deploy', 'localstack', '--auto-approve']`. */
  readonly parameters: readonly string[];
  /** Folder of the project, the one with `cdktf.json`; cdktf is taken from its node_modules. */
  readonly workingDirectory: string;
  /** The terraform that cdktf shall run. @default cdktf's own choice; `synth` needs none */
  readonly binary?: TerraformBinary;
  /** The whole environment, with the variables of `configureCli` in it. */
  readonly environment: Environment;
  /** Interrupts a running command: its terraform finishes what is in flight and saves. @default never interrupted */
  readonly signal?: AbortSignal | undefined;
  /** Ends a running command at once. @default never */
  readonly force?: AbortSignal | undefined;
  /** @default nobody listens */
  readonly onProgress?: ProgressListener | undefined;
}

/** No questions, colours, version checks or telemetry; and our own rules for where providers come from. */
const quietVariables: Environment = {
  CI: '1',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
  CHECKPOINT_DISABLE: '1',
  DISABLE_VERSION_CHECK: '1',
  CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
};

/** Runs cdktf and the terraform it starts on one leash; a failure becomes a DiagnosticError with terraform's errors. */
export async function runCdktf(options: CdktfOptions): Promise<LeashedResult> {
  const { parameters, onProgress = () => undefined, signal, binary } = options;
  const step = `cdktf ${parameters[0] ?? ''}`.trim();
  onProgress({ step, state: 'started' });
  const result = await runLeashed({
    command: process.execPath,
    parameters: [findCdktf(options.workingDirectory), ...parameters],
    workingDirectory: options.workingDirectory,
    environment: {
      ...options.environment,
      ...quietVariables,
      ...(binary && { TERRAFORM_BINARY_NAME: binary.path }),
    },
    signal,
    force: options.force,
    onLine: (line) => {
      if (line.trim() !== '') onProgress({ step, state: 'running', detail: line.trimEnd() });
    },
  });
  onProgress({ step, state: result.exitCode === 0 ? 'done' : 'failed' });
  if (result.exitCode === 0) return result;
  signal?.throwIfAborted();
  throw commandFailure(step, result, readTextErrors(`${result.stdout}\n${result.stderr}`));
}

function findCdktf(folder: string): string {
  try {
    return require.resolve('cdktf-cli/bundle/bin/cdktf.js', { paths: [folder] });
  } catch {
    throw new DiagnosticError(
      diagnostic('TB3021', {
        path: join(folder, 'node_modules'),
        message: 'the package cdktf-cli is not installed',
        fix: 'run `npm ci` in the folder of the project',
      }),
    );
  }
}
