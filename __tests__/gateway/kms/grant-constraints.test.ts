import { CreateGrantCommand, CreateKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { expect, test } from '@jest/globals';
import { accountId, bucketArn, roleArn, startMeteredGateway } from '../../support/metered-gateway';

test('an empty map beside the constraint that is meant is no second constraint, as the AWS provider sends it', async () => {
  await using metered = await startMeteredGateway();
  const administer = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: ['kms:PutKeyPolicy', 'kms:CreateGrant'],
    Resource: '*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [administer] });
  const { KeyMetadata } = await metered.kms(metered.admin).send(new CreateKeyCommand({ Policy }));
  const KeyId = KeyMetadata?.Arn;
  const grant = new CreateGrantCommand({
    KeyId,
    GranteePrincipal: roleArn,
    Operations: ['GenerateDataKey'],
    Constraints: { EncryptionContextEquals: { 'aws:s3:arn': bucketArn, part: 'one' }, EncryptionContextSubset: {} },
  });
  await metered.kms(metered.admin).send(grant);
  const app = metered.kms(await metered.become('one'));
  const ask = (EncryptionContext: Readonly<Record<string, string>>) =>
    app.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
  await ask({ 'aws:s3:arn': bucketArn, part: 'one' });
  await expect(ask({ part: 'one' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
