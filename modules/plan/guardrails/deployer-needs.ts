import {
  bucketArn,
  formatArn,
  type Bucket,
  type Fact,
  type Grant,
  type KmsKey,
  type Role,
  type World,
} from '../../core';
import type { StackPlace } from '../stack-place';
import { requestKeys, s3RequestKeys, type VendNeed } from './need';

/** What terraform does to make a bucket with all its settings, and to read it back. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const bucketActions = [
  's3:CreateBucket',
  's3:GetAccelerateConfiguration',
  's3:GetBucketAcl',
  's3:GetBucketCORS',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketRequestPayment',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetBucketWebsite',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketTagging',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
];

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
const keyActions = [
  'kms:DescribeKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
];

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
const roleActions = ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'];
const boundedRoleActions = ['iam:CreateRole', 'iam:PutRolePolicy'];

/** Where IAM, which has no regions, answers. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
const regionOfIam: { readonly [partition: string]: string } = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

type Ask = Pick<VendNeed, 'action' | 'resource' | 'values'> & Partial<Pick<VendNeed, 'unknown'>>;

/** What whoever deploys a place must be able to do there. */
export function deployerNeeds(world: World, place: StackPlace & { readonly deployerArn: string }): readonly VendNeed[] {
  const { accountId, region, partition, deployerArn } = place;
  const here = (one: { readonly accountId: string; readonly region: string }) =>
    one.accountId === accountId && one.region === region;
  const keys = [...world.keys.values()].filter(here);
  const roles = [...world.principals.values()].flatMap((one) =>
    one.kind === 'role' && one.accountId === accountId ? one : [],
  );
  const asks = [
    ...[...world.buckets.values()].filter(here).flatMap(bucketAsks),
    ...keys.flatMap((key) => keyAsks(key, partition)),
    ...[...world.grants.values()].flatMap((grant) => keys.flatMap((key) => grantAsks(grant, key))),
    ...roles.flatMap((role) => roleAsks(role, regionOfIam[partition] ?? 'us-east-1')),
  ];
  return asks.map((ask) => ({ of: 'deployer', principal: deployerArn, accountId, unknown: [], ...ask }));
}

function bucketAsks({ name, partition, region }: Bucket): readonly Ask[] {
  const resource = bucketArn(partition, name);
  const values = s3RequestKeys(region);
  const created = region === 'us-east-1' ? values : { ...values, 's3:LocationConstraint': region };
  return bucketActions.map((action) => ({
    action,
    resource,
    values: action === 's3:CreateBucket' ? created : values,
  }));
}

function keyAsks(key: KmsKey, partition: string): readonly Ask[] {
  const { arn, region, accountId } = key;
  const values = requestKeys(region);
  const created = {
    ...values,
    'kms:KeySpec': 'SYMMETRIC_DEFAULT',
    'kms:KeyUsage': 'ENCRYPT_DECRYPT',
    'kms:KeyOrigin': 'AWS_KMS',
    'kms:MultiRegion': 'false',
    'kms:BypassPolicyLockoutSafetyCheck': 'false',
  };
  const aliases = (key.aliases.known ? key.aliases.value : []).map((alias) =>
    formatArn({ partition, service: 'kms', region, accountId, resource: alias }),
  );
  return [
    { action: 'kms:CreateKey', resource: '*', ...tagged(key.tags, created) },
    { action: 'kms:TagResource', resource: arn, ...tagged(key.tags, values) },
    ...keyActions.map((action) => ({ action, resource: arn, values })),
    ...(aliases.length > 0 ? [arn, ...aliases] : []).map((resource) => ({
      action: 'kms:CreateAlias',
      resource,
      values,
    })),
    { action: 'kms:ListAliases', resource: '*', values },
  ];
}

function grantAsks({ keyArn, granteePrincipal, operations, constraints }: Grant, key: KmsKey): readonly Ask[] {
  if (keyArn !== key.arn) return [];
  const facts: { readonly [key: string]: Fact<string | readonly string[] | undefined> } = {
    'kms:GranteePrincipal': granteePrincipal,
    'kms:GrantOperations': operations,
    'kms:GrantConstraintType': constraints.known
      ? { known: true, value: constraintType(constraints.value) }
      : constraints,
  };
  const values = { ...requestKeys(key.region), ...knownOf(facts) };
  const unknown = Object.keys(facts).filter((name) => facts[name]?.known === false);
  return [{ action: 'kms:CreateGrant', resource: keyArn, values, unknown }];
}

function constraintType(constraints: object): string | undefined {
  if ('encryptionContextEquals' in constraints) return 'EncryptionContextEquals';
  return 'encryptionContextSubset' in constraints ? 'EncryptionContextSubset' : undefined;
}

function knownOf(facts: { readonly [key: string]: Fact<string | readonly string[] | undefined> }): VendNeed['values'] {
  const values: { [key: string]: string | readonly string[] } = {};
  for (const [key, fact] of Object.entries(facts)) if (fact.known && fact.value !== undefined) values[key] = fact.value;
  return values;
}

function roleAsks({ arn, tags, permissionsBoundary }: Role, region: string): readonly Ask[] {
  const values = requestKeys(region);
  const boundary = permissionsBoundary.known ? permissionsBoundary.value : undefined;
  const bounded = {
    ...values,
    ...(boundary && boundary !== 'none' ? { 'iam:PermissionsBoundary': boundary.name } : {}),
  };
  const unknown = boundary ? [] : ['iam:PermissionsBoundary'];
  return [
    ...boundedRoleActions.map((action) =>
      action === 'iam:CreateRole'
        ? withMoreUnknown({ action, resource: arn, ...tagged(tags, bounded) }, unknown)
        : { action, resource: arn, values: bounded, unknown },
    ),
    { action: 'iam:TagRole', resource: arn, ...tagged(tags, values) },
    ...roleActions.map((action) => ({ action, resource: arn, values })),
  ];
}

function withMoreUnknown(ask: Ask, more: readonly string[]): Ask {
  return { ...ask, unknown: [...(ask.unknown ?? []), ...more] };
}

/** The tags that a request sends along. */
function tagged(tags: KmsKey['tags'], values: VendNeed['values']): Pick<VendNeed, 'values' | 'unknown'> {
  if (!tags.known) return { values, unknown: ['aws:TagKeys'] };
  const names = Object.keys(tags.value);
  if (names.length === 0) return { values, unknown: [] };
  const sent: { [key: string]: string } = {};
  for (const [name, value] of Object.entries(tags.value)) sent[`aws:RequestTag/${name}`] = value;
  return { values: { ...values, ...sent, 'aws:TagKeys': names }, unknown: [] };
}
