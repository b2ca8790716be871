import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { expect, test } from '@jest/globals';
import { accountId, startMeteredGateway } from '../../support/metered-gateway';

test('the emulator hears the name of the one policy that a key has, which clients need not say', async () => {
  await using metered = await startMeteredGateway();
  const principal = { AWS: `arn:aws:iam::${accountId}:root` };
  const statement = { Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*' };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await metered.kms(metered.admin).send(new PutKeyPolicyCommand({ KeyId: metered.keyArn, Policy }));
  expect(metered.upstream.seen.at(-1)).toMatchObject({
    headers: { 'x-amz-target': 'TrentService.PutKeyPolicy' },
    body: expect.stringContaining('"PolicyName":"default"'),
  });
});
