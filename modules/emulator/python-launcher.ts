import { join } from 'node:path';
import { diagnostic, DiagnosticError } from '../core';
import { fieldsOf } from './fields-of';
import { localstackSettings, type Launcher, type PreparedLauncher } from './launcher';
import { runCommand, type RunOptions } from './run-command';

const scripts = join(__dirname, 'python');

/** Runs LocalStack from PyPI in a Python environment of its own below `<root>/.cache`, which it makes when it is missing. */
export function pythonLauncher(root: string): Launcher {
  return {
    name: 'python',
    prepare: async (report, signal): Promise<PreparedLauncher> => {
      const python = await ensureEnvironment(root, report, signal);
      return ({ port, directory }) => ({
        command: python,
        args: [join(scripts, 'launch.py'), '--port', String(port), '--directory', directory],
        // Nothing of the caller's environment but the path: LocalStack reads some 200 variables and `~/.localstack`.
        env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: directory, ...localstackSettings },
      });
    },
  };
}

/** What the environment script says about the Python of a root. */
interface PythonAnswer {
  readonly python?: string;
  readonly error?: string;
  readonly cure?: string;
  readonly complete?: boolean;
}

/** Asks the environment script, which is a program of its own because it must also run before any package is there. */
export async function askEnvironmentScript(args: readonly string[], options: RunOptions): Promise<PythonAnswer> {
  const command = [join(scripts, 'environment.mjs'), ...args];
  const { stdout, stderr } = await runCommand(process.execPath, command, options);
  return parseAnswer(stdout) ?? { error: `the environment script failed: ${stderr.trim()}`, cure: 'run it again' };
}

async function ensureEnvironment(
  root: string,
  report: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<string> {
  const answer = await askEnvironmentScript(['--root', root], { onLine: report, signal });
  signal?.throwIfAborted();
  if (answer.python !== undefined) return answer.python;
  throw new DiagnosticError(
    diagnostic('TB4004', {
      path: 'python',
      message: answer.error ?? 'the environment script gave no answer',
      fix: answer.cure ?? 'run it again',
    }),
  );
}

function parseAnswer(text: string): PythonAnswer | undefined {
  const line = text.trim().split('\n').at(-1);
  if (!line?.startsWith('{')) return undefined;
  const found = fieldsOf(JSON.parse(line));
  const texts = [...found].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { ...Object.fromEntries(texts), complete: found.get('complete') === true };
}
