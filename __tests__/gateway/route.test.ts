import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type Gateway } from '../../modules/gateway';
import { exchange } from '../support/raw-http';
import { presigned, sha256Hex, signed } from '../support/signer';
import { startStubUpstream, type StubUpstream } from '../support/stub-upstream';
import { codeOf } from '../support/wire-gateway';

const accountId = '111122223333';
const region = 'us-east-1';
const credentials = { accessKeyId: accountId, secretAccessKey: 'test' };

let upstream: StubUpstream;
let gateway: Gateway;
let host = '';
beforeAll(async () => {
  upstream = await startStubUpstream();
  gateway = await startGateway({ upstream: upstream.endpoint, region });
  host = `127.0.0.1:${String(gateway.port)}`;
});
afterAll(async () => {
  await gateway.close();
  await upstream[Symbol.asyncDispose]();
});

const options = () => ({ endpoint: gateway.endpoint, region, credentials });
const s3 = () => new S3Client({ ...options(), forcePathStyle: true });
const signer = (service: string) => ({ ...credentials, region, service, at: new Date() });

function post(service: string, headers: { readonly [name: string]: string }, body: string, target = '/') {
  const all = signed(
    { method: 'POST', target, headers: { host, ...headers }, payloadHash: sha256Hex(body) },
    signer(service),
  );
  return exchange(gateway.port, { method: 'POST', target, headers: all, body });
}

describe('KMS', () => {
  test('is answered in AWS JSON 1.1', async () => {
    const { KeyMetadata } = await new KMSClient(options()).send(new CreateKeyCommand({}));
    expect(KeyMetadata?.Arn).toMatch(/^arn:aws:kms:us-east-1:111122223333:key\//);
  });

  test.each([
    [
      { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
      '/service/TrentService/operation/ListKeys',
    ],
    [{ 'content-type': 'application/x-amz-cbor-1.1', 'x-amz-target': 'TrentService.ListKeys' }, '/'],
  ])('fails in CBOR, and says which protocol to use (%#)', async (headers, target) => {
    const answer = await post('kms', headers, '\xa0', target);
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([501, 'NotImplementedException']);
    expect(answer.text).toContain('JSON');
  });

  test('fails without a signature', async () => {
    const headers = { host, 'x-amz-target': 'TrentService.ListKeys', 'content-type': 'application/x-amz-json-1.1' };
    const answer = await exchange(gateway.port, { method: 'POST', target: '/', headers, body: '{}' });
    expect(answer.text).toContain('MissingAuthenticationTokenException');
  });

  test('fails when its body is not the one that was signed', async () => {
    const headers = { host, 'x-amz-target': 'TrentService.ListKeys', 'content-type': 'application/x-amz-json-1.1' };
    const all = signed({ method: 'POST', target: '/', headers, payloadHash: sha256Hex('{}') }, signer('kms'));
    const answer = await exchange(gateway.port, { method: 'POST', target: '/', headers: all, body: '{"Limit":1}' });
    expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'application/x-amz-json-1.1' } });
  });
});

describe('STS', () => {
  const identity = `<Arn>arn:aws:iam::${accountId}:root</Arn>`;

  test('is answered by form, by query and presigned', async () => {
    expect(await new STSClient(options()).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: accountId });
    const target = '/?Action=GetCallerIdentity&Version=2011-06-15';
    const headers = signed({ method: 'GET', target, headers: { host }, payloadHash: sha256Hex('') }, signer('sts'));
    expect((await exchange(gateway.port, { method: 'GET', target, headers })).text).toContain(identity);
    const url = presigned({ method: 'GET', target, headers: { host }, payloadHash: sha256Hex('') }, signer('sts'), 60);
    expect((await exchange(gateway.port, { method: 'GET', target: url, headers: { host } })).text).toContain(identity);
  });

  test('fails without a signature', async () => {
    const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await exchange(gateway.port, {
      method: 'POST',
      target: '/',
      headers,
      body: 'Action=GetCallerIdentity',
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'MissingAuthenticationToken']);
  });
});

describe('IAM', () => {
  test('fails when a parameter stands twice, be it the same', async () => {
    const answer = await post('iam', {}, 'Action=DeleteRole&RoleName=mine&RoleName=other&Action=GetRole');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'MalformedQueryString']);
    expect(answer.text).toContain('RoleName stands more than once');
  });
});

describe('a service that is not answered', () => {
  test('is named', async () => {
    const answer = await post('ec2', {}, 'Action=DescribeInstances');
    expect([answer.status, codeOf(answer)]).toEqual([501, 'NotImplemented']);
    expect(answer.text).toContain('does not answer ec2');
  });
});

describe('S3 by its SDK', () => {
  const Bucket = 'corp-sdk';
  beforeAll(async () => {
    await s3().send(new CreateBucketCommand({ Bucket }));
  });

  test('takes a stream, whose checksum comes behind it, and gives it back', async () => {
    const text = 'streamed '.repeat(1000);
    const put = new PutObjectCommand({
      Bucket,
      Key: 'stream',
      Body: Readable.from([text]),
      ContentLength: text.length,
    });
    await s3().send(put);
    expect(upstream.seen.at(-1)?.headers).toHaveProperty('x-amz-checksum-crc32');
    const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(await Body?.transformToString()).toBe(text);
  });

  test.each(['a b/ü+%2F?#&', '/leading', '../up', 'x//y', '🍋'])('takes and gives the key %s', async (Key) => {
    await s3().send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe(Key);
  });
});

describe('a signature of version 2', () => {
  const Bucket = 'corp-old';
  const key = `/${Bucket}/k`;

  function send(method: string, headers: { readonly [name: string]: string } = {}, secret = 'test') {
    const date = new Date().toUTCString();
    const amz = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const signature = createHmac('sha1', secret)
      .update(`${method}\n\n\n${date}\n${amz.join('')}${key}`)
      .digest('base64');
    const all = { host, date, authorization: `AWS ${accountId}:${signature}`, ...headers };
    return exchange(gateway.port, { method, target: key, headers: all });
  }

  const aged = { status: 400, text: expect.stringContaining('require AWS Signature Version 4.') };

  test('counts for objects that are not under KMS', async () => {
    await s3().send(new CreateBucketCommand({ Bucket }));
    expect(await send('PUT')).toMatchObject({ status: 200 });
    expect(await send('GET')).toMatchObject({ status: 200 });
    expect(codeOf(await send('GET', {}, 'guessed'))).toBe('SignatureDoesNotMatch');
  });

  test('does not count for objects under KMS, nor is KMS asked', async () => {
    const { KeyMetadata } = await new KMSClient(options()).send(new CreateKeyCommand({}));
    const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyMetadata?.Arn } as const;
    const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault }];
    await s3().send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    expect(await send('PUT')).toMatchObject(aged);
    await s3().send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await fetch(`${gateway.endpoint}/_gateway/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(await send('GET')).toMatchObject(aged);
    expect(await send('HEAD')).toMatchObject({ status: 200 });
    expect(await (await fetch(`${gateway.endpoint}/_gateway/ledger`)).text()).toContain('"calls":[]');
  });
});
