import { mkdirSync } from 'node:fs';
import { processIdentity } from '../../modules/emulator/process-identity';
import { stateFolder, writeState } from '../../modules/emulator/state';

/** Writes down that this very process holds an emulator at an address, so that commands find it in the folder. */
export function recordRunningEmulator(root: string, endpoint: string, name = 'default'): void {
  const folder = stateFolder(root, name);
  mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  const { start = '' } = processIdentity(process.pid) ?? {};
  writeState(folder, {
    // It has to stand in the command line of this process.
    instanceId: 'jest',
    supervisorStart: start,
    record: {
      schemaVersion: 1,
      endpoint,
      region: 'eu-west-1',
      accessKeyId: '111122223333',
      secretAccessKey: 'test',
      accountId: '111122223333',
      pid: process.pid,
      upstreamPid: process.pid,
      logFile: folder.logFile,
      startedAt: '2026-01-02T03:04:05.000Z',
    },
  });
}
