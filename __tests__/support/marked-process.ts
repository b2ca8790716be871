import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a process ended, and all that it said. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process whose descendants can be told from all others: each inherits a temporary folder that only they have. */
export interface MarkedProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Settles when the process has said this on standard error; rejects when it ends before. */
  readonly says: (text: string) => Promise<void>;
  /** Process ids of this process and its descendants that are still there. */
  readonly alive: () => readonly number[];
  readonly cleanUp: () => void;
}

export interface Marking {
  readonly parameters: readonly string[];
  readonly folder: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Starts node with these parameters. */
export function startMarked({ parameters, folder, environment = {} }: Marking): MarkedProcess {
  const mark = mkdtempSync(join(tmpdir(), 'tenant-buckets-mark-'));
  const child = spawn(process.execPath, parameters, {
    cwd: folder,
    env: { ...process.env, TMPDIR: mark, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((done) => {
    child.once('close', (exitCode, signal) => {
      done({ exitCode, signal, stdout, stderr });
    });
  });
  return {
    child,
    ended,
    says: async (text) => {
      while (!stderr.includes(text)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`ended before "${text}":\n${stderr}`);
        await sleep(50);
      }
    },
    alive: () => processesNaming(mark),
    cleanUp: () => {
      rmSync(mark, { recursive: true, force: true });
    },
  };
}

/** Waits until nothing of a process is left, at most this long; what is left then is the answer. */
export async function leftAfter(marked: MarkedProcess, withinMs: number): Promise<readonly number[]> {
  const deadline = performance.now() + withinMs;
  while (marked.alive().length > 0 && performance.now() < deadline) await sleep(100);
  return marked.alive();
}

function processesNaming(mark: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => ['environ', 'cmdline'].some((file) => read(`/proc/${pid}/${file}`).includes(mark)))
    .map(Number);
}

/** A process may be gone between the look and the read. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
