import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { startGateway } from '../../../modules/gateway';

test('health tells whether the emulator behind the gateway answers, and its version', async () => {
  const asked: (string | undefined)[] = [];
  const emulator = createServer((request, response) => {
    asked.push(request.url);
    response.end('{"version":"4.9.2"}');
  });
  await once(emulator.listen(0, '127.0.0.1'), 'listening');
  const address = emulator.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await using gateway = await startGateway({ upstream: `http://127.0.0.1:${String(port)}` });
  const answer = await fetch(`${gateway.endpoint}/_gateway/health`);
  emulator.closeAllConnections();
  emulator.close();
  expect({ status: answer.status, body: await answer.json(), asked }).toEqual({
    status: 200,
    body: { schemaVersion: 1, version: '4.9.2' },
    asked: ['/_localstack/health'],
  });
  expect((await fetch(`${gateway.endpoint}/_gateway/health`)).status).toBe(503);
});
