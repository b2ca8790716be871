import { request } from 'node:http';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultSettings } from '../../../modules/gateway';
import { objectsAt, textAt } from '../../support/json';
import { bucket, startMeteredGateway, type MeteredGateway } from '../../support/metered-gateway';

let stage: MeteredGateway;

beforeAll(async () => {
  stage = await startMeteredGateway();
});

beforeEach(async () => {
  await stage.control('POST', 'reset', {});
});

afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

async function work(): Promise<void> {
  const app = stage.s3(await stage.become('one'));
  await app.send(new PutObjectCommand({ Bucket: bucket, Key: 'a', Body: 'data' }));
  await app.send(new GetObjectCommand({ Bucket: bucket, Key: 'a' }));
}

interface Raw {
  readonly status: number;
  readonly text: string;
}

/** As no client library would ask. */
function raw(method: string, path: string, headers: object, body = ''): Promise<Raw> {
  const { port } = stage.gateway;
  return new Promise((done, failed) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers: { ...headers } }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => {
        done({ status: answer.statusCode ?? 0, text });
      });
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

describe('the ledger’s routes', () => {
  test('give the calls, and say where to go on', async () => {
    await work();
    const { body } = await stage.control('GET', 'ledger');
    expect(body).toMatchObject({ schemaVersion: 1, dropped: 0, next: 2, more: false });
    expect(objectsAt(body, 'calls').map(({ operation }) => operation)).toEqual(['GenerateDataKey', 'Decrypt']);
    const page = await stage.control('GET', 'ledger?from=1&limit=1');
    expect(objectsAt(page.body, 'calls')).toEqual([expect.objectContaining({ operation: 'Decrypt' })]);
  });

  test('give the same calls as events', async () => {
    await work();
    const { body } = await stage.control('GET', 'events');
    expect(objectsAt(body, 'Records')).toEqual([
      expect.objectContaining({ eventName: 'GenerateDataKey' }),
      expect.objectContaining({ eventName: 'Decrypt' }),
    ]);
  });

  test('leave out what was called before a moment of the virtual clock', async () => {
    await work();
    const { body } = await stage.control('POST', 'clock', { advanceSeconds: 3600 });
    const since = await stage.control('GET', `ledger?since=${textAt(body, 'now')}`);
    expect(objectsAt(since.body, 'calls')).toEqual([]);
  });

  test('fail when the question cannot be understood, and say everything about it', async () => {
    expect(await stage.control('GET', 'ledger?from=x&limit=-1&since=never&page=2')).toEqual({
      status: 400,
      body: {
        schemaVersion: 1,
        errors: [
          'page is not known; there are from, limit, since',
          'from has to be the number of a call',
          'limit has to be a whole number',
          'since has to be a moment in ISO 8601',
        ],
      },
    });
  });
});

describe('settings', () => {
  test('are what they were until they are changed, and again after a reset', async () => {
    const before = await stage.control('GET', 'settings');
    expect(before.body).toEqual({ schemaVersion: 1, settings: { ...defaultSettings } });
    const after = await stage.control('POST', 'settings', { reading: 'headerOnly' });
    expect(after.body).toEqual({ schemaVersion: 1, settings: { ...defaultSettings, reading: 'headerOnly' } });
    await stage.control('POST', 'reset', {});
    expect(await stage.control('GET', 'settings')).toEqual(before);
  });

  test('fail when a name or a value is wrong, and nothing changes', async () => {
    const { status, body } = await stage.control('POST', 'settings', { reading: 'other', ttl: 1, transport: 'plain' });
    expect({ status, errors: body['errors'] }).toEqual({
      status: 400,
      errors: [
        'reading cannot be "other"; it has to be one of effective, headerOnly',
        expect.stringMatching(/^ttl is no setting; there are bucketKeyTtlSeconds, /),
      ],
    });
    expect((await stage.control('GET', 'settings')).body).toMatchObject({ settings: { transport: 'tls' } });
  });
});

