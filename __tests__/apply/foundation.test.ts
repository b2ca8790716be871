import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Deployment } from '../../modules/constructs';
import { replicationRoleArn, startMove } from '../../modules/core';
import { readMovedResources, type Terraform } from '../../modules/terraform';
import { startLocalDeployment, type LocalDeployment } from '../support/local-deployment';
import { synthesizeReplication } from '../support/replications';

const limitMs = 600_000;
const account = '000000000000';
const [foundation, shard, replication] = [
  'localstack-foundation-local',
  'localstack-shard-local-1',
  'replication',
] as const;
const [vended, logs, reports] = ['example-local-acme', 'example-local-logs', 'example-local-reports'] as const;
const [near, far] = ['example-near-acme', 'example-far-acme'] as const;

describe('a foundation, a vended bucket that rests on it, and a replicated one', () => {
  let deployment: LocalDeployment;
  let s3: S3Client;
  let kms: KMSClient;
  let placement: Deployment;

  async function applied(stack: string): Promise<Terraform> {
    const terraform = deployment.terraform(stack);
    await terraform.init();
    await terraform.apply();
    return terraform;
  }

  beforeAll(async () => {
    deployment = await startLocalDeployment();
    deployment.synthesize((environment) => {
      const [first] = environment.placements;
      if (first === undefined) throw new Error('the environment has no placement');
      placement = { ...first, foundation: {} };
      return { ...environment, placements: [placement] };
    });
    const [from, to] = [
      { ...placement, namePrefix: 'example-near' },
      { ...placement, namePrefix: 'example-far' },
    ];
    synthesizeReplication(deployment.outdir, replication, [from, to]);
    const { endpoint, region, accessKeyId, secretAccessKey } = deployment.record;
    const connection = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
    s3 = new S3Client({ ...connection, forcePathStyle: true });
    kms = new KMSClient(connection);
    await Promise.all([applied(foundation).then(() => applied(shard)), applied(replication)]);
  }, limitMs);

  afterAll(async () => {
    s3.destroy();
    kms.destroy();
    await deployment[Symbol.asyncDispose]();
  }, limitMs);

  test(
    'leaves nothing to change in second plans',
    async () => {
      const plans = [foundation, shard, replication].map((stack) => deployment.terraform(stack).plan());
      expect(await Promise.all(plans)).toMatchObject(plans.map(() => ({ changed: false })));
    },
    limitMs,
  );

  test('logs go to a bucket under S3’s own encryption that takes them from S3 alone, and for a time (F24)', async () => {
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket: logs }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
    ]);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: logs }));
    expect(JSON.parse(Policy ?? '{}')).toMatchObject({
      Statement: [
        {
          Sid: 'DeliverAccessLogs',
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::example-local-*' },
          },
        },
        { Sid: 'DenyForgedLogs' },
        { Sid: 'DenyPlainHttp' },
      ],
    });
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: logs }));
    expect(Rules).toMatchObject([{ Status: 'Enabled', Expiration: { Days: 90 } }]);
  });

  test('a report is encrypted under the key of the reports, which S3 may use for our buckets', async () => {
    await s3.send(new PutObjectCommand({ Bucket: reports, Key: 'inventory/manifest.json', Body: '{}' }));
    const { SSEKMSKeyId, BucketKeyEnabled } = await s3.send(
      new GetObjectCommand({ Bucket: reports, Key: 'inventory/manifest.json' }),
    );
    expect(BucketKeyEnabled).toBe(true);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/example-local-reports' }));
    expect(SSEKMSKeyId).toBe(KeyMetadata?.Arn);
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: SSEKMSKeyId, PolicyName: 'default' }));
    expect(Policy).toContain('DeliverInventory');
  });

  test('the vended bucket is logged, by day', async () => {
    const { LoggingEnabled } = await s3.send(new GetBucketLoggingCommand({ Bucket: vended }));
    expect(LoggingEnabled).toEqual({
      TargetBucket: logs,
      TargetPrefix: 'access/',
      TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'EventTime' } },
    });
  });

  test('the vended bucket is listed every week with the encryption of each object', async () => {
    const { InventoryConfiguration } = await s3.send(
      new GetBucketInventoryConfigurationCommand({ Bucket: vended, Id: 'encryption' }),
    );
    expect(InventoryConfiguration).toMatchObject({
      IsEnabled: true,
      IncludedObjectVersions: 'All',
      Schedule: { Frequency: 'Weekly' },
      OptionalFields: expect.arrayContaining(['BucketKeyStatus', 'EncryptionStatus']),
      Destination: {
        S3BucketDestination: {
          AccountId: account,
          Bucket: `arn:aws:s3:::${reports}`,
          Format: 'CSV',
          Prefix: 'inventory',
        },
      },
    });
  });

  test('a replication takes along what lies under SSE-KMS and encrypts it under the other key, by its full ARN', async () => {
    const { ReplicationConfiguration } = await s3.send(new GetBucketReplicationCommand({ Bucket: near }));
    const farKey = await kms.send(new DescribeKeyCommand({ KeyId: `alias/${far}` }));
    expect(ReplicationConfiguration?.Role).toBe(replicationRoleArn(placement, near));
    expect(ReplicationConfiguration?.Rules).toMatchObject([
      {
        Status: 'Enabled',
        DeleteMarkerReplication: { Status: 'Enabled' },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: {
          Bucket: `arn:aws:s3:::${far}`,
          EncryptionConfiguration: { ReplicaKmsKeyID: farKey.KeyMetadata?.Arn },
        },
      },
    ]);
  });

  test.each([
    [near, ['Decrypt']],
    [far, ['Decrypt', 'Encrypt', 'GenerateDataKey']],
  ] as const)('the key of %s lets the role in for %j, under the ARN of its bucket', async (bucket, operations) => {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: `alias/${bucket}` }));
    const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: KeyMetadata?.KeyId }));
    expect(Grants).toMatchObject([
      {
        GranteePrincipal: replicationRoleArn(placement, near),
        Operations: expect.arrayContaining([...operations]),
        Constraints: { EncryptionContextEquals: { 'aws:s3:arn': `arn:aws:s3:::${bucket}` } },
      },
    ]);
    expect(Grants?.[0]?.Operations).toHaveLength(operations.length);
  });

  test(
    'logging and inventory move to another shard with their bucket',
    async () => {
      const resources = readMovedResources(await deployment.terraform(shard).show(), shard, 'acme');
      const ids = resources.map(({ address, importId }) => [address.split('.')[0], importId]);
      expect(ids).toContainEqual(['aws_s3_bucket_logging', vended]);
      expect(ids).toContainEqual(['aws_s3_bucket_inventory', `${vended}:encryption`]);
      deployment.synthesize((loaded) => {
        const placements = [{ ...placement, shardSize: 1 }];
        const request = { environment: loaded.name, placements, pins: loaded.pins, id: 'acme', to: 2 };
        return { ...loaded, placements, pins: startMove(request, resources) };
      });
      const target = deployment.terraform('localstack-shard-local-2');
      await target.init();
      expect((await target.plan()).changes).toEqual({ add: 0, change: 1, remove: 0, import: 17 });
    },
    limitMs,
  );
});
