import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { boundary, formBody, signedFields } from '../../support/form';
import { exchange, talk, type RawAnswer } from '../../support/raw-http';
import { codeOf, startWireGateway, wireAccount, type WireGateway } from '../../support/wire-gateway';

let wire: WireGateway;
beforeAll(async () => {
  wire = await startWireGateway();
});
afterAll(async () => {
  await wire[Symbol.asyncDispose]();
});

type Fields = readonly (readonly [string, string])[];

function send(
  fields: Fields,
  file: string | Buffer = 'data',
  headers: { readonly [name: string]: string } = {},
): Promise<RawAnswer> {
  const body = formBody(fields, file, 'C:\\papers\\a b.txt');
  const type = `multipart/form-data; boundary=${boundary}`;
  const all = { host: wire.host, 'content-type': type, 'content-length': String(body.length), ...headers };
  return exchange(wire.gateway.port, { method: 'POST', target: '/corp-acme', headers: all, body });
}

/** Sends a form whose policy speaks of each field as it is. */
function post(fields: Fields, file?: string | Buffer, conditions: readonly unknown[] = []): Promise<RawAnswer> {
  const said = [{ bucket: 'corp-acme' }, ...fields.map(([name, value]) => ['eq', `$${name}`, value]), ...conditions];
  return send(signedFields(fields, said, wire.options()), file);
}