describe('a reset', () => {
  test('of the ledger alone leaves the bucket-level keys, the clock and the settings', async () => {
    await work();
    await stage.control('POST', 'settings', { reading: 'headerOnly' });
    await stage.control('POST', 'reset', { only: ['ledger'] });
    await work();
    expect(objectsAt((await stage.control('GET', 'ledger')).body, 'calls')).toEqual([]);
    expect((await stage.control('GET', 'settings')).body).toMatchObject({ settings: { reading: 'headerOnly' } });
    await stage.control('POST', 'reset', { only: ['bucketKeys'] });
    await work();
    expect(objectsAt((await stage.control('GET', 'ledger')).body, 'calls')).toHaveLength(2);
  });
});

describe('the control routes', () => {
  test.each([
    ['POST', 'clock', { advanceSeconds: -1 }, 'advanceSeconds has to be a number of seconds that is not negative'],
    ['POST', 'clock', { seconds: 1 }, 'seconds is not known; there are advanceSeconds'],
    ['POST', 'reset', { all: true }, 'all is not known; there are only'],
    [
      'POST',
      'reset',
      { only: ['ledger', 'keys'] },
      'only has to be a list of ledger, bucketKeys, clock, settings, faults, organization',
    ],
    ['POST', 'reset?all=1', {}, 'all is not known; there is none'],
  ] as const)('fail when %s %s is sent %j', async (method, route, body, error) => {
    expect(await stage.control(method, route, body)).toEqual({
      status: 400,
      body: { schemaVersion: 1, errors: [error] },
    });
  });

  test('leave the clock as it is when it cannot go so far', async () => {
    const { status, body } = await stage.control('POST', 'clock', { advanceSeconds: 1e30 });
    expect({ status, body }).toEqual({
      status: 400,
      body: { schemaVersion: 1, errors: ['advanceSeconds has to lead to a moment that a calendar has'] },
    });
    expect(await stage.control('POST', 'clock', { advanceSeconds: 1 })).toMatchObject({ status: 200 });
  });

  test('fail when the body is no JSON object, or does not say that it is JSON', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await raw('POST', '/_gateway/settings', {}, '{}')).toMatchObject({ status: 400 });
    expect(await raw('POST', '/_gateway/settings', { 'content-type': 'text/plain' }, '{}')).toMatchObject({
      status: 400,
      text: expect.stringContaining('application/json'),
    });
    expect(await raw('POST', '/_gateway/settings', json, '[1]')).toMatchObject({ status: 400 });
    expect(await raw('PUT', '/_gateway/organization', json, 'no')).toMatchObject({ status: 400 });
  });

  test('fail under a Host that is not this machine, whatever the form of the target', async () => {
    const { port } = stage.gateway;
    for (const host of ['evil.example', `evil.example:${String(port)}`, '127.0.0.1.evil.example']) {
      expect(await raw('GET', '/_gateway/ledger', { host })).toMatchObject({ status: 403 });
    }
    const absolute = 'http://evil.example/_gateway/ledger';
    expect(await raw('GET', absolute, { host: 'evil.example' })).toMatchObject({ status: 403 });
    // A target and a Host that contradict each other are no request at all.
    expect(await raw('GET', absolute, { host: '127.0.0.1' })).toMatchObject({ status: 400 });
    expect(await raw('GET', '/_gateway/ledger', { host: `localhost:${String(port)}` })).toMatchObject({ status: 200 });
  });

  test.each([
    ['GET', 'ledgers'],
    ['DELETE', 'ledger'],
    ['GET', 'faults/fault-1'],
    ['DELETE', 'faults/a/b'],
    ['GET', '__proto__'],
  ] as const)('fail when %s %s is asked, and tell what there is', async (method, route) => {
    const { status, body } = await stage.control(method, route);
    expect(status).toBe(404);
    expect(body['errors']).toEqual([expect.stringMatching(/^there is no .*; there are .*GET ledger/)]);
  });
});
