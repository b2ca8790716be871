import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { begin, dial, talk } from '../support/raw-http';
import { codeOf, startWireGateway, type WireGateway, type WireRequest } from '../support/wire-gateway';

let wire: WireGateway;
beforeAll(async () => {
  wire = await startWireGateway();
});
afterAll(async () => {
  await wire[Symbol.asyncDispose]();
});
afterEach(() => {
  wire.upstream.answerWith(undefined);
});

let seenBefore = 0;
beforeEach(() => {
  seenBefore = wire.upstream.seen.length;
});

/** A signed request as text, with further lines between its headers and its body. */
function written(request: WireRequest, lines: readonly string[] = [], version = '1.1'): string {
  const { method = 'GET', target, body = '' } = request;
  const headers = Object.entries(wire.sign(request)).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target} HTTP/${version}`, ...headers, ...lines, '', body.toString()].join('\r\n');
}

const put: WireRequest = { method: 'PUT', target: '/corp-acme/k', body: 'data' };
const close = 'connection: close';

/** Waits until something is so; what never comes true runs into the time limit of the test. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5));
}

describe('a hostile request (F51)', () => {
  test.each([
    ['authorization', 'authorization: AWS4-HMAC-SHA256 Credential=other'],
    ['x-amz-server-side-encryption', 'x-amz-server-side-encryption: AES256'],
    ['X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id', 'x-amz-server-side-encryption-aws-kms-key-id: k'],
    ['x-amz-date', 'x-amz-date: 20260101T000000Z'],
    ['x-amz-content-sha256', 'x-amz-content-sha256: UNSIGNED-PAYLOAD'],
  ])('with two headers %s is refused', async (name, line) => {
    const twice = /sse|encryption/i.test(name) ? [`${name}: aws:kms`, line] : [line];
    const answer = await talk(wire.gateway.port, written(put, [...twice, close]));
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('<Code>InvalidRequest</Code>');
    expect(wire.upstream.seen.length).toBe(seenBefore);
  });

  test('may write its headers in any case', async () => {
    const text = written({ ...put, headers: { 'x-amz-server-side-encryption': 'AES256' } }, [close]);
    const shouted = text.replace(/^[a-z0-9-]+:/gm, (name) => name.toUpperCase());
    expect(await talk(wire.gateway.port, shouted)).toMatch(/^HTTP\/1.1 200 /);
    expect(Object.keys(wire.upstream.seen.at(-1)?.headers ?? {})).not.toContain('x-amz-server-side-encryption');
  });

  test('with two lengths, or a length beside chunks, is refused', async () => {
    for (const line of ['content-length: 9', 'transfer-encoding: chunked']) {
      expect(await talk(wire.gateway.port, written(put, [line, close]))).toMatch(/^HTTP\/1.1 400 /);
    }
    expect(wire.upstream.seen.length).toBe(seenBefore);
  });

  test('with huge headers is refused', async () => {
    const answer = await talk(wire.gateway.port, written(put, [`x-huge: ${'h'.repeat(40_000)}`, close]));
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
  });

  test.each(['/corp-acme/%', '/corp-acme/%zz', '/corp-acme/k?a=%ff', 'corp-acme'])(
    'with the target %s is refused',
    async (target) => {
      expect(await talk(wire.gateway.port, written({ ...put, target }, [close]))).toMatch(/^HTTP\/1.1 400 /);
      expect(wire.upstream.seen.length).toBe(seenBefore);
    },
  );

  test('does not reach the bucket that a doubled slash hides', async () => {
    const answer = await talk(wire.gateway.port, written({ target: '//corp-acme/k' }, [close]));
    expect(answer).toContain('<Code>InvalidURI</Code>');
    expect(wire.upstream.seen.length).toBe(seenBefore);
  });

  test('in absolute form is answered, and refused when its Host is another', async () => {
    const absolute = (host: string) => written(put, [close]).replace('PUT /', `PUT http://${host}/`);
    expect(await talk(wire.gateway.port, absolute(wire.host))).toMatch(/^HTTP\/1.1 200 /);
    expect(wire.upstream.seen.at(-1)?.target).toBe('/corp-acme/k');
    expect(await talk(wire.gateway.port, absolute('corp-other.s3.amazonaws.com'))).toMatch(/^HTTP\/1.1 400 /);
  });

  test('in HTTP/1.0 is answered and its connection closed', async () => {
    expect(await talk(wire.gateway.port, written(put, [], '1.0'))).toMatch(/^HTTP\/1.1 200 OK[^]*connection: close/i);
  });

  test('may follow another before that is answered', async () => {
    const targets = ['/corp-acme/one', '/corp-acme/two', '/corp-acme/three'];
    const text = targets.map((target, index) => written({ ...put, target }, index === 2 ? [close] : [])).join('');
    const answers = await talk(wire.gateway.port, text);
    expect(answers.match(/HTTP\/1.1 200 /g)).toHaveLength(3);
    expect(wire.upstream.seen.slice(seenBefore).map(({ target }) => target)).toEqual(targets);
  });

  test('leaves the connection usable when it is refused before its body was read', async () => {
    const refused = written({ ...put, body: 'r'.repeat(300_000) }).replace(/Signature=.{4}/, 'Signature=0000');
    const answers = await talk(wire.gateway.port, `${refused}${written(put, [close])}`);
    expect(answers).toMatch(/^HTTP\/1.1 403 [^]*HTTP\/1.1 200 /);
  });

  test('cannot hide headers of the emulator from it', async () => {
    await talk(
      wire.gateway.port,
      written({ ...put, headers: { 'x-amz-meta-a': 'b' } }, ['connection: close, x-secret', 'x-secret: 1']),
    );
    expect(wire.upstream.seen.at(-1)?.headers).toMatchObject({ 'x-amz-meta-a': 'b' });
    expect(wire.upstream.seen.at(-1)?.headers).not.toHaveProperty('x-secret');
  });
});

