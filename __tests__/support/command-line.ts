import type { CommandIo } from '../../modules/cli/io';
import { folderOfThisFile } from './folder-of-this-file';
import { run } from '../../modules/cli/run';

/** What a command line printed and how it ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, in an empty folder unless told otherwise. */
export async function runCommandLine(
  parameters: readonly string[],
  change: Partial<CommandIo> = {},
): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await run(parameters, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    errColumns: undefined,
    environment: process.env,
    folder: change.folder ?? folderOfThisFile('cli'),
    signal: new AbortController().signal,
    force: new AbortController().signal,
    ...change,
  });
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}
