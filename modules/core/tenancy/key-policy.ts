import { accountRootArn, bucketArn, parseArn } from '../arn';
import { s3ContextKey } from '../encryption-context';
import type { PolicyStatement } from '../policy/document';
import { grantOperations, type GrantPreset } from './grant';
import type { KeyContext } from './key-context';
import { s3ViaService, type Placement } from './placement';
import { groupByAccess, tagConditions, type AccessGroup } from './principal-tags';
import type { Access, PrincipalTags } from './tenant';

/** Everything one does to a key without reading or writing what it protects. */
const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RetireGrant',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

/** Every symmetric operation that touches data or data keys. */
const use = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** Principals that the key policy itself lets in. */
export interface KeyUser {
  readonly arns: readonly string[];
  readonly access: Access;
  /** Tags that they must carry, all of them, as principals of the placement's account. @default no tag is asked for */
  readonly principalTags?: PrincipalTags;
}

export interface TenantKeyPolicy {
  readonly placement: Placement;
  /** The bucket whose ARN is the encryption context that the key accepts. */
  readonly bucketName: string;
  /** Who may be given a grant, by ARN. */
  readonly granteeArns: readonly string[];
  /** Which grants the deployer may give. */
  readonly grantedAccess: readonly GrantPreset[];
  /** Principals named here rather than in a grant. */
  readonly users: readonly KeyUser[];
  /** @default bucket */
  readonly context?: KeyContext;
}

/**
 * The statements of a tenant's key: the account administers and never uses it, the deployer gives bounded grants,
 * named roles use it through S3 under the bucket context, and nobody uses it past S3.
 */
export function tenantKeyStatements(policy: TenantKeyPolicy): readonly PolicyStatement[] {
  return [
    administer(policy.placement),
    ...(policy.granteeArns.length > 0 && policy.grantedAccess.length > 0 ? [createBoundedGrants(policy)] : []),
    ...groupByAccess(membersOf(policy.users)).map((group) => useThroughS3(policy, group)),
    denyUseOutsideS3(policy.placement),
  ];
}

/** The account administers a key and does not use it. */
export function administer(placement: Pick<Placement, 'partition' | 'accountId'>): PolicyStatement {
  return {
    Sid: 'AdministerWithoutUse',
    Effect: 'Allow',
    Principal: { AWS: accountRootArn(placement.partition, placement.accountId) },
    Action: administration,
    Resource: '*',
  };
}

/** Delegated to the account and narrowed to the deployer, so that the policy survives a deployer role made anew. */
function createBoundedGrants(policy: TenantKeyPolicy): PolicyStatement {
  const { partition, accountId, deployerArn } = policy.placement;
  return {
    Sid: 'CreateGrantsBoundToTheBucket',
    Effect: 'Allow',
    Principal: { AWS: accountRootArn(partition, accountId) },
    Action: 'kms:CreateGrant',
    Resource: '*',
    Condition: {
      ArnEquals: { 'aws:PrincipalArn': deployerArn },
      'ForAllValues:StringEquals': { 'kms:GrantOperations': grantOperations(policy.grantedAccess) },
      StringEquals: {
        'kms:GranteePrincipal': policy.granteeArns,
        'kms:GrantConstraintType': ['EncryptionContextEquals', 'EncryptionContextSubset'],
      },
    },
  };
}

function membersOf(users: readonly KeyUser[]): Parameters<typeof groupByAccess>[0] {
  return users.flatMap(({ arns, ...rest }) => arns.map((arn) => ({ arn, ...rest })));
}

/** One statement for all users of one access and the same tags. */
function useThroughS3(policy: TenantKeyPolicy, group: AccessGroup): PolicyStatement {
  const { placement } = policy;
  const bucket = bucketArn(placement.partition, policy.bucketName);
  const context = `kms:EncryptionContext:${s3ContextKey}`;
  const both = policy.context === 'both';
  return {
    Sid: `${group.access === 'writer' ? 'WriteThroughS3' : 'ReadThroughS3'}${group.sidSuffix}`,
    Effect: 'Allow',
    Principal: { AWS: group.arns },
    Action: grantOperations([group.access]).map((operation) => `kms:${operation}`),
    Resource: '*',
    Condition: {
      StringEquals: {
        'kms:CallerAccount': accountsOf(placement, group),
        'kms:ViaService': s3ViaService(placement),
        ...(!both && { [context]: bucket }),
        ...tagConditions(placement, group.principalTags),
      },
      ...(both && { StringLike: { [context]: [bucket, `${bucket}/*`] } }),
    },
  };
}

/** A principal of another account comes from there. An ARN that only terraform knows is taken for one of ours. */
function accountsOf(placement: Placement, group: AccessGroup): string | readonly string[] {
  const accounts = [...new Set(group.arns.map((arn) => parseArn(arn)?.accountId ?? placement.accountId))];
  const [only, ...more] = accounts;
  return only === undefined || more.length > 0 ? accounts : only;
}

/** Service principals are spared: they come without `kms:ViaService`. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
export function denyUseOutsideS3(placement: Pick<Placement, 'region'>): PolicyStatement {
  return {
    Sid: 'DenyUseOutsideS3',
    Effect: 'Deny',
    Principal: '*',
    Action: use,
    Resource: '*',
    Condition: {
      StringNotEquals: { 'kms:ViaService': s3ViaService(placement) },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    },
  };
}

/**
 * The statements of a key that nobody uses: the default of a shared bucket, so that a write which names no key fails at
 * KMS whatever S3 shows of its key.
 */
export function sentinelKeyStatements(placement: Placement): readonly PolicyStatement[] {
  return [administer(placement), { Sid: 'DenyAllUse', Effect: 'Deny', Principal: '*', Action: use, Resource: '*' }];
}