describe('a client that waits for 100 Continue', () => {
  async function ask(signature: (headers: string) => string): Promise<string> {
    const { socket, ended, received } = dial(wire.gateway.port);
    const text = signature(written({ ...put, body: 'data' }, ['expect: 100-continue']));
    socket.write(text.slice(0, -'data'.length), 'latin1');
    await until(() => received() !== '');
    if (received().startsWith('HTTP/1.1 100')) {
      socket.write('data');
      await until(() => received().includes('HTTP/1.1 200'));
      socket.end();
    }
    return ended;
  }

  test('is told to go on when it may write', async () => {
    expect(await ask((text) => text)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
  });

  test('is refused at once when it may not, and its connection closed', async () => {
    const answer = await ask((text) => text.replace(/Signature=.{4}/, 'Signature=0000'));
    expect(answer).toMatch(/^HTTP\/1.1 403 [^]*connection: close/i);
    expect(answer).not.toContain('100 Continue');
  });
});

describe('a connection that breaks', () => {
  test('at the client ends the upload at the emulator', async () => {
    const request = {
      ...put,
      target: '/corp-acme/vanished',
      payloadHash: 'UNSIGNED-PAYLOAD',
      body: 'v'.repeat(2_000_000),
    };
    const { request: upload, answer } = begin(wire.gateway.port, {
      ...request,
      method: 'PUT',
      headers: wire.sign(request),
    });
    answer.catch(() => undefined);
    upload.write(request.body.slice(0, 1_500_000));
    await until(() => (wire.upstream.seen[seenBefore]?.body.bytes ?? 0) > 0);
    upload.destroy();
    await expect(answer).rejects.toThrow();
    await until(() => wire.upstream.seen[seenBefore]?.body.broken === true);
    expect(wire.upstream.seen[seenBefore]?.body.complete).toBe(false);
    expect(wire.upstream.objects.has('/corp-acme/vanished')).toBe(false);
    expect(wire.errors).toEqual([]);
  });

  test('before the emulator answers is told as 503, with the reason', async () => {
    wire.upstream.answerWith((request) => {
      request.socket.destroy();
    });
    const answer = await wire.send(put);
    expect([answer.status, codeOf(answer)]).toEqual([503, 'ServiceUnavailable']);
    expect(answer.headers['x-tenant-buckets-reason']).toMatch(/the emulator did not answer/);
  });

  test('in the middle of a short answer is told as 503', async () => {
    wire.upstream.answerWith((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    });
    expect(await wire.send({ target: '/corp-acme/k' })).toMatchObject({ status: 503 });
  });

  test.each([{ 'content-length': '1000000' }, { 'transfer-encoding': 'chunked' }])(
    'in the middle of a long answer is a broken connection for the client, too (%j)',
    async (headers) => {
      wire.upstream.answerWith((request, response) => {
        response.writeHead(200, headers);
        response.write('h'.repeat(500_000), () => request.socket.destroy());
      });
      await expect(wire.send({ target: '/corp-acme/k' })).rejects.toThrow(/aborted|hang up/);
    },
  );

  test('at the client while it reads ends the answer of the emulator', async () => {
    let closed = false;
    const before = wire.errors.length;
    wire.upstream.answerWith((_, response) => {
      response.on('close', () => (closed = true));
      response.writeHead(200, { 'content-length': String(1e9) });
      response.write('g'.repeat(1_000_000));
    });
    const request = { target: '/corp-acme/k' };
    const { request: download, answer } = begin(wire.gateway.port, {
      method: 'GET',
      ...request,
      headers: wire.sign(request),
    });
    answer.catch(() => undefined);
    download.end();
    await new Promise((done) => download.once('response', done));
    download.destroy();
    await until(() => closed);
    expect([closed, wire.errors.length]).toEqual([true, before]);
  });
});
