import {
  GetKeyPolicyCommand,
  KMSClient,
  ListGrantsCommand,
  ListKeysCommand,
  DescribeKeyCommand,
} from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { emptyBucket } from '../../modules/demo/empty-bucket';
import { readTenants } from '../../modules/demo/stack-outputs';
import { s3OfRole } from '../support/assumed-role';
import { startLocalDeployment, type LocalDeployment } from '../support/local-deployment';

const stackName = 'localstack-shard-local-1';
const bucketName = 'example-local-acme';
const roleArn = `arn:aws:iam::000000000000:role/tenants/${bucketName}`;
/** Applying a saved plan spares another one. */
const planFile = 'plan.bin';
const limitMs = 300_000;

describe('one tenant through terraform', () => {
  let deployment: LocalDeployment;
  let s3: S3Client;
  let kms: KMSClient;
  let keyArn = '';

  beforeAll(async () => {
    deployment = await startLocalDeployment();
    const { endpoint, region, accessKeyId, secretAccessKey } = deployment.record;
    const connection = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
    s3 = new S3Client({ ...connection, forcePathStyle: true });
    kms = new KMSClient(connection);
    await deployment.terraform(stackName).init();
  }, limitMs);

  afterAll(async () => {
    s3.destroy();
    kms.destroy();
    await deployment[Symbol.asyncDispose]();
  }, limitMs);

  test(
    'is applied: fifteen resources and one output',
    async () => {
      const terraform = deployment.terraform(stackName);
      const { changes } = await terraform.plan({ out: planFile });
      expect(changes).toMatchObject({ add: 15, change: 0, remove: 0 });
      await terraform.apply({ planFile });
      const [tenant, ...others] = readTenants(await terraform.output());
      expect(others).toEqual([]);
      expect(tenant).toMatchObject({ id: 'acme', bucketName });
      keyArn = tenant?.keyArn ?? '';
    },
    limitMs,
  );

  test(
    'has nothing left to change in a second plan',
    async () => {
      expect(await deployment.terraform(stackName).plan()).toMatchObject({ changed: false });
    },
    limitMs,
  );

  test('encrypts by default under the tenant’s key with a Bucket Key, versioned and closed to the public', async () => {
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket: bucketName }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual([
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
        BucketKeyEnabled: true,
      },
    ]);
    const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket: bucketName }));
    expect(versioning.Status).toBe('Enabled');
    const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket: bucketName }));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  test('gives each role a grant that is bound to the bucket’s ARN', async () => {
    const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: keyArn }));
    const terms = (Grants ?? []).map(({ GranteePrincipal, Operations, Constraints }) => ({
      grantee: GranteePrincipal,
      operations: [...(Operations ?? [])].sort(),
      context: Constraints?.EncryptionContextEquals,
    }));
    const context = { 'aws:s3:arn': `arn:aws:s3:::${bucketName}` };
    expect(terms).toHaveLength(2);
    expect(terms).toContainEqual({ grantee: `${roleArn}-app`, operations: ['Decrypt', 'GenerateDataKey'], context });
    expect(terms).toContainEqual({ grantee: `${roleArn}-reports`, operations: ['Decrypt'], context });
  });

  test('names the key of the tenant, by its full ARN, in the statement that refuses other keys', async () => {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucketName }));
    const document: unknown = JSON.parse(Policy ?? '{}');
    expect(document).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Sid: 'DenyOtherKeys',
          Condition: expect.objectContaining({
            StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': keyArn },
          }),
        }),
      ]),
    });
    const keyPolicy = await kms.send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }));
    expect(keyPolicy.Policy).toContain('DenyUseOutsideS3');
  });

  test('stores an object written without any header under that key, with a Bucket Key', async () => {
    const writer = await s3OfRole(deployment.record, `${roleArn}-app`);
    const reader = await s3OfRole(deployment.record, `${roleArn}-reports`);
    await writer.send(new PutObjectCommand({ Bucket: bucketName, Key: 'a/b.txt', Body: 'mine' }));
    const got = await reader.send(new GetObjectCommand({ Bucket: bucketName, Key: 'a/b.txt' }));
    expect(await got.Body?.transformToString()).toBe('mine');
    expect(got).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn, BucketKeyEnabled: true });
    for (const client of [writer, reader]) client.destroy();
  });

  test('lets nobody else at the data, not even the root user who applied it', async () => {
    const object = { Bucket: bucketName, Key: 'a/b.txt' };
    const refusal = { name: 'AccessDenied', message: expect.stringContaining('kms:') };
    await expect(s3.send(new GetObjectCommand(object))).rejects.toMatchObject(refusal);
    await expect(s3.send(new PutObjectCommand({ ...object, Body: 'not mine' }))).rejects.toMatchObject(refusal);
  });

  test(
    'is destroyed once the bucket is empty: no bucket stays and the key waits for its deletion (F33)',
    async () => {
      const { endpoint, region, accessKeyId, secretAccessKey } = deployment.record;
      const terraform = deployment.terraform(stackName);
      await expect(terraform.destroy()).rejects.toThrow(/BucketNotEmpty/);
      await emptyBucket({ endpoint, region, credentials: { accessKeyId, secretAccessKey } }, bucketName);
      await terraform.destroy();
      expect((await s3.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
      const { Keys } = await kms.send(new ListKeysCommand({}));
      expect(Keys).toHaveLength(1);
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyArn }));
      expect(KeyMetadata?.KeyState).toBe('PendingDeletion');
    },
    limitMs,
  );
});
