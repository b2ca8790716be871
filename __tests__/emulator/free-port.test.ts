import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { cannotListen, freePort } from '../../modules/emulator/free-port';
import { refusalOf } from './stand-in/refusal';

describe('freePort', () => {
  test('lets the operating system choose for 0', async () => {
    expect(await freePort(0)).toBeGreaterThan(0);
  });

  test('gives the port that was asked for when it is free', async () => {
    const port = await freePort(0);
    expect(await freePort(port)).toBe(port);
  });

  test('fails when the port is taken, naming port and cure (F52)', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const [first] = await refusalOf(() => freePort(port));
    server.close();
    expect(first).toMatchObject({
      code: 'TB4003',
      path: `127.0.0.1:${String(port)}`,
      message: `port ${String(port)} is taken`,
      fix: `stop what listens on port ${String(port)}, or leave the port out and let the operating system choose one`,
    });
  });
});

describe('cannotListen', () => {
  test('tells a port without the rights for it from a taken one', () => {
    const error = Object.assign(new Error('listen EACCES'), { code: 'EACCES' });
    expect(cannotListen(80, error).message).toContain('port 80 needs more rights than we have');
  });
});
