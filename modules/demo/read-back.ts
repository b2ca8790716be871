import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
} from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetPublicAccessBlockCommand,
  S3Client,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import type { Connection, DeployedTenant } from './connection';

/** One fact about a deployed tenant, as the emulator tells it. */
export interface Fact {
  readonly what: string;
  readonly value: string;
}

/** Asks the services, not terraform's state, what stands. */
export async function readBack(connection: Connection, tenant: DeployedTenant): Promise<readonly Fact[]> {
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  const kms = new KMSClient(connection);
  try {
    return [...(await bucketFacts(s3, tenant)), ...(await keyFacts(kms, tenant)), ...(await grantFacts(kms, tenant))];
  } finally {
    s3.destroy();
    kms.destroy();
  }
}

async function bucketFacts(s3: S3Client, { bucketName }: DeployedTenant): Promise<readonly Fact[]> {
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket: bucketName }));
  const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket: bucketName }));
  const blocked = Object.values(block.PublicAccessBlockConfiguration ?? {}).filter((one) => one === true).length;
  return [
    { what: 'bucket', value: bucketName },
    ...encryptionFacts(ServerSideEncryptionConfiguration?.Rules?.[0]),
    { what: 'public access', value: blocked === 4 ? 'blocked' : `blocked in ${String(blocked)} of 4 ways` },
  ];
}

function encryptionFacts(rule: ServerSideEncryptionRule | undefined): readonly Fact[] {
  const { SSEAlgorithm = 'none', KMSMasterKeyID = '' } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return [
    { what: 'default encryption', value: `${SSEAlgorithm} ${KMSMasterKeyID}`.trim() },
    { what: 'bucket key', value: rule?.BucketKeyEnabled === true ? 'on' : 'off' },
  ];
}

async function keyFacts(kms: KMSClient, { keyArn }: DeployedTenant): Promise<readonly Fact[]> {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyArn }));
  const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId: keyArn }));
  const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: keyArn }));
  const period =
    rotation.RotationPeriodInDays === undefined ? '' : ` every ${String(rotation.RotationPeriodInDays)} days`;
  return [
    { what: 'key', value: `${KeyMetadata?.Arn ?? 'none'} (${KeyMetadata?.KeyState ?? 'unknown'})` },
    { what: 'alias', value: (Aliases ?? []).map((alias) => alias.AliasName ?? '').join(', ') },
    { what: 'rotation', value: rotation.KeyRotationEnabled === true ? `on${period}` : 'off' },
  ];
}

async function grantFacts(kms: KMSClient, { keyArn }: DeployedTenant): Promise<readonly Fact[]> {
  const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: keyArn }));
  return (Grants ?? [])
    .map((grant) => {
      const operations = [...(grant.Operations ?? [])].sort().join(' and ');
      const context = JSON.stringify(grant.Constraints?.EncryptionContextEquals ?? {});
      return { what: 'grant', value: `${grant.GranteePrincipal ?? 'nobody'}: ${operations} under ${context}` };
    })
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
