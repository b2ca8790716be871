import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processIdentity } from '../../modules/emulator/process-identity';
import { firstText } from './stand-in/place';

describe('processIdentity', () => {
  test('says the command line of a process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)', 'a-mark']);
    await once(child, 'spawn');
    const found = processIdentity(child.pid ?? 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(found?.commandLine).toContain('a-mark');
    expect(processIdentity(child.pid ?? 0)).toBeUndefined();
  });

  test('says the same start each time', () => {
    expect(processIdentity(process.pid)?.start).toMatch(/./);
    expect(processIdentity(process.pid)?.start).toBe(processIdentity(process.pid)?.start);
  });

  test('takes a zombie for gone', async () => {
    const script = 'sleep 0 & echo $!; exec sleep 30';
    const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    const zombie = Number(await firstText(parent.stdout));
    while (processIdentity(zombie)) await new Promise((done) => setTimeout(done, 10));
    parent.kill('SIGKILL');
    expect(processIdentity(zombie)).toBeUndefined();
  });
});
