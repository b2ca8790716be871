import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { startGateway } from '../../modules/gateway';
import { startStubUpstream } from '../support/stub-upstream';

const root = { accessKeyId: '111122223333', secretAccessKey: 'test' };
const Bucket = 'corp-acme';

test('settings of one bucket that are written at once all stand afterwards', async () => {
  await using upstream = await startStubUpstream();
  await using gateway = await startGateway({ upstream: upstream.endpoint });
  const s3 = new S3Client({ endpoint: gateway.endpoint, region: 'us-east-1', credentials: root, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const }, BucketKeyEnabled: true }];
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([
      s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicPolicy: true } })),
      s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } })),
      s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls })),
      s3.send(new PutBucketPolicyCommand({ Bucket, Policy })),
    ]);
  }
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual(Rules);
  expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
});

test('an alias and a policy that a key gets at once both count afterwards', async () => {
  await using upstream = await startStubUpstream();
  await using gateway = await startGateway({ upstream: upstream.endpoint });
  const kms = new KMSClient({ endpoint: gateway.endpoint, region: 'us-east-1', credentials: root });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  const allow = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Action: 'kms:*',
    Resource: '*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
  await Promise.all([
    kms.send(new CreateAliasCommand({ AliasName: 'alias/acme', TargetKeyId: KeyId })),
    kms.send(new PutKeyPolicyCommand({ KeyId, Policy })),
    kms.send(new CreateAliasCommand({ AliasName: 'alias/other', TargetKeyId: KeyId })),
  ]);
  await kms.send(new DescribeKeyCommand({ KeyId: 'alias/acme' }));
  await kms.send(new DescribeKeyCommand({ KeyId: 'alias/other' }));
  expect(upstream.seen.filter(({ headers }) => headers['x-amz-target'] === 'TrentService.DescribeKey')).toHaveLength(2);
});
