import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DiagnosticError } from '../core';
import { chooseLauncher } from './choose-launcher';
import { freePort, loopback } from './free-port';
import type { Gateway } from '../gateway';
import { gatewayBefore } from './gateway-before';
import { waitUntilHealthy } from './health';
import { localstackVersion, type PreparedLauncher } from './launcher';
import { resolveOptions, type EmulatorOptions, type ResolvedOptions } from './options';
import { makeTemporaryFolder } from './own-folder';
import { rootCredentials, type EmulatorRecord } from './record';
import { answeredNothing, endedEarly, logTail, saysPortTaken, wrongVersion } from './start-failure';
import { startUpstream, type Upstream, type UpstreamEnd } from './upstream';

/** A running emulator: LocalStack and the gateway before it. It ends when it is disposed, and with the process that started it, however that dies. */
export interface RunningEmulator extends AsyncDisposable {
  readonly record: EmulatorRecord;
  /** Settles when the emulator is gone, for whatever reason; never rejects. */
  readonly ended: Promise<UpstreamEnd>;
  /** Ends it and removes its temporary folder and log. May be called twice. */
  stop(): Promise<void>;
}

/** Where an instance keeps its things. */
interface InstancePlace {
  readonly instanceId: string;
  /** For whatever the instance writes; removed at its end. */
  readonly directory: string;
  readonly logFile: string;
  /** Whether the log goes with the instance. */
  readonly removeLog: boolean;
}

/**
 * Starts an emulator inside this process: `await using emulator = await startEmulator()`. It listens on 127.0.0.1 only,
 * keeps its files in a temporary folder and shares nothing with other instances.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const resolved = resolveOptions(options);
  const instanceId = randomUUID();
  const directory = makeTemporaryFolder();
  return startAt({ instanceId, directory, logFile: `${directory}.log`, removeLog: true }, resolved);
}

/** Starts an emulator whose folder, log and instance id are given. */
export async function startAt(place: InstancePlace, options: ResolvedOptions): Promise<RunningEmulator> {
  try {
    const launcher = await chooseLauncher(options);
    options.onProgress({ step: 'emulator', state: 'started', detail: launcher.name });
    const report = (detail: string) => {
      options.onProgress({ step: 'emulator', state: 'running', detail });
    };
    const prepared = await launcher.prepare(report, options.signal);
    const running = await attempt(place, options, prepared, launcher.name, 3);
    options.onProgress({ step: 'emulator', state: 'done', detail: running.record.endpoint });
    return running;
  } catch (error) {
    options.onProgress({ step: 'emulator', state: 'failed' });
    rmSync(place.directory, { recursive: true, force: true });
    if (place.removeLog && !names(error, place.logFile)) rmSync(place.logFile, { force: true });
    throw error;
  }
}

/** A log stays for its reader when the error sends one there. */
function names(error: unknown, path: string): boolean {
  return error instanceof DiagnosticError && error.diagnostics.some((one) => one.path === path);
}

async function attempt(
  place: InstancePlace,
  options: ResolvedOptions,
  prepared: PreparedLauncher,
  launcher: string,
  attemptsLeft: number,
): Promise<RunningEmulator> {
  const port = await freePort(0);
  options.signal?.throwIfAborted();
  const { instanceId, directory, logFile } = place;
  const gateway = await gatewayBefore(endpointAt(port), options, logFile);
  const upstream = startUpstream(prepared({ port, directory, instanceId }), logFile);
  const failure = await awaitHealth(upstream, port, options, logFile, launcher);
  if (failure === undefined) return runningEmulator({ upstream, gateway }, options, place);
  await Promise.all([gateway.close(), upstream.stop()]);
  options.signal?.throwIfAborted();
  if (attemptsLeft > 1 && saysPortTaken(logTail(logFile))) {
    return attempt(place, options, prepared, launcher, attemptsLeft - 1);
  }
  throw failure;
}

/** What speaks against handing this instance out; undefined when nothing does. */
async function awaitHealth(
  upstream: Upstream,
  port: number,
  options: ResolvedOptions,
  logFile: string,
  launcher: string,
): Promise<Error | undefined> {
  const waiting = new AbortController();
  const { accountId, region, startTimeoutSeconds: seconds } = options;
  const signals = options.signal ? [options.signal, waiting.signal] : [waiting.signal];
  const outcome = await Promise.race([
    waitUntilHealthy({
      endpoint: endpointAt(port),
      accountId,
      region,
      timeoutMs: seconds * 1000,
      signal: AbortSignal.any(signals),
    }),
    upstream.ended.then((end) => ({ kind: 'ended', end }) as const),
  ]);
  waiting.abort();
  if (outcome.kind === 'ended') return endedEarly(outcome.end, logFile);
  if (outcome.kind === 'silent') return answeredNothing(outcome, seconds, logFile);
  return outcome.version === localstackVersion ? undefined : wrongVersion(outcome.version, launcher);
}

/** The two parts of an emulator. */
interface Parts {
  readonly upstream: Upstream;
  readonly gateway: Gateway;
}

function runningEmulator(
  { upstream, gateway }: Parts,
  options: ResolvedOptions,
  place: InstancePlace,
): RunningEmulator {
  const stopAll = async () => {
    await Promise.all([gateway.close(), upstream.stop()]);
    rmSync(place.directory, { recursive: true, force: true });
    if (place.removeLog) rmSync(place.logFile, { force: true });
  };
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll());
  const record: EmulatorRecord = {
    schemaVersion: 1,
    endpoint: gateway.endpoint,
    region: options.region,
    ...rootCredentials(options.accountId),
    accountId: options.accountId,
    pid: process.pid,
    upstreamPid: upstream.pid ?? process.pid,
    logFile: place.logFile,
    startedAt: new Date().toISOString(),
  };
  return { record, ended: upstream.ended, stop, [Symbol.asyncDispose]: stop };
}

function endpointAt(port: number): string {
  return `http://${loopback}:${String(port)}`;
}
