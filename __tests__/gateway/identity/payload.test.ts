import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { begin, exchange } from '../../support/raw-http';
import { basicDate, sha256Hex, signHex } from '../../support/signer';
import { codeOf, startWireGateway, type WireGateway } from '../../support/wire-gateway';

let wire: WireGateway;
beforeAll(async () => {
  wire = await startWireGateway();
});
afterAll(async () => {
  await wire[Symbol.asyncDispose]();
});

const crc32OfDigits = 'y/Q5Jg==';

describe('the body of a request', () => {
  test.each(['short', 'x'.repeat(1_500_000)])('goes on when it has the hash that was signed (%#)', async (body) => {
    expect(await wire.send({ method: 'PUT', target: '/corp-acme/hashed', body })).toMatchObject({ status: 200 });
    expect(wire.upstream.objects.get('/corp-acme/hashed')?.toString()).toBe(body);
    const sent = wire.upstream.seen.at(-1)?.headers ?? {};
    expect(sent['x-amz-decoded-content-length'] ?? sent['content-length']).toBe(String(body.length));
  });

  test.each([0, 100, 1_500_000])('of %i bytes never becomes an object when its hash is another', async (length) => {
    const body = 'y'.repeat(length);
    const target = `/corp-acme/lied-${String(length)}`;
    const answer = await wire.send({ method: 'PUT', target, body, payloadHash: sha256Hex('something else') });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'XAmzContentSHA256Mismatch']);
    expect(wire.upstream.objects.has(target)).toBe(false);
    expect(wire.upstream.seen.filter((one) => one.target === target && one.body.complete)).toEqual([]);
  });

  test('goes on unjudged when it is not signed', async () => {
    const request = { method: 'PUT', target: '/corp-acme/unsigned', body: 'data', payloadHash: 'UNSIGNED-PAYLOAD' };
    expect(await wire.send(request)).toMatchObject({ status: 200 });
    expect(wire.upstream.objects.get('/corp-acme/unsigned')?.toString()).toBe('data');
  });

  test('has its MD5 passed on, and nothing of the signature', async () => {
    const headers = { 'content-md5': 'jXd/OF09/siBXSD3SWAm3A==' };
    await wire.send({ method: 'PUT', target: '/corp-acme/md5', headers, body: 'data' });
    const sent = wire.upstream.seen.at(-1)?.headers ?? {};
    expect(sent['content-md5']).toBe(headers['content-md5']);
    expect(Object.keys(sent).filter((name) => /^x-amz-(date|content-sha256)$/.test(name))).toEqual([]);
  });

  const refusals: readonly (readonly [string, { readonly [name: string]: string }, string])[] = [
    ['has no hash at all', { 'x-amz-content-sha256': '' }, 'InvalidArgument'],
    ['comes in chunks of HTTP', { 'transfer-encoding': 'chunked' }, 'NotImplemented'],
  ];
  test.each(refusals)('is refused when it %s', async (_, unsigned, code) => {
    const payloadHash = unsigned['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
    const answer = await wire.send({
      method: 'PUT',
      target: '/corp-acme/refused',
      body: 'data',
      payloadHash,
      unsigned,
    });
    expect(codeOf(answer)).toBe(code);
    expect(wire.upstream.objects.has('/corp-acme/refused')).toBe(false);
  });
});

