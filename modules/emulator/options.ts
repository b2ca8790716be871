import { diagnostic, isAccountId, throwErrors, type Diagnostic, type ProgressListener } from '../core';
import type { GatewaySettings } from '../gateway';

/** How LocalStack is run: in a container, or from PyPI under Python. */
export type LauncherName = 'docker' | 'python';

/** What may be chosen about an emulator. */
export interface EmulatorOptions {
  /** Folder that holds `.cache` (the Python environment) and `.tenant-buckets` (instances). @default the current folder */
  readonly root?: string;
  /** Port of the gateway on 127.0.0.1; LocalStack behind it has any free one. @default 0, the operating system chooses */
  readonly port?: number;
  /** Region of the record that is handed out; every other one works too. @default us-east-1 */
  readonly region?: string;
  /** Account whose root user the record names; every other one works too. @default 000000000000 */
  readonly accountId?: string;
  /** How LocalStack is run. @default docker where an engine answers, else python */
  readonly launcher?: LauncherName;
  /** The command line of the container engine. @default docker, as found on the path */
  readonly dockerCommand?: string;
  /** How long S3 may take to answer, installation and pulling not counted. @default 60 seconds */
  readonly startTimeoutSeconds?: number;
  /** What the gateway makes of the questions that AWS's pages leave open. @default every setting's own default */
  readonly settings?: Partial<GatewaySettings>;
  /** Ends a start that is under way and leaves nothing behind; the call then throws the signal's reason. @default none */
  readonly signal?: AbortSignal;
  /** Told what is being done. @default nobody is told */
  readonly onProgress?: ProgressListener;
}

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly root: string;
  readonly port: number;
  readonly region: string;
  readonly accountId: string;
  readonly launcher: LauncherName | undefined;
  readonly dockerCommand: string;
  readonly startTimeoutSeconds: number;
  readonly settings: Partial<GatewaySettings>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ProgressListener;
}

/** Fills in the defaults; fails when an option cannot be right, with every such option at once. */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  const resolved: ResolvedOptions = {
    root: options.root ?? process.cwd(),
    port: options.port ?? 0,
    region: options.region ?? 'us-east-1',
    accountId: options.accountId ?? '000000000000',
    launcher: options.launcher,
    dockerCommand: options.dockerCommand ?? 'docker',
    startTimeoutSeconds: options.startTimeoutSeconds ?? 60,
    settings: options.settings ?? {},
    signal: options.signal,
    onProgress: options.onProgress ?? (() => undefined),
  };
  throwErrors(wrongOptions(resolved));
  return resolved;
}

function wrongOptions({ port, region, accountId, startTimeoutSeconds }: ResolvedOptions): readonly Diagnostic[] {
  const checks = [
    { path: 'port', value: port, right: Number.isInteger(port) && port >= 0 && port <= 65_535, allowed: '0 to 65535' },
    {
      path: 'region',
      value: region,
      right: /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region),
      allowed: 'a Region, as us-east-1',
    },
    { path: 'account id', value: accountId, right: isAccountId(accountId), allowed: 'twelve digits' },
    { path: 'start time-out', value: startTimeoutSeconds, right: startTimeoutSeconds > 0, allowed: 'seconds above 0' },
  ];
  return checks.filter(({ right }) => !right).map(({ path, value, allowed }) => wrongOption(path, value, allowed));
}

/** One option that cannot be right. */
export function wrongOption(path: string, value: string | number, allowed: string): Diagnostic {
  return diagnostic('TB4010', { path, message: `${path} ${String(value)} is wrong`, fix: `give ${allowed}` });
}
