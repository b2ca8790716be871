import { accountRootArn, bucketArn } from '../arn';
import { s3ContextKey } from '../encryption-context';
import type { PolicyStatement } from '../policy/document';
import { s3ViaService, type Placement } from './placement';
import { grantOperations } from './grant';
import type { Access } from './tenant';

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
}

export interface TenantKeyPolicy {
  readonly placement: Placement;
  /** The bucket whose ARN is the encryption context that the key accepts. */
  readonly bucketName: string;
  /** Who may be given a grant, by ARN. */
  readonly granteeArns: readonly string[];
  /** Which grants the deployer may give. */
  readonly grantedAccess: readonly Access[];
  /** Principals named here rather than in a grant. */
  readonly users: readonly KeyUser[];
}

/**
 * The statements of a tenant's key: the account administers and never uses it, the deployer gives bounded grants,
 * named roles use it through S3 under the bucket context, and nobody uses it past S3.
 */
export function tenantKeyStatements(policy: TenantKeyPolicy): readonly PolicyStatement[] {
  return [
    administer(policy.placement),
    ...(policy.granteeArns.length > 0 && policy.grantedAccess.length > 0 ? [createBoundedGrants(policy)] : []),
    ...accesses.flatMap((access) => useThroughS3(policy, access)),
    denyUseOutsideS3(policy.placement),
  ];
}

function administer(placement: Placement): PolicyStatement {
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

const accesses: readonly Access[] = ['reader', 'writer'];

/** One statement for all users of one access, none when there are none. */
function useThroughS3(policy: TenantKeyPolicy, access: Access): readonly PolicyStatement[] {
  const { placement } = policy;
  const arns = policy.users.filter((user) => user.access === access).flatMap((user) => user.arns);
  if (arns.length === 0) return [];
  const statement: PolicyStatement = {
    Sid: access === 'writer' ? 'WriteThroughS3' : 'ReadThroughS3',
    Effect: 'Allow',
    Principal: { AWS: arns },
    Action: grantOperations([access]).map((operation) => `kms:${operation}`),
    Resource: '*',
    Condition: {
      StringEquals: {
        'kms:CallerAccount': placement.accountId,
        'kms:ViaService': s3ViaService(placement),
        [`kms:EncryptionContext:${s3ContextKey}`]: bucketArn(placement.partition, policy.bucketName),
      },
    },
  };
  return [statement];
}

/** Service principals are spared: they come without `kms:ViaService`. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
function denyUseOutsideS3(placement: Placement): PolicyStatement {
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