describe('a form upload (F51)', () => {
  test('writes its file as an object, with its fields as headers', async () => {
    const fields: Fields = [
      ['key', 'in/é'],
      ['Content-Type', 'text/plain'],
      ['x-amz-meta-team', 'a'],
      ['acl', 'bucket-owner-full-control'],
      ['tagging', '<Tagging><TagSet><Tag><Key>k</Key><Value>v w</Value></Tag></TagSet></Tagging>'],
      ['x-amz-server-side-encryption', 'AES256'],
    ];
    const answer = await post(fields);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers).toMatchObject({ etag: '"0123"', 'x-amz-server-side-encryption': 'AES256' });
    expect(wire.upstream.objects.get('/corp-acme/in/%C3%A9')?.toString()).toBe('data');
    expect(wire.upstream.seen.at(-1)).toMatchObject({
      method: 'PUT',
      headers: {
        'content-type': 'text/plain',
        'x-amz-meta-team': 'a',
        'x-amz-acl': 'bucket-owner-full-control',
        'x-amz-tagging': 'k=v%20w',
      },
    });
  });

  test('streams a long file', async () => {
    const file = Buffer.alloc(3_000_000, '\r\n--almost');
    expect((await post([['key', 'long']], file)).status).toBe(204);
    expect(wire.upstream.objects.get('/corp-acme/long')?.equals(file)).toBe(true);
  });

  test('may have an empty file, and one that is cut anywhere', async () => {
    for (const size of [0, 1, 65_000, 65_536]) {
      expect((await post([['key', 'cut']], 'c'.repeat(size))).status).toBe(204);
      expect(wire.upstream.objects.get('/corp-acme/cut')?.length).toBe(size);
    }
  });

  test('is told once to go on when it waits for that', async () => {
    const fields = signedFields([['key', 'waited']], [{ bucket: 'corp-acme' }, { key: 'waited' }], wire.options());
    const body = formBody(fields, 'data', 'a').toString();
    const lines = [
      'POST /corp-acme HTTP/1.1',
      `host: ${wire.host}`,
      `content-type: multipart/form-data; boundary=${boundary}`,
      `content-length: ${String(body.length)}`,
      'expect: 100-continue',
      'connection: close',
    ];
    const answer = await talk(wire.gateway.port, `${lines.join('\r\n')}\r\n\r\n${body}`);
    expect(answer.match(/^HTTP\/1.1 .*$/gm)).toEqual(['HTTP/1.1 100 Continue', 'HTTP/1.1 204 No Content']);
  });

  test('puts the name of the file into its key', async () => {
    const conditions = [{ bucket: 'corp-acme' }, ['starts-with', '$key', 'up/']];
    await send(signedFields([['key', 'up/${filename}']], conditions, wire.options()));
    expect(wire.upstream.seen.at(-1)?.target).toBe('/corp-acme/up/a%20b.txt');
  });

  test('is answered as it asks', async () => {
    const created = await post([
      ['key', 'a'],
      ['success_action_status', '201'],
    ]);
    expect(created.status).toBe(201);
    expect(created.text).toMatch(
      /<PostResponse><Location>http:[^<]*\/corp-acme\/a<\/Location><Bucket>corp-acme<\/Bucket><Key>a<\/Key>/,
    );
    expect(
      (
        await post([
          ['key', 'a'],
          ['success_action_status', '200'],
        ])
      ).status,
    ).toBe(200);
    const moved = await post([
      ['key', 'a'],
      ['success_action_redirect', 'http://127.0.0.1/done?x=1'],
    ]);
    expect([moved.status, moved.headers.location]).toEqual([
      303,
      'http://127.0.0.1/done?x=1&bucket=corp-acme&key=a&etag=%220123%22',
    ]);
  });

  test('under a key of the customer’s own shows another ETag than the MD5 of its file, in header and document', async () => {
    const encryption =
      '<ServerSideEncryptionConfiguration><Rule><BlockedEncryptionTypes><EncryptionType>NONE</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>';
    await wire.send({ method: 'PUT', target: '/corp-acme?encryption', body: encryption });
    wire.upstream.answerWith((_, response) => {
      response.writeHead(200, { etag: '"8d777f385d3dfec8815d20f7496026dc"' }).end();
    });
    const answer = await post([
      ['key', 'own'],
      ['success_action_status', '201'],
      ['x-amz-server-side-encryption-customer-algorithm', 'AES256'],
      ['x-amz-server-side-encryption-customer-key', Buffer.alloc(32, 'k').toString('base64')],
    ]);
    wire.upstream.answerWith(undefined);
    const { etag } = answer.headers;
    expect([answer.status, etag]).toEqual([201, expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
    expect(etag).not.toBe('"8d777f385d3dfec8815d20f7496026dc"');
    expect(answer.text.replaceAll('&quot;', '"')).toContain(`<ETag>${etag ?? ''}</ETag>`);
  });

  test('may be signed with version 2', async () => {
    const policy = Buffer.from(
      JSON.stringify({
        expiration: new Date(Date.now() + 60_000).toISOString(),
        conditions: [{ bucket: 'corp-acme' }, { key: 'v2' }],
      }),
    ).toString('base64');
    const signature = createHmac('sha1', 'test').update(policy).digest('base64');
    const fields: Fields = [
      ['key', 'v2'],
      ['AWSAccessKeyId', wireAccount],
      ['policy', policy],
      ['signature', signature],
    ];
    expect((await send(fields)).status).toBe(204);
    const forged = await send(fields.map(([name, value]) => [name, name === 'signature' ? 'AAAA' : value]));
    expect([forged.status, codeOf(forged)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  test.each([
    ['longer', [0, 3], [0, 1_000_000], 'EntityTooLarge'],
    ['shorter', [5, 9], [5_000_000, 9_000_000], 'EntityTooSmall'],
  ])('fails when its file is %s than the policy lets it', async (_, few, many, code) => {
    const answer = await post([['key', 'ranged']], 'data', [['content-length-range', ...few]]);
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    const long = await post([['key', 'ranged']], 'd'.repeat(1_500_000), [['content-length-range', ...many]]);
    expect([long.status, codeOf(long)]).toEqual([400, code]);
    expect(wire.upstream.objects.has('/corp-acme/ranged')).toBe(false);
  });

  test.each([
    [
      'the policy was changed',
      (name: string, value: string) => (name === 'policy' ? `${value}AA` : value),
      'SignatureDoesNotMatch',
    ],
    [
      'a field is another than the policy says',
      (name: string, value: string) => (name === 'key' ? 'other' : value),
      'AccessDenied',
    ],
    [
      'nobody has its key',
      (_: string, value: string) => value.replace(/^111122223333\//, 'AKIANOBODY/'),
      'InvalidAccessKeyId',
    ],
  ])('fails when %s', async (_, change, code) => {
    const fields = signedFields([['key', 'changed']], [{ bucket: 'corp-acme' }, { key: 'changed' }], wire.options());
    const answer = await send(fields.map(([name, value]) => [name, change(name, value)]));
    expect(codeOf(answer)).toBe(code);
    expect(wire.upstream.objects.has('/corp-acme/changed')).toBe(false);
  });

  test('fails when nobody signed it', async () => {
    expect(await send([['key', 'anonymous']])).toMatchObject({ status: 403 });
  });

  test('fails when it has no key, a key twice, or a field that fits into no header', async () => {
    expect(codeOf(await post([['acl', 'private']]))).toBe('InvalidArgument');
    expect(
      codeOf(
        await post([
          ['key', 'a'],
          ['key', 'a'],
        ]),
      ),
    ).toBe('InvalidArgument');
    expect(
      codeOf(
        await post([
          ['key', 'a'],
          ['x-amz-meta-a', 'b\r\nx: y'],
        ]),
      ),
    ).toBe('InvalidArgument');
  });

  test('copies nothing: its fields cannot name the source of a copy', async () => {
    const answer = await post(
      [
        ['key', 'a'],
        ['x-amz-copy-source', '/corp-other/secret'],
      ],
      '',
    );
    expect([answer.status, codeOf(answer)]).toEqual([400, 'InvalidArgument']);
    expect(wire.upstream.seen.some(({ headers }) => 'x-amz-copy-source' in headers)).toBe(false);
  });

  test('meets the faults that were asked for', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ match: { operation: 'PutObject', keyPrefix: 'faulty' }, kind: 'throttle' });
    await fetch(`${wire.gateway.endpoint}/_gateway/faults`, { method: 'POST', headers, body });
    expect(codeOf(await post([['key', 'faulty']]))).toBe('SlowDown');
    expect((await post([['key', 'sound']])).status).toBe(204);
    await fetch(`${wire.gateway.endpoint}/_gateway/faults`, { method: 'DELETE' });
  });

  test('is bound by the organization, be its account never seen before', async () => {
    const stranger = '555566667777';
    const json = { 'content-type': 'application/json' };
    const deny = { Effect: 'Deny', Action: 's3:PutObject', Resource: '*' };
    const scp = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, deny] };
    const organization = `${wire.gateway.endpoint}/_gateway/organization`;
    const body = JSON.stringify({ serviceControlPolicies: [[scp]] });
    const allow = {
      Effect: 'Allow',
      Principal: { AWS: stranger },
      Action: 's3:*',
      Resource: 'arn:aws:s3:::corp-acme/*',
    };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
    expect((await wire.send({ method: 'PUT', target: '/corp-acme?policy', body: policy })).status).toBe(204);
    await fetch(organization, { method: 'PUT', headers: json, body });
    const said = [{ bucket: 'corp-acme' }, { key: 'bound' }];
    const signed = signedFields([['key', 'bound']], said, wire.options({ accessKeyId: stranger }));
    expect(codeOf(await send(signed))).toBe('AccessDenied');
    await fetch(organization, { method: 'DELETE', headers: json });
    expect((await send(signed)).status).toBe(204);
  });

  test('fails when its headers and its fields speak differently of encryption', async () => {
    const fields = signedFields([['key', 'two']], [{ bucket: 'corp-acme' }, { key: 'two' }], wire.options());
    const answer = await send(fields, 'data', { 'x-amz-server-side-encryption': 'aws:kms' });
    expect(codeOf(answer)).toBe('InvalidArgument');
  });

  test.each([
    ['has no end', (body: string) => body.replace(`--${boundary}--`, ''), 'MalformedPOSTRequest'],
    ['has no file', (body: string) => body.replace('name="file"', 'name="other"'), 'MalformedPOSTRequest'],
    [
      'has too much before its file',
      (body: string) => `${'p'.repeat(70_000)}\r\n${body}`,
      'MaxPostPreDataLengthExceededError',
    ],
  ])('fails when it %s', async (_, change, code) => {
    const fields = signedFields([['key', 'cut']], [{ bucket: 'corp-acme' }, { key: 'cut' }], wire.options());
    const body = change(formBody(fields, 'data', 'a').toString());
    const headers = {
      host: wire.host,
      'content-type': `multipart/form-data; boundary="${boundary}"`,
      'content-length': String(body.length),
    };
    expect(codeOf(await exchange(wire.gateway.port, { method: 'POST', target: '/corp-acme', headers, body }))).toBe(
      code,
    );
  });
});
