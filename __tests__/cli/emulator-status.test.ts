import { expect, test } from '@jest/globals';
import { runCommandLine } from '../support/command-line';
import { startMeteredGateway } from '../support/metered-gateway';
import { recordRunningEmulator } from '../support/supervised-record';
import { temporaryFolder } from '../support/temporary-folder';

test('the status of a running emulator tells where its gateway is, and whether it answers', async () => {
  using folder = temporaryFolder();
  await using stage = await startMeteredGateway();
  const { endpoint } = stage.gateway;
  recordRunningEmulator(folder.path, endpoint);
  const { stdout } = await runCommandLine(['emulator', 'status'], { folder: folder.path });
  const narrow = await runCommandLine(['emulator', 'status'], { folder: folder.path, outColumns: 40 });
  const rows = stdout.split('\n').map((line) => line.split(/ +/));
  expect(rows).toContainEqual(['gateway', `${endpoint}/_gateway/`]);
  // The gateway is there, but what is behind it is no LocalStack.
  expect(rows).toContainEqual(['answers', 'no']);
  expect(narrow.stdout).toContain(`gateway\n    ${endpoint}/_gateway/\n`);
});

test('up says of an emulator that runs that it did so already, and what ends it', async () => {
  using folder = temporaryFolder();
  recordRunningEmulator(folder.path, 'http://127.0.0.1:1');
  const up = await runCommandLine(['emulator', 'up'], { folder: folder.path });
  expect(up).toMatchObject({
    exitCode: 0,
    stderr: 'it ran already; tenant-buckets emulator down --name default ends it\n',
  });
  expect(up.stdout).toContain('http://127.0.0.1:1\n');
  expect((await runCommandLine(['emulator', 'up', '--quiet'], { folder: folder.path })).stderr).toBe('');
});
