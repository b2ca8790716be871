import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How a short-lived child ended and what it said. */
interface CommandOutcome {
  /** Exit code; undefined when it did not start, was killed or took too long. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What may be chosen about a run. */
export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Kills the child after so long. @default it may take as long as it needs */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Told each line of standard error. @default nobody is told */
  readonly onLine?: (line: string) => void;
}

/** Runs a child to its end. Never throws: a command that is missing has no exit code. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<CommandOutcome> {
  const { env, onLine } = options;
  return new Promise((done) => {
    const child = spawn(command, [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(env && { env }),
      killSignal: 'SIGKILL',
      signal: AbortSignal.any(endings(options)),
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    createInterface({ input: child.stderr }).on('line', (line) => {
      output.stderr += `${line}\n`;
      onLine?.(line);
    });
    child.once('error', (error) => {
      done({ exitCode: undefined, stdout: output.stdout, stderr: output.stderr || error.message });
    });
    child.once('close', (code) => {
      done({ exitCode: code ?? undefined, ...output });
    });
  });
}

/** A signal and not the `timeout` of spawn, whose timer keeps the process alive when the command is missing. */
function endings({ timeoutMs, signal }: RunOptions): AbortSignal[] {
  return [...(timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)]), ...(signal ? [signal] : [])];
}
