import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startWireGateway, type WireGateway } from '../../support/wire-gateway';

let wire: WireGateway;

beforeAll(async () => {
  wire = await startWireGateway();
});

afterEach(() => {
  wire.upstream.answerWith(undefined);
});

afterAll(async () => {
  await wire[Symbol.asyncDispose]();
});

const remove = (objects: string) =>
  wire.send({ method: 'POST', target: '/corp-acme?delete=', body: `<Delete>\n ${objects}\n</Delete>` });

describe('a delete of many objects', () => {
  test('takes each key as it stands, with its spaces and signs', async () => {
    const before = wire.upstream.seen.length;
    const keys = [' a ', 'x&#13;y', '&amp;lt;', '007', '  '];
    const answer = await remove(keys.map((key) => `<Object><Key>${key}</Key></Object>`).join('\n'));
    expect(answer.text).not.toContain('<Error>');
    expect(wire.upstream.seen.slice(before).map(({ target }) => target)).toEqual(
      ['%20a%20', 'x%0Dy', '%26lt%3B', '007', '%20%20'].map((key) => `/corp-acme/${key}`),
    );
  });

  test('tells of the markers that it leaves', async () => {
    wire.upstream.answerWith((_, response) => {
      response.writeHead(204, { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'v2' }).end();
    });
    expect((await remove('<Object><Key>a</Key></Object>')).text).toContain(
      '<Deleted><Key>a</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>v2</DeleteMarkerVersionId></Deleted>',
    );
  });

  test('tells why an object stays', async () => {
    wire.upstream.answerWith((_, response) => {
      response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>because it is locked</Message></Error>');
    });
    expect((await remove('<Object><Key>a</Key></Object>')).text).toContain(
      '<Error><Key>a</Key><Code>AccessDenied</Code><Message>because it is locked</Message></Error>',
    );
  });

  test('goes on with the condition on the ETag of each, whatever stands in it', async () => {
    const before = wire.upstream.seen.length;
    const etags = ['"a"', 'W/*', ' "x&#10;é" '];
    await remove(etags.map((etag) => `<Object><Key>a</Key><ETag>${etag}</ETag></Object>`).join(''));
    const sent = wire.upstream.seen.slice(before).map(({ headers }) => headers['if-match']);
    expect(sent).toEqual(['"a"', 'W/*', '"x??"']);
  });
});
