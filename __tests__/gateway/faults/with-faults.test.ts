import { GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { objectsAt } from '../../support/json';
import { bucket, roleArn, startMeteredGateway, type MeteredGateway } from '../../support/metered-gateway';

let stage: MeteredGateway;
let app: S3Client;

beforeAll(async () => {
  stage = await startMeteredGateway();
  app = stage.s3(await stage.become('one'));
});

beforeEach(async () => {
  await stage.control('POST', 'reset', {});
  await put('there', 'some data that lies there');
});

afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

function put(Key: string, Body = 'data', client = app) {
  return client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
}

async function get(Key: string, client = app): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

const fault = (body: object) => stage.control('POST', 'faults', body);
const wasStored = (key: string) => stage.upstream.seen.some(({ target }) => target.startsWith(`/${bucket}/${key}?`));

describe('a fault of S3 (F47)', () => {
  test.each([
    ['throttle', 503, 'SlowDown'],
    ['error500', 500, 'InternalError'],
    ['error503', 503, 'ServiceUnavailable'],
  ])('of kind %s answers %i %s, and a reset ends it', async (kind, status, name) => {
    await fault({ kind, match: { operation: 'PutObject' } });
    await expect(put('a')).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    expect(await get('there')).toBe('some data that lies there');
    await stage.control('POST', 'reset', {});
    await expect(put('a')).resolves.toBeDefined();
  });

  test('strikes before the work is done, or after, as it was asked to', async () => {
    await fault({ kind: 'error500', match: { keyPrefix: 'before' } });
    await expect(put('before')).rejects.toMatchObject({ name: 'InternalError' });
    expect(wasStored('before')).toBe(false);
    await fault({ kind: 'error500', when: 'after', match: { keyPrefix: 'after' } });
    await expect(put('after')).rejects.toMatchObject({ name: 'InternalError' });
    expect(wasStored('after')).toBe(true);
  });

  test('that resets the connection shows no answer', async () => {
    await fault({ kind: 'reset', match: { operation: 'GetObject' } });
    await expect(get('there')).rejects.toThrow('ECONNRESET');
    await fault({ kind: 'reset', when: 'after', match: { keyPrefix: 'lost' } });
    await expect(put('lost')).rejects.toThrow('ECONNRESET');
    expect(wasStored('lost')).toBe(true);
  });

  test('that resets amid the body shows a part and then an end', async () => {
    await fault({ kind: 'reset-mid-body', match: { operation: 'GetObject' } });
    const { Body } = await app.send(new GetObjectCommand({ Bucket: bucket, Key: 'there' }));
    await expect(Body?.transformToString()).rejects.toThrow('aborted');
  });

  test('that truncates the body shows half of it as if it were all', async () => {
    await fault({ kind: 'truncated-body', match: { operation: 'GetObject' } });
    expect(await get('there')).toBe('some data th');
  });

  test('that answers 200 has an error as its body', async () => {
    await fault({ kind: 'ok-with-error-body', match: { operation: 'GetObject' } });
    expect(await get('there')).toContain('<Code>InternalError</Code>');
  });

  test('that hangs answers nothing until the client goes', async () => {
    await fault({ kind: 'hang', match: { operation: 'GetObject' } });
    const given = new AbortController();
    const asked = app.send(new GetObjectCommand({ Bucket: bucket, Key: 'there' }), { abortSignal: given.signal });
    const counted = async () => objectsAt((await stage.control('GET', 'faults')).body, 'faults')[0]?.['struck'];
    while ((await counted()) !== 1) await new Promise((again) => setTimeout(again, 5));
    given.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('that is slow answers as if nothing were', async () => {
    await fault({ kind: 'slow', delayMs: 1 });
    expect(await get('there')).toBe('some data that lies there');
  });

  test('is ridden out by a client that tries again (F37)', async () => {
    await fault({ kind: 'throttle', times: 2, match: { principal: roleArn, operation: 'PutObject' } });
    const patient = stage.s3(await stage.become('patient'), 4);
    const { $metadata } = await put('b', 'data', patient);
    expect($metadata.attempts).toBe(3);
    expect(objectsAt((await stage.control('GET', 'faults')).body, 'faults')).toEqual([
      expect.objectContaining({ matched: 3, struck: 2 }),
    ]);
  });
});

describe('a fault of KMS', () => {
  const dataKey = () =>
    stage.kms(stage.admin).send(new GenerateDataKeyCommand({ KeyId: stage.keyArn, KeySpec: 'AES_256' }));

  test.each([
    ['throttle', 400, 'ThrottlingException'],
    ['error500', 500, 'KMSInternalException'],
    ['ok-with-error-body', 200, undefined],
  ])('of kind %s answers %i %s', async (kind, status, name) => {
    await fault({ kind, match: { service: 'kms' } });
    const seen = await dataKey().catch((error: unknown) => error);
    expect(seen).toMatchObject({ $metadata: { httpStatusCode: status }, ...(name === undefined ? {} : { name }) });
    expect(seen).not.toHaveProperty('CiphertextBlob');
  });

  test.each([
    ['KMS.ThrottlingException', 400],
    ['SlowDown', 503],
  ])('is seen through S3 as %s %i, by a setting (F37)', async (code, status) => {
    await stage.control('POST', 'settings', { kmsThrottlingThroughS3: code });
    await fault({ kind: 'throttle', match: { service: 'kms', operation: 'GenerateDataKey', keyPrefix: 'c' } });
    const other = stage.s3(await stage.become('fresh'));
    await expect(put('d', 'data', other)).resolves.toBeDefined();
    await stage.control('POST', 'clock', { advanceSeconds: 301 });
    await expect(put('c', 'data', other)).rejects.toMatchObject({
      name: code,
      $metadata: { httpStatusCode: status },
    });
    const calls = objectsAt((await stage.control('GET', 'ledger')).body, 'calls');
    expect(calls.at(-1)).toMatchObject({ operation: 'GenerateDataKey', outcome: 'ThrottlingException' });
    expect(wasStored('c')).toBe(false);
  });

  test('does not touch requests that need no KMS', async () => {
    await fault({ kind: 'error500', match: { service: 'kms' } });
    await expect(put('e')).resolves.toBeDefined();
  });
});

describe('a fault of STS', () => {
  test('is found by the action, and words the error as STS does', async () => {
    await fault({ kind: 'throttle', match: { service: 'sts', operation: 'GetCallerIdentity' } });
    const sts = new STSClient({
      endpoint: stage.gateway.endpoint,
      region: 'eu-west-1',
      credentials: stage.admin,
      maxAttempts: 1,
    });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'Throttling' });
    await expect(stage.become('one')).resolves.toBeDefined();
  });
});

describe('the routes of faults', () => {
  test('add, list and remove them, one or all', async () => {
    const added = await fault({ kind: 'hang', match: { bucket: 'other' } });
    expect(added.body).toMatchObject({ fault: { id: 'fault-1', kind: 'hang', matched: 0 } });
    await fault({ kind: 'reset', match: { bucket: 'other' } });
    const left = await stage.control('DELETE', 'faults/fault-1');
    expect(objectsAt(left.body, 'faults')).toEqual([expect.objectContaining({ id: 'fault-2' })]);
    expect(await stage.control('DELETE', 'faults/fault-1')).toMatchObject({ status: 404 });
    expect(await stage.control('DELETE', 'faults')).toEqual({ status: 200, body: { schemaVersion: 1, faults: [] } });
  });

  test('fail when a fault cannot be read', async () => {
    expect(await fault({ kind: 'boom' })).toMatchObject({ status: 400 });
    expect((await stage.control('GET', 'faults')).body).toEqual({ schemaVersion: 1, faults: [] });
  });
});
