import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { talk } from '../../support/raw-http';
import { codeOf, startWireGateway, wireAccount, type WireGateway, type WireRequest } from '../../support/wire-gateway';

let wire: WireGateway;
beforeAll(async () => {
  wire = await startWireGateway();
});
afterAll(async () => {
  await wire[Symbol.asyncDispose]();
});

const block = '/v20180820/configuration/publicAccessBlock';
const body =
  '<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">' +
  '<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>';

function control(request: WireRequest, account = wireAccount) {
  return wire.send({ ...request, headers: { 'x-amz-account-id': account, ...request.headers } });
}

const publicPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::corp-acme/*' }],
});

describe('the public access block of an account', () => {
  test('is put, shown and taken away', async () => {
    expect(codeOf(await control({ target: block }))).toBe('NoSuchPublicAccessBlockConfiguration');
    expect((await control({ method: 'PUT', target: block, body })).status).toBe(201);
    const shown = await control({ target: block });
    expect(shown.text).toContain('<BlockPublicAcls>false</BlockPublicAcls>');
    expect(shown.text).toContain('<RestrictPublicBuckets>true</RestrictPublicBuckets>');
    expect((await control({ method: 'DELETE', target: block })).status).toBe(204);
    expect((await control({ target: block })).status).toBe(404);
  });

  test('is kept by the gateway, and never asked of the emulator', () => {
    expect(wire.upstream.seen.filter(({ target }) => target.includes('publicAccessBlock'))).toEqual([]);
  });

  test('bears on decisions about the buckets of the account', async () => {
    await control({ method: 'PUT', target: block, body });
    await wire.send({ method: 'DELETE', target: '/corp-acme?publicAccessBlock' });
    const refused = await wire.send({ method: 'PUT', target: '/corp-acme?policy', body: publicPolicy });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'AccessDenied']);
    await wire.send({ method: 'PUT', target: '/corp-acme/open', body: 'x' });
    const foreign = () => wire.send({ target: '/corp-acme/open' }, { accessKeyId: '444455556666' });
    expect(await foreign()).toMatchObject({ status: 403 });
    await control({ method: 'DELETE', target: block });
    await wire.send({ method: 'PUT', target: '/corp-acme?policy', body: publicPolicy });
    expect(await foreign()).toMatchObject({ status: 200 });
    await control({ method: 'PUT', target: block, body });
    expect(await foreign()).toMatchObject({ status: 403 });
    await control({ method: 'DELETE', target: block });
  });

  test('is asked for under the faults and the organization that there are, as everything is', async () => {
    const json = { 'content-type': 'application/json' };
    const ours = (method: string, route: string, sent: object = {}) =>
      fetch(`${wire.gateway.endpoint}/_gateway/${route}`, { method, headers: json, body: JSON.stringify(sent) });
    await ours('POST', 'faults', {
      match: { service: 's3control', operation: 'GetPublicAccessBlock' },
      kind: 'throttle',
    });
    expect(codeOf(await control({ target: block }))).toBe('Throttling');
    expect((await control({ method: 'DELETE', target: block })).status).toBe(204);
    await ours('DELETE', 'faults');
    const nothing = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
    await ours('PUT', 'organization', { serviceControlPolicies: [[nothing]] });
    const headers = { 'x-amz-account-id': '555566667777' };
    const unseen = await wire.send({ target: block, headers }, { accessKeyId: '555566667777' });
    expect(codeOf(unseen)).toBe('AccessDenied');
    await ours('DELETE', 'organization');
  });

  test('fails when somebody of another account asks, or sends no XML', async () => {
    const headers = { 'x-amz-account-id': wireAccount };
    const foreign = await wire.send({ target: block, headers }, { accessKeyId: '444455556666' });
    expect([foreign.status, codeOf(foreign)]).toEqual([403, 'AccessDenied']);
    expect(codeOf(await control({ method: 'PUT', target: block, body: 'no' }))).toBe('MalformedXML');
    expect(codeOf(await control({ target: block }, 'me'))).toBe('InvalidRequest');
  });
});

describe('S3 Control', () => {
  test('is found by an absolute target whose host begins with the account (F51)', async () => {
    const host = `${wireAccount}.s3-control.invalid`;
    const headers = wire.sign({ target: block, headers: { host, 'x-amz-account-id': wireAccount } });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const text = [`GET http://${host}${block} HTTP/1.1`, ...lines, 'connection: close', '', ''].join('\r\n');
    expect(await talk(wire.gateway.port, text)).toContain('NoSuchPublicAccessBlockConfiguration');
  });

  test('fails when host and header name different accounts', async () => {
    const headers = { host: '444455556666.s3-control.us-east-1.amazonaws.com' };
    expect(codeOf(await control({ target: block, headers }))).toBe('InvalidRequest');
  });

  test('leaves a bucket of the name of its version to S3', async () => {
    expect(codeOf(await wire.send({ target: '/v20180820/jobs' }))).toBe('NoSuchBucket');
  });

  test('says what it does not answer', async () => {
    const answer = await control({ method: 'POST', target: '/v20180820/jobs', body: '<CreateJobRequest/>' });
    expect([answer.status, codeOf(answer)]).toEqual([501, 'NotImplemented']);
    expect(answer.text).toContain('CreateJob: nothing here runs Batch Operations');
  });
});

describe('the tags of a bucket', () => {
  const tags = '/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Acorp-acme';

  test('are kept by the emulator', async () => {
    expect((await control({ method: 'POST', target: tags, body: '<TagResourceRequest/>' })).status).toBe(200);
    const seen = wire.upstream.seen.at(-1);
    expect(seen).toMatchObject({ method: 'POST', target: tags, headers: { 'x-amz-account-id': wireAccount } });
    expect((await control({ method: 'DELETE', target: `${tags}?tagKeys=a` })).status).toBe(200);
    expect(wire.upstream.seen.at(-1)?.target).toBe(`${tags}?tagKeys=a`);
  });

  test('fails when the account does not own the bucket, may not, or the resource is no bucket', async () => {
    expect(codeOf(await control({ target: tags }, '444455556666'))).toBe('NoSuchResource');
    const headers = { 'x-amz-account-id': wireAccount };
    expect(codeOf(await wire.send({ target: tags, headers }, { accessKeyId: '444455556666' }))).toBe('AccessDenied');
    const other = '/v20180820/tags/arn%3Aaws%3As3%3Aus-east-1%3A111122223333%3Astorage-lens%2Fa';
    expect(codeOf(await control({ target: other }))).toBe('NotImplemented');
  });
});
