import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exchange } from '../support/raw-http';
import { basicDate } from '../support/signer';
import { codeOf, startWireGateway, type WireGateway } from '../support/wire-gateway';

let wire: WireGateway;
beforeAll(async () => {
  wire = await startWireGateway();
});
afterAll(async () => {
  await wire[Symbol.asyncDispose]();
});

describe('a presigned request', () => {
  test('is answered until it expires', async () => {
    await wire.send({ method: 'PUT', target: '/corp-acme/shared', body: 'for you' });
    const get = async (at: Date) =>
      exchange(wire.gateway.port, {
        method: 'GET',
        target: wire.presign({ target: '/corp-acme/shared' }, 60, { at }),
        headers: { host: wire.host },
      });
    expect(await get(new Date())).toMatchObject({ status: 200, text: 'for you' });
    const late = await get(new Date(Date.now() - 61_000));
    expect([late.status, codeOf(late)]).toEqual([403, 'AccessDenied']);
    expect(late.text).toContain('Request has expired');
    expect((await get(new Date(Date.now() + 3_600_000))).text).toContain('Request is not valid yet');
  });

  test('reaches the emulator without its signature, and with its parameters as the headers they are', async () => {
    const target = '/corp-acme/folded?x-amz-meta-team=a%20b&x-amz-server-side-encryption=AES256';
    const url = wire.presign({ method: 'PUT', target }, 60);
    const answer = await exchange(wire.gateway.port, {
      method: 'PUT',
      target: url,
      headers: { host: wire.host },
      body: 'x',
    });
    expect(answer).toMatchObject({ status: 200, headers: { 'x-amz-server-side-encryption': 'AES256' } });
    const seen = wire.upstream.seen.at(-1);
    expect(seen?.target).toBe('/corp-acme/folded');
    expect(seen?.headers['x-amz-meta-team']).toBe('a b');
  });

  test.each([
    ['differs between query and header', { 'x-amz-acl': 'public-read' }, 'InvalidArgument'],
    ['is a header that nobody signed', { 'x-amz-tagging': 'a=b' }, 'AccessDenied'],
  ])('is refused when something %s', async (_, headers, code) => {
    const signed = 'x-amz-acl' in headers ? headers : {};
    const target = wire.presign({ method: 'PUT', target: '/corp-acme/two?x-amz-acl=private', headers: signed }, 60);
    const answer = await exchange(wire.gateway.port, {
      method: 'PUT',
      target,
      headers: { host: wire.host, ...headers },
    });
    expect(codeOf(answer)).toBe(code);
  });

  test('may not hold longer than a week', async () => {
    const target = wire.presign({ target: '/corp-acme/shared' }, 604_801);
    const answer = await exchange(wire.gateway.port, { method: 'GET', target, headers: { host: wire.host } });
    expect(codeOf(answer)).toBe('AuthorizationQueryParametersError');
  });
});

describe('a signature', () => {
  test.each([
    ['too old', { at: new Date(Date.now() - 16 * 60_000) }, 403, 'RequestTimeTooSkewed'],
    ['too young', { at: new Date(Date.now() + 16 * 60_000) }, 403, 'RequestTimeTooSkewed'],
    ['made with another secret', { secretAccessKey: 'guessed' }, 403, 'SignatureDoesNotMatch'],
    ['made with a key that nobody has', { accessKeyId: 'AKIANOBODY' }, 403, 'InvalidAccessKeyId'],
    ['made for another Region than the bucket is in', { region: 'eu-west-1' }, 400, 'AuthorizationHeaderMalformed'],
    ['made for another service', { service: 'ec2' }, 501, 'NotImplemented'],
  ])('is refused when it is %s', async (_, extra, status, code) => {
    const answer = await wire.send({ target: '/corp-acme/k' }, extra);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  test('for another Region is told the right one', async () => {
    const answer = await wire.send({ target: '/corp-acme/k' }, { region: 'eu-west-1' });
    expect(answer.headers['x-amz-bucket-region']).toBe('us-east-1');
    expect(answer.text).toMatch(/the region .{6}eu-west-1.{6} is wrong; expecting .{6}us-east-1/);
  });

  test.each([
    ['AWS4-ECDSA-P256-SHA256 Credential=a', 501, 'NotImplemented'],
    ['Bearer abc', 400, 'InvalidArgument'],
    ['AWS4-HMAC-SHA256 nonsense', 400, 'AuthorizationHeaderMalformed'],
    [
      'AWS4-HMAC-SHA256 Credential=a/b/c/s3/aws3_request, SignedHeaders=host, Signature=0',
      400,
      'AuthorizationHeaderMalformed',
    ],
  ])('that reads %j is refused', async (authorization, status, code) => {
    const headers = { host: wire.host, authorization, 'x-amz-date': basicDate(new Date()) };
    const answer = await exchange(wire.gateway.port, { method: 'GET', target: '/corp-acme/k', headers });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  test('in two places is refused', async () => {
    const target = wire.presign({ target: '/corp-acme/shared' }, 60);
    const answer = await wire.send({ target });
    expect(codeOf(answer)).toBe('InvalidArgument');
  });
});

describe('a target', () => {
  test.each([
    '/corp-acme/a%2Fb',
    '/corp-acme//a',
    '/corp-acme/a/../b',
    '/corp-acme/%252F',
    '/corp-acme/%2Fleading',
    '/corp-acme/%F0%9F%8D%8B',
    '/corp-acme/a%2Bb%20c',
  ])('%.30s reaches the emulator byte for byte', async (target) => {
    expect(await wire.send({ method: 'PUT', target, body: 'x' })).toMatchObject({ status: 200 });
    expect(wire.upstream.seen.at(-1)?.target).toBe(target);
  });

  test('has a key of no more than 1,024 bytes', async () => {
    const put = (key: string) => wire.send({ method: 'PUT', target: `/corp-acme/${key}`, body: 'x' });
    expect(await put('k'.repeat(1024))).toMatchObject({ status: 200 });
    expect(wire.upstream.seen.at(-1)?.target).toHaveLength('/corp-acme/'.length + 1024);
    expect(codeOf(await put('k'.repeat(1025)))).toBe('KeyTooLongError');
    expect(codeOf(await put('%C3%A9'.repeat(513)))).toBe('KeyTooLongError');
  });

  test('in virtual-host style reaches it in path style', async () => {
    const headers = { host: 'corp-acme.s3.us-east-1.amazonaws.com' };
    expect(await wire.send({ method: 'PUT', target: '/hosted', headers, body: 'x' })).toMatchObject({ status: 200 });
    expect(wire.upstream.seen.at(-1)).toMatchObject({
      target: '/corp-acme/hosted',
      headers: { host: 's3.localhost.localstack.cloud' },
    });
  });

  test.each([
    ['//corp-acme/k', 'InvalidURI'],
    ['/corp-acme/%ff', 'InvalidURI'],
    ['/corp-acme/%', 'InvalidURI'],
  ])('%s is refused', async (target, code) => {
    const before = wire.upstream.seen.length;
    const answer = await wire.send({ target });
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    expect(wire.upstream.seen.length).toBe(before);
  });
});
