import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { freePort } from '../../modules/emulator/free-port';
import { askHealth, gatewayAnswers, waitUntilHealthy } from '../../modules/emulator/health';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : undefined)}`;
}

const asker = { accountId: '111122223333', region: 'eu-west-1', signal: new AbortController().signal };

describe('askHealth', () => {
  test('asks S3 as the account in the Region, and reads the version', async () => {
    const asked: (string | undefined)[] = [];
    const endpoint = await serve((request, response) => {
      asked.push(request.headers.authorization);
      response.end(request.url === '/' ? '<x/>' : '{"version": "4.9.2"}');
    });
    expect(await askHealth({ ...asker, endpoint })).toEqual({ kind: 'healthy', version: '4.9.2' });
    expect(asked[0]).toContain('Credential=111122223333/20250101/eu-west-1/s3/aws4_request');
  });

  test('is silent when S3 answers with an error', async () => {
    const endpoint = await serve((_, response) => response.writeHead(503).end());
    expect(await askHealth({ ...asker, endpoint })).toMatchObject({ lastSeen: 'S3 answered with status 503' });
  });
});

describe('waitUntilHealthy', () => {
  test('waits until S3 answers', async () => {
    let requests = 0;
    const endpoint = await serve((_, response) => {
      requests += 1;
      response.writeHead(requests < 3 ? 503 : 200).end('{"version":"1"}');
    });
    const health = await waitUntilHealthy({ ...asker, endpoint, timeoutMs: 30_000 });
    expect(health).toEqual({ kind: 'healthy', version: '1' });
  });

  test('gives up after the time-out and says what was awaited and last seen (F52)', async () => {
    const port = await freePort(0);
    const endpoint = `http://127.0.0.1:${String(port)}`;
    expect(await waitUntilHealthy({ ...asker, endpoint, timeoutMs: 250 })).toEqual({
      kind: 'silent',
      awaited: `an answer of S3 at ${endpoint}`,
      lastSeen: `connect ECONNREFUSED 127.0.0.1:${String(port)}`,
    });
  });

  test('ends at once when it is told to', async () => {
    const wait = { ...asker, endpoint: 'http://127.0.0.1:9', timeoutMs: 30_000, signal: AbortSignal.abort() };
    expect(await waitUntilHealthy(wait)).toMatchObject({ kind: 'silent', lastSeen: 'nothing was asked' });
  });
});

describe('gatewayAnswers', () => {
  test.each([
    ['it does, with LocalStack behind it', 200, true],
    ['LocalStack behind it does not', 503, false],
  ])('says whether %s', async (_, status, answers) => {
    const endpoint = await serve((request, response) => {
      response.writeHead(request.url === '/_gateway/health' ? status : 404).end();
    });
    expect(await gatewayAnswers(endpoint)).toBe(answers);
  });

  test('says no when nobody listens', async () => {
    expect(await gatewayAnswers(`http://127.0.0.1:${String(await freePort(0))}`)).toBe(false);
  });
});
