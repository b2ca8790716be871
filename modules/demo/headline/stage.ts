import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  S3Client,
  type CreateBucketCommandInput,
} from '@aws-sdk/client-s3';
import { assumeRole } from '../assume-role';
import type { Connection } from '../connection';

/** Where workloads run: buckets under a key each, as of tenants, and clients of different roles. */
export interface Stage extends Disposable {
  readonly buckets: readonly string[];
  readonly requesters: readonly S3Client[];
}

const prefix = 'headline';
const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

/** Makes buckets under keys of their own, whose Bucket Key every write says for itself, and roles that may use all of them. */
export async function furnish(connection: Connection, buckets: number, requesters: number): Promise<Stage> {
  const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index));
  const names: string[] = [];
  for (const number of numbers(buckets)) names.push(await makeBucket(connection, `${prefix}-${number}`));
  const clients: S3Client[] = [];
  for (const number of numbers(requesters)) {
    clients.push(await assumeRole(connection, await makeRole(connection, `${prefix}-${number}`)));
  }
  return {
    buckets: names,
    requesters: clients,
    [Symbol.dispose]: () => {
      for (const client of clients) client.destroy();
    },
  };
}

async function makeBucket(connection: Connection, Bucket: string): Promise<string> {
  const kms = new KMSClient(connection);
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  try {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: Bucket }));
    const KMSMasterKeyID = KeyMetadata?.Arn ?? '';
    await s3.send(new CreateBucketCommand({ Bucket, ...placed(connection.region) }));
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID } as const }];
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    return Bucket;
  } finally {
    kms.destroy();
    s3.destroy();
  }
}

/** The first region is never named. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html */
function placed(region: string): Pick<CreateBucketCommandInput, 'CreateBucketConfiguration'> {
  if (region === 'us-east-1') return {};
  const found = Object.values(BucketLocationConstraint).find((one) => one === region);
  return found === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint: found } };
}

async function makeRole(connection: Connection, RoleName: string): Promise<string> {
  const iam = new IAMClient(connection);
  try {
    const { accessKeyId } = connection.credentials;
    const trust = document({ Effect: 'Allow', Principal: { AWS: accessKeyId }, Action: 'sts:AssumeRole' });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    const objects = {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `arn:aws:s3:::${prefix}-*/*`,
    };
    const keys = { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' };
    const PolicyDocument = document(objects, keys);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'work', PolicyDocument }));
    return Role?.Arn ?? '';
  } finally {
    iam.destroy();
  }
}
