import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LaunchCommand } from './launcher';
import { runCommand } from './run-command';

/** How the process of LocalStack ended. */
export interface UpstreamEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** Why it could not even be started. @default it was started */
  readonly notStarted?: string;
}

/** The process of LocalStack, from its start to its end. */
export interface Upstream {
  /** Process id; undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Settles when the process is gone, for whatever reason; never rejects. */
  readonly ended: Promise<UpstreamEnd>;
  /** Asks it to end by closing its standard input, and kills it when it does not. Settles when it is gone. */
  stop(): Promise<void>;
}

/** Longer than the launchers need to end hard by themselves. */
const patienceMs = 10_000;

/**
 * Starts LocalStack in a session of its own, so that Ctrl-C reaches only us and we decide what ends when. Its standard
 * input is the lifeline: the operating system closes it when this process dies in any way.
 */
export function startUpstream(launch: LaunchCommand, logFile: string): Upstream {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(launch.command, [...launch.args], {
    env: launch.env,
    stdio: ['pipe', log, log],
    detached: true,
  });
  closeSync(log);
  child.stdin?.on('error', () => undefined);
  const ended = endOf(child);
  return {
    pid: child.pid,
    ended,
    stop: async () => {
      child.stdin?.end();
      await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })]);
      child.kill('SIGKILL');
      await ended;
      if (launch.sweep) await runCommand(launch.sweep.command, launch.sweep.args, { timeoutMs: patienceMs });
    },
  };
}

function endOf(child: ChildProcess): Promise<UpstreamEnd> {
  return new Promise((done) => {
    child.once('error', (error) => {
      if (child.pid === undefined) done({ exitCode: undefined, signal: undefined, notStarted: error.message });
    });
    child.once('exit', (code, signal) => {
      done({ exitCode: code ?? undefined, signal: signal ?? undefined });
    });
  });
}