describe('a body in chunks', () => {
  const headers = { 'x-amz-decoded-content-length': '9', 'content-encoding': 'aws-chunked,gzip' };

  function trailed(digest: string, extra: object = {}) {
    return {
      method: 'PUT',
      headers: { ...headers, 'x-amz-trailer': 'x-amz-checksum-crc32', ...extra },
      payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      body: `4\r\n1234\r\n5\r\n56789\r\n0\r\nx-amz-checksum-crc32:${digest}\r\n\r\n`,
    };
  }

  test('goes on decoded, with the checksum that came behind it as a header', async () => {
    expect(await wire.send({ ...trailed(crc32OfDigits), target: '/corp-acme/trailed' })).toMatchObject({ status: 200 });
    expect(wire.upstream.objects.get('/corp-acme/trailed')?.toString()).toBe('123456789');
    const sent = wire.upstream.seen.at(-1)?.headers;
    expect(sent).toMatchObject({
      'x-amz-checksum-crc32': crc32OfDigits,
      'content-encoding': 'gzip',
      'content-length': '9',
    });
    expect(Object.keys(sent ?? {})).not.toEqual(expect.arrayContaining(['x-amz-trailer']));
  });

  test('goes on in one chunk with its checksum behind it when it is long', async () => {
    const long = '123456789'.repeat(200_000);
    const digest = 'H2M1tQ==';
    const body = `${long.length.toString(16)}\r\n${long}\r\n0\r\nx-amz-checksum-crc32:${digest}\r\n\r\n`;
    const request = { ...trailed(digest, { 'x-amz-decoded-content-length': String(long.length) }), body };
    const answer = await wire.send({ ...request, target: '/corp-acme/long' });
    expect([answer.status, codeOf(answer)]).toEqual([200, undefined]);
    const seen = wire.upstream.seen.at(-1);
    expect(seen?.headers).toMatchObject({
      'x-amz-trailer': 'x-amz-checksum-crc32',
      'content-length': String(body.length),
    });
    expect(seen?.body.sha256).toBe(sha256Hex(body));
  });

  test('never becomes an object when the checksum is wrong', async () => {
    const answer = await wire.send({ ...trailed('AAAAAA=='), target: '/corp-acme/wrong-trailer' });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BadDigest']);
    expect(wire.upstream.objects.has('/corp-acme/wrong-trailer')).toBe(false);
  });

  test.each([
    ['its length', { 'x-amz-decoded-content-length': 'nine' }, 'InvalidRequest'],
    ['a trailer that is known', { 'x-amz-trailer': 'x-amz-meta-a' }, 'InvalidRequest'],
  ])('is refused when the headers do not say %s', async (_, extra, code) => {
    const answer = await wire.send({ ...trailed(crc32OfDigits, extra), target: '/corp-acme/unsaid' });
    expect(codeOf(answer)).toBe(code);
  });

  async function sendSigned(target: string, data: string, signedData = data) {
    const at = new Date();
    const options = wire.options({ at });
    const payloadHash = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
    const plain = { ...headers, 'x-amz-decoded-content-length': String(data.length) };
    const request = { method: 'PUT', target, headers: plain, payloadHash };
    const signedHeaders = wire.sign(request, { at });
    const scope = `${basicDate(at).slice(0, 8)}/us-east-1/s3/aws4_request`;
    let previous = /Signature=([0-9a-f]+)/.exec(signedHeaders['authorization'] ?? '')?.[1] ?? '';
    const chunk = (content: string, hashed: string): string => {
      const head = `AWS4-HMAC-SHA256-PAYLOAD\n${basicDate(at)}\n${scope}\n${previous}\n${sha256Hex('')}`;
      previous = signHex(`${head}\n${sha256Hex(hashed)}`, options);
      return `${content.length.toString(16)};chunk-signature=${previous}\r\n${content}\r\n`;
    };
    const body = `${chunk(data, signedData)}${chunk('', '')}`;
    const length = { 'content-length': String(body.length) };
    return exchange(wire.gateway.port, { method: 'PUT', target, headers: { ...signedHeaders, ...length }, body });
  }

  test('goes on when every chunk is signed', async () => {
    expect(await sendSigned('/corp-acme/chunks', 'z'.repeat(1_200_000))).toMatchObject({ status: 200 });
    expect(wire.upstream.objects.get('/corp-acme/chunks')?.length).toBe(1_200_000);
  });

  test.each([100, 1_200_000])('of %i bytes never becomes an object when a chunk is another', async (length) => {
    const target = `/corp-acme/forged-${String(length)}`;
    const answer = await sendSigned(target, 'z'.repeat(length), 'y'.repeat(length));
    expect([answer.status, codeOf(answer)]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(wire.upstream.objects.has(target)).toBe(false);
  });

  test('is refused when it is announced by its encoding alone', async () => {
    const unsigned = { 'content-encoding': 'aws-chunked' };
    const answer = await wire.send({ method: 'PUT', target: '/corp-acme/half', body: '0\r\n\r\n', unsigned });
    expect(codeOf(answer)).toBe('InvalidRequest');
  });
});

describe('a long body', () => {
  test('passes through both ways without being kept (F51)', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'm');
    const sizeBytes = 64 * piece.length;
    const headers = { 'x-amz-decoded-content-length': String(sizeBytes) };
    const request = { method: 'PUT', target: '/corp-acme/huge', headers, payloadHash: 'UNSIGNED-PAYLOAD' };
    const signed = wire.sign({ ...request, headers: {} });
    const { request: upload, answer } = begin(wire.gateway.port, {
      ...request,
      headers: { ...signed, 'content-length': String(sizeBytes) },
    });
    let aheadBytes = 0;
    const start = wire.upstream.seen.length;
    for (let sent = 0; sent < 64; sent += 1) {
      await new Promise<void>((done) => upload.write(piece, () => done()));
      const arrived = wire.upstream.seen[start]?.body.bytes ?? 0;
      aheadBytes = Math.max(aheadBytes, (sent + 1) * piece.length - arrived);
    }
    upload.end();
    expect((await answer).status).toBe(200);
    expect(wire.upstream.seen[start]?.body).toMatchObject({
      bytes: sizeBytes + '4000000\r\n\r\n0\r\n\r\n'.length,
      complete: true,
    });
    // What is under way lies in sockets and in one piece per stream, whatever the length of the whole.
    expect(aheadBytes).toBeLessThan(20 * 1024 * 1024);
  });
});
