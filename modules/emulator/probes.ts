import { statSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DiagnosticError } from '../core';
import { messageOf } from './caught';
import { engineVersion } from './docker-launcher';
import { freePort, loopback } from './free-port';
import { maskSecrets } from './mask-secrets';
import { makeOwnFolder } from './own-folder';
import { askEnvironmentScript } from './python-launcher';

/** What one look at the machine found. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  /** The one change that cures it. @default there is nothing to cure */
  readonly fix?: string;
}

/** A check without its name. */
export type ProbeResult = Omit<Check, 'name'>;

/** What the probes need to know of the world around them. */
export interface ProbeOptions {
  /** Folder that holds `.cache` and `.tenant-buckets`. */
  readonly root: string;
  readonly dockerCommand: string;
  readonly nodeVersion: string;
  readonly now: Date;
  /** Environment in which Python is looked for. @default that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Looks at Terraform, which is another room's business. */
  readonly terraform: () => Promise<ProbeResult>;
}

/** Looks at everything that the emulator and the apply tests need; cures nothing, and masks secrets. */
export function probe(options: ProbeOptions): Promise<readonly Check[]> {
  const table: Readonly<Record<string, (options: ProbeOptions) => Promise<ProbeResult> | ProbeResult>> = {
    node: probeNode,
    python: probePython,
    docker: probeDocker,
    terraform: ({ terraform }) => terraform(),
    loopback: probeLoopback,
    'state folder': probeStateFolder,
    clock: probeClock,
  };
  return Promise.all(Object.entries(table).map(async ([name, look]) => ({ name, ...(await looked(look, options)) })));
}

async function looked(
  look: (options: ProbeOptions) => Promise<ProbeResult> | ProbeResult,
  options: ProbeOptions,
): Promise<ProbeResult> {
  const { status, detail, fix } = await attempted(look, options);
  return { status, detail: maskSecrets(detail), ...(fix !== undefined && { fix: maskSecrets(fix) }) };
}

async function attempted(
  look: (options: ProbeOptions) => Promise<ProbeResult> | ProbeResult,
  options: ProbeOptions,
): Promise<ProbeResult> {
  try {
    return await look(options);
  } catch (error) {
    if (error instanceof DiagnosticError) {
      const [{ message, fix }] = error.diagnostics;
      return { status: 'failed', detail: message, fix };
    }
    return { status: 'failed', detail: messageOf(error) };
  }
}

const oldestNode = [20, 18, 1];

function probeNode({ nodeVersion }: ProbeOptions): ProbeResult {
  const oldest = oldestNode.join('.');
  if (isAtLeast(nodeVersion, oldestNode)) return { status: 'ok', detail: nodeVersion };
  return { status: 'failed', detail: `${nodeVersion}, needed is ${oldest}`, fix: `install Node ${oldest} or later` };
}

function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  const differing = oldest.findIndex((part, index) => parts[index] !== part);
  return differing < 0 || (parts[differing] ?? 0) > (oldest[differing] ?? 0);
}

async function probePython({ root, env = process.env }: ProbeOptions): Promise<ProbeResult> {
  const { python, complete, error, cure } = await askEnvironmentScript(['--check', '--root', root], { env });
  if (python === undefined) {
    return { status: 'failed', detail: error ?? 'no answer', ...(cure !== undefined && { fix: cure }) };
  }
  if (complete === true) return { status: 'ok', detail: `environment complete: ${python}` };
  const fix = 'it is made at the first start, which needs the network once';
  return { status: 'warning', detail: `Python 3.11 is there (${python}), its environment is not made yet`, fix };
}

async function probeDocker({ dockerCommand }: ProbeOptions): Promise<ProbeResult> {
  const version = await engineVersion(dockerCommand);
  if (version !== undefined) return { status: 'ok', detail: `engine ${version}` };
  const detail = 'no container engine answers, so the emulator runs under Python';
  return { status: 'warning', detail, fix: 'start a container engine if the emulator is to run in one' };
}

async function probeLoopback(): Promise<ProbeResult> {
  const port = await freePort(0);
  return { status: 'ok', detail: `can listen on ${loopback} (tried port ${String(port)})` };
}

function probeStateFolder({ root }: ProbeOptions): ProbeResult {
  return { status: 'ok', detail: `${withScratchFolder(root, dirname)} is writable` };
}

/** Without the network a clock can be compared only with the disk's, which on shared folders is another machine's. */
function probeClock({ root, now }: ProbeOptions): ProbeResult {
  const diskMs = withScratchFolder(root, (path) => statSync(path).mtimeMs);
  const skewSeconds = Math.round(Math.abs(diskMs - now.getTime()) / 1000);
  const detail = `${now.toISOString()}, ${String(skewSeconds)} s from the disk's; not compared with a time server`;
  if (skewSeconds < 240) return { status: 'ok', detail };
  return { status: 'warning', detail, fix: 'set the clock: signatures more than 5 minutes off are refused' };
}

function withScratchFolder<T>(root: string, look: (path: string) => T): T {
  const path = join(resolve(root), '.tenant-buckets');
  makeOwnFolder(path);
  const scratch = mkdtempSync(join(path, '.probe-'));
  try {
    return look(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
