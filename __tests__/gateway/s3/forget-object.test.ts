import { expect, test } from '@jest/globals';
import { codeOf, startWireGateway } from '../../support/wire-gateway';

const encryption =
  '<ServerSideEncryptionConfiguration><Rule><BlockedEncryptionTypes><EncryptionType>NONE</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>';
const key = {
  'x-amz-server-side-encryption-customer-algorithm': 'AES256',
  'x-amz-server-side-encryption-customer-key': Buffer.alloc(32, 'k').toString('base64'),
};

test('of an object under a marker nothing is asked for, and its version is as it was', async () => {
  await using wire = await startWireGateway();
  const [object, target] = ['/corp-acme/k', '/corp-acme/k?versionId=v1'];
  await wire.send({ method: 'PUT', target: '/corp-acme?encryption', body: encryption });
  const answer = (headers: { readonly [name: string]: string }): void => {
    wire.upstream.answerWith((_, response) => response.writeHead(200, headers).end());
  };
  answer({ 'x-amz-version-id': 'v1' });
  await wire.send({ method: 'PUT', target: object, headers: key, body: 'data' });
  expect(codeOf(await wire.send({ target: object }))).toBe('InvalidRequest');
  answer({ 'x-amz-version-id': 'v2', 'x-amz-delete-marker': 'true' });
  await wire.send({ method: 'DELETE', target: object });
  answer({});
  expect((await wire.send({ target: object })).status).toBe(200);
  expect(codeOf(await wire.send({ target }))).toBe('InvalidRequest');
  await wire.send({ method: 'DELETE', target: '/corp-acme/k?versionId=v2' });
  expect(codeOf(await wire.send({ target: object }))).toBe('InvalidRequest');
});
