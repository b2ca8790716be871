import { diagnostic, DiagnosticError } from '../core';
import { localstackSettings, localstackVersion, type Launcher, type LaunchRequest } from './launcher';
import { runCommand } from './run-command';

const image = `localstack/localstack:${localstackVersion}`;

/**
 * Ends the container when the client that is attached to it goes away in any way: its standard input closes then. The
 * shell becomes LocalStack's own entry point, so that the container also ends when LocalStack does. It asks repeatedly,
 * because process 1 gets no signal before it has a handler.
 */
const entry =
  'exec 3<&0; (cat <&3 >/dev/null; while kill -TERM 1; do sleep 2; done) & exec docker-entrypoint.sh </dev/null';

/**
 * Runs LocalStack's image in a container that is published on 127.0.0.1 only, carries the instance id as a label and is
 * removed at the end. Tested against a stand-in for the command line of the engine, not yet against an engine.
 *
 * @see https://docs.docker.com/reference/cli/docker/container/run/
 */
export function dockerLauncher(docker: string): Launcher {
  return {
    name: 'docker',
    prepare: async (report, signal) => {
      if ((await engineVersion(docker)) === undefined) throw cannotRun(docker, 'no container engine answers');
      await pullUnlessThere(docker, report, signal);
      return (request) => ({
        command: docker,
        args: runArguments(request),
        env: process.env,
        sweep: { command: docker, args: ['rm', '--force', containerName(request)] },
      });
    },
  };
}

/** Version of the engine that answers behind the command; undefined when only the command is there, or not even that. */
export async function engineVersion(docker: string): Promise<string | undefined> {
  const { exitCode, stdout } = await runCommand(docker, ['version', '--format', '{{.Server.Version}}'], {
    timeoutMs: 10_000,
  });
  const version = stdout.trim();
  return exitCode === 0 && version !== '' ? version : undefined;
}

async function pullUnlessThere(
  docker: string,
  report: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { exitCode } = await runCommand(docker, ['image', 'inspect', image], { signal });
  if (exitCode === 0) return;
  report(`pulling ${image}`);
  const pull = await runCommand(docker, ['pull', '--quiet', image], { signal, onLine: report });
  signal?.throwIfAborted();
  if (pull.exitCode !== 0) throw cannotRun(docker, `${image} cannot be pulled: ${pull.stderr.trim()}`);
}

function cannotRun(docker: string, message: string): DiagnosticError {
  return new DiagnosticError(
    diagnostic('TB4005', { path: docker, message, fix: 'start the container engine or use the python launcher' }),
  );
}

function runArguments(request: LaunchRequest): readonly string[] {
  const settings = { ...localstackSettings, GATEWAY_LISTEN: '0.0.0.0:4566', DNS_ADDRESS: '0' };
  return [
    ...['run', '--rm', '--interactive', '--name', containerName(request)],
    ...['--label', `tenant-buckets.instance=${request.instanceId}`],
    ...['--publish', `127.0.0.1:${String(request.port)}:4566`],
    ...Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...['--entrypoint', '/bin/sh', image, '-c', entry],
  ];
}

function containerName({ instanceId }: LaunchRequest): string {
  return `tenant-buckets-${instanceId}`;
}
