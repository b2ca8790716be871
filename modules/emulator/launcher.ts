import type { LauncherName } from './options';

/** The one version of LocalStack that both launchers run; later community versions need Python 3.12 or a token. */
export const localstackVersion = '4.9.2';

/** What does not depend on where LocalStack runs. */
export const localstackSettings: Readonly<Record<string, string>> = {
  SKIP_SSL_CERT_DOWNLOAD: '1',
  DISABLE_EVENTS: '1',
  EAGER_SERVICE_LOADING: '0',
  // S3 refuses a KMS key that is absent, disabled or of another Region, as AWS does.
  S3_SKIP_KMS_KEY_VALIDATION: '0',
};

/** One start of LocalStack. */
export interface LaunchRequest {
  /** Port on 127.0.0.1 on which it must answer. */
  readonly port: number;
  /** Folder for whatever the instance writes; it is removed at the end. */
  readonly directory: string;
  readonly instanceId: string;
}

/** A child process that is LocalStack and ends when its standard input closes. */
export interface LaunchCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Takes away what the child may leave when it is killed. @default nothing stays */
  readonly sweep?: { readonly command: string; readonly args: readonly string[] };
}

/** Something that can be started: all that takes long is done. */
export type PreparedLauncher = (request: LaunchRequest) => LaunchCommand;

/** A way to run LocalStack. */
export interface Launcher {
  readonly name: LauncherName;
  /** Fetches what a start needs and what may take minutes: an image, a Python environment. */
  prepare(report: (line: string) => void, signal: AbortSignal | undefined): Promise<PreparedLauncher>;
}
