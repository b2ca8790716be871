import { fieldsOf } from './fields-of';

/** What a client needs to talk to a running emulator, and an operator to find it. Its JSON is a contract. */
export interface EmulatorRecord {
  readonly schemaVersion: 1;
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  /** The process that holds the emulator: the supervisor, or the process that called `startEmulator`. */
  readonly pid: number;
  /** The process of LocalStack itself; under Docker the client that is attached to its container. */
  readonly upstreamPid: number;
  readonly logFile: string;
  readonly startedAt: string;
}

/**
 * The root user of an account of the emulator: any twelve digits as access key id are the account they spell, so several
 * accounts exist at once.
 */
export function rootCredentials(accountId: string): { readonly accessKeyId: string; readonly secretAccessKey: string } {
  return { accessKeyId: accountId, secretAccessKey: 'test' };
}

const fields: { readonly [field in keyof EmulatorRecord]: 'string' | 'number' } = {
  schemaVersion: 'number',
  endpoint: 'string',
  region: 'string',
  accessKeyId: 'string',
  secretAccessKey: 'string',
  accountId: 'string',
  pid: 'number',
  upstreamPid: 'number',
  logFile: 'string',
  startedAt: 'string',
};

/** Whether a value read from a file is a record of the version that this program writes. */
export function isEmulatorRecord(value: unknown): value is EmulatorRecord {
  const found = fieldsOf(value);
  return (
    found.get('schemaVersion') === 1 && Object.entries(fields).every(([name, type]) => typeof found.get(name) === type)
  );
}
