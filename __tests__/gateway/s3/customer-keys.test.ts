import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encryptionXml, platform, root, startBench, type Bench } from '../../support/wire/bench';

const owner = root(platform);
const own = 'x-amz-server-side-encryption-customer-';
const ofSource = 'x-amz-copy-source-server-side-encryption-customer-';

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
  await bench.bucket(platform, 'data');
  const none = '<BlockedEncryptionTypes><EncryptionType>NONE</EncryptionType></BlockedEncryptionTypes>';
  const body = encryptionXml(await bench.key(platform), none);
  await bench.admin.s3(platform, { method: 'PUT', path: '/data', query: { encryption: '' }, body });
});

afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

function keyHeaders(letter: string, prefix = own): { readonly [name: string]: string } {
  const key = Buffer.alloc(32, letter);
  return {
    [`${prefix}algorithm`]: 'AES256',
    [`${prefix}key`]: key.toString('base64'),
    [`${prefix}key-md5`]: createHash('md5').update(key).digest('base64'),
  };
}

type Headers = ReturnType<typeof keyHeaders>;
type Query = { readonly [name: string]: string };

const put = (path: string, headers: Headers, query: Query = {}) =>
  bench.s3(owner, { method: 'PUT', path, headers, query, body: 'data' });

describe('a key of the customer’s own', () => {
  test('is told of by its hash to whoever brings it, and never told itself', async () => {
    const { [`${own}key`]: secret, ...told } = keyHeaders('k');
    for (const answer of [
      await put('/data/a', keyHeaders('k')),
      await bench.s3(owner, { method: 'GET', path: '/data/a', headers: keyHeaders('k') }),
    ]) {
      expect(answer.headers).toMatchObject(told);
      expect(Object.values(answer.headers)).not.toContain(secret);
    }
  });

  test.each([
    ['no algorithm', { [`${own}key`]: keyHeaders('k')[`${own}key`] ?? '' }, /valid encryption algorithm/],
    ['no key', { [`${own}algorithm`]: 'AES256' }, /appropriate secret key/],
    ['a short key', { [`${own}algorithm`]: 'AES256', [`${own}key`]: 'a2s=' }, /was invalid for the specified/],
    ['another algorithm', { ...keyHeaders('k'), [`${own}algorithm`]: 'DES' }, /Supported value: AES256/],
    ['the hash of another key', { ...keyHeaders('k'), [`${own}key-md5`]: 'AAAA' }, /MD5 hash of the key did not match/],
  ])('is refused with %s', async (_, headers, message) => {
    const answer = await put('/data/refused', headers);
    expect(answer.status).toBe(400);
    expect(answer.message).toMatch(message);
  });

  test('is needed to copy what lies under it, and to look at its attributes', async () => {
    await put('/data/b', keyHeaders('k'));
    const copy = (headers: Headers) => put('/data/copied', { 'x-amz-copy-source': '/data/b', ...headers });
    expect((await copy({})).message).toContain('was stored using a form of Server Side Encryption');
    expect((await copy(keyHeaders('o', ofSource))).status).toBe(403);
    expect((await copy(keyHeaders('k', ofSource))).status).toBe(200);
    const look = (headers: Headers) =>
      bench.s3(owner, {
        method: 'GET',
        path: '/data/b',
        query: { attributes: '' },
        headers: { 'x-amz-object-attributes': 'ETag', ...headers },
      });
    expect((await look({})).status).toBe(400);
    expect((await look(keyHeaders('k'))).status).toBe(200);
  });

  test('comes with every part of its upload', async () => {
    await bench.s3(owner, { method: 'POST', path: '/data/p', query: { uploads: '' }, headers: keyHeaders('k') });
    const part = (headers: Headers) => put('/data/p', headers, { uploadId: 'upload-1', partNumber: '1' });
    expect((await part({})).message).toContain('must include the appropriate encryption parameters');
    expect((await part(keyHeaders('o'))).message).toContain('did not match the ones used originally');
    expect((await part(keyHeaders('k'))).status).toBe(200);
  });
});
