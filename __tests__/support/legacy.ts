import { CreateRoleCommand, IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

const legacyRole = 'arn:aws:iam::000000000000:role/legacy';

/** The role that buckets and keys name: policies take only principals that exist. */
export async function makeLegacyRole(connection: IAMClientConfig): Promise<void> {
  const iam = new IAMClient(connection);
  const statement = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' };
  const trust = { Version: '2012-10-17', Statement: [statement] };
  await iam.send(new CreateRoleCommand({ RoleName: 'legacy', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  iam.destroy();
}

/** Of the policy of the bucket `legacy-merged`. */
export const legacyStatement = {
  Sid: 'LegacyHome',
  Effect: 'Allow',
  Principal: { AWS: legacyRole },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::legacy-merged/home/${aws:username}/*',
  Condition: { StringLike: { 's3:ExistingObjectTag/team': ['a*', 'b*'] } },
};

/** Of the policy of each key. */
export const legacyKeyStatement = {
  Sid: 'LegacyUse',
  Effect: 'Allow',
  Principal: { AWS: legacyRole },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
};

/** Of the lifecycle of each bucket. */
export const legacyRule = {
  ID: 'logs',
  Status: 'Enabled' as const,
  Filter: { And: { Prefix: 'logs/', Tags: [{ Key: 'kept', Value: 'no' }] } },
  Expiration: { Days: 10 },
};

/** Two tenants that take over, one keeping what was there, and one with every option of a bucket. */
export function adoptingTenants(keys: { readonly merged: string; readonly replaced: string }): string {
  const entry = (id: string, keyArn: string, rest: string): string => `  - id: ${id}
    placement: local
    adopt: { bucket: legacy-${id}, keyArn: '${keyArn}', ${rest} }
    principals:
      - { access: writer, create: { name: app, trust: ['arn:aws:iam::000000000000:root'] } }
      - { access: reader, arn: '${legacyRole}' }
    tags: { costCenter: '4711' }
`;
  return `tenants:
${entry('merged', keys.merged, 'policy: merge, lifecycle: merge')}${entry('replaced', keys.replaced, 'policy: replace, lifecycle: replace, context: bucket')}  - id: locked
    placement: local
    principals:
      - { access: writer, create: { name: app, trust: ['arn:aws:iam::000000000000:root'] } }
    lifecycle:
      noncurrentDays: 30
      expirationDays: 400
      transitions:
        - { storageClass: STANDARD_IA, days: 30 }
        - { storageClass: GLACIER, days: 60 }
        - { storageClass: DEEP_ARCHIVE, days: 180 }
      objectLock: { mode: GOVERNANCE, days: 30 }
`;
}

/** A key with the policy that AWS gives to every key, a statement for one role, an alias and a tag. */
export async function makeLegacyKey(kms: KMSClient, name: string): Promise<string> {
  const root = {
    Sid: 'Root',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::000000000000:root' },
    Action: 'kms:*',
    Resource: '*',
  };
  const policy = { Version: '2012-10-17', Statement: [root, legacyKeyStatement] };
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Policy: JSON.stringify(policy),
      Description: name,
      Tags: [{ TagKey: 'team', TagValue: 'data' }],
    }),
  );
  await kms.send(new CreateAliasCommand({ AliasName: `alias/legacy/${name}`, TargetKeyId: KeyMetadata?.KeyId }));
  return KeyMetadata?.Arn ?? '';
}

/** A bucket with a policy, a lifecycle, tags and an object, encrypted by S3 itself. */
export async function makeLegacyBucket(s3: S3Client, name: string): Promise<void> {
  const Bucket = `legacy-${name}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'data' }] } }));
  const statement = { ...legacyStatement, Resource: legacyStatement.Resource.replace('legacy-merged', Bucket) };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const LifecycleConfiguration = { Rules: [legacyRule] };
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'old.txt', Body: 'old' }));
}

type Change = readonly [action: string, resource: string, what: string];

const tags = 'tags: costCenter 4711, environment localstack, managedBy tenant-buckets, without team';
const versions = 'versions that are no longer current go after 90 days, also those that are there';
const writes = 'writes under other keys and requests without TLS are refused';
const key = 'rotated every 365 days, 30 days to rescue it, use past S3 refused';

function underKey(keyArn: string): string {
  return `new objects are encrypted by aws:kms under ${keyArn} with a Bucket Key`;
}

function newcomers(id: string): readonly Change[] {
  return [
    ['made', 'aws_kms_alias', `alias/example-local/${id}`],
    ['made', 'aws_iam_role', 'app'],
    ['made', 'aws_iam_role_policy', 'app'],
    ['made', 'aws_kms_grant', '2 principals'],
  ];
}

/** All that the first plan does to the bucket and key that keep what they have. */
export function changesOfMerged(keyArn: string): readonly Change[] {
  return [
    ['changed', 'aws_s3_bucket', tags],
    ['takenOver', 'aws_s3_bucket_public_access_block', 'public access is blocked already'],
    ['changed', 'aws_s3_bucket_server_side_encryption_configuration', `${underKey(keyArn)}; before by AES256`],
    ['takenOver', 'aws_s3_bucket_ownership_controls', 'the bucket owns every object already'],
    ['made', 'aws_s3_bucket_versioning', 'objects get versions'],
    [
      'changed',
      'aws_s3_bucket_lifecycle_configuration',
      `${versions}; keeps rules "logs"; "logs" then leave out empty objects`,
    ],
    ['changed', 'aws_s3_bucket_policy', `${writes}; keeps statements "LegacyHome"`],
    [
      'changed',
      'aws_kms_key',
      `${key}; principals use it for old objects too, which does not enforce Bucket Keys; keeps statements "Root", "LegacyUse"; ${tags}`,
    ],
    ...newcomers('merged'),
  ];
}

/** All that the first plan does to the bucket and key that get ours instead. */
export function changesOfReplaced(keyArn: string): readonly Change[] {
  return [
    ['changed', 'aws_s3_bucket', tags],
    ['takenOver', 'aws_s3_bucket_public_access_block', 'public access is blocked already'],
    [
      'changed',
      'aws_s3_bucket_server_side_encryption_configuration',
      `${underKey(keyArn)}; before by aws:kms under ${keyArn}`,
    ],
    ['takenOver', 'aws_s3_bucket_ownership_controls', 'the bucket owns every object already'],
    ['takenOver', 'aws_s3_bucket_versioning', 'objects have versions already'],
    ['changed', 'aws_s3_bucket_lifecycle_configuration', `${versions}; without rules "logs"`],
    ['changed', 'aws_s3_bucket_policy', `${writes}; without statements "LegacyHome"`],
    [
      'changed',
      'aws_kms_key',
      `${key}; our statements let nobody use it without a Bucket Key; without statements "Root", "LegacyUse"; ${tags}`,
    ],
    ...newcomers('replaced'),
  ];
}
