import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutBucketEncryptionCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  accessStatements,
  dedicatedEnforcementStatements,
  policyDocument,
  tenantKeyStatements,
  type PolicyStatement,
} from '../../../modules/core';
import { rootCredentials, type EmulatorRecord } from '../../../modules/emulator';

/** A bucket under the shipped policies, and a role that may write and read it. */
export interface LockedBucket {
  readonly bucket: string;
  readonly keyArn: string;
  readonly foreignKey: string;
  /** The role's session, for programs that read the environment. */
  readonly environment: NodeJS.ProcessEnv;
}

const json = (statements: readonly PolicyStatement[]): string => JSON.stringify(policyDocument([...statements]));

/** The root user of an emulator's account, as the SDK takes it. */
export function connectionOf({ endpoint, region, accountId }: EmulatorRecord) {
  return { endpoint, region, credentials: rootCredentials(accountId) };
}

/** Makes them through the services' own requests. */
export async function makeLockedBucket(record: EmulatorRecord): Promise<LockedBucket> {
  const { region, accountId } = record;
  const connection = connectionOf(record);
  const bucket = 'corp-proof';
  const placement = {
    name: 'proof',
    partition: 'aws',
    accountId,
    region,
    deployerArn: `arn:aws:iam::${accountId}:root`,
    namePrefix: 'corp',
    rolePath: '/',
  };
  const iam = new IAMClient(connection);
  const trust = { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' } as const;
  const AssumeRolePolicyDocument = json([{ Sid: 'Trust', ...trust }]);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'proof', AssumeRolePolicyDocument }));
  const roleArn = Role?.Arn ?? '';
  const access = [...accessStatements(placement, bucket, 'writer'), ...accessStatements(placement, bucket, 'reader')];
  await iam.send(new PutRolePolicyCommand({ RoleName: 'proof', PolicyName: 'access', PolicyDocument: json(access) }));
  const kms = new KMSClient(connection);
  const users = (['writer', 'reader'] as const).map((one) => ({ arns: [roleArn], access: one }));
  const key = { placement, bucketName: bucket, granteeArns: [], grantedAccess: [], users };
  const made = await kms.send(new CreateKeyCommand({ Policy: json(tenantKeyStatements(key)) }));
  const foreign = await kms.send(new CreateKeyCommand({}));
  const keyArn = made.KeyMetadata?.Arn ?? '';
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } as const;
  const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } }));
  const Policy = json(dedicatedEnforcementStatements({ placement, bucketName: bucket, keyArns: [keyArn] }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
  const sts = new STSClient(connection);
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'proof' }));
  return {
    bucket,
    keyArn,
    foreignKey: foreign.KeyMetadata?.Arn ?? '',
    environment: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials?.SessionToken,
    },
  };
}
