import { accountRootArn } from '../arn';
import { s3ContextKey } from '../encryption-context';
import { policyDocument, type PolicyDocument, type PolicyStatement } from '../policy/document';
import { administer, denyUseOutsideS3 } from '../tenancy/key-policy';
import { callersOf } from '../tenancy/pool';
import { groupByAccess, tagConditions, type AccessGroup } from '../tenancy/principal-tags';
import type { Handshake } from './handshake';

/** What a tenant may decide about its key beside who uses it. */
export interface OwnedKeyOptions {
  /** With the `alias/` that KMS wants in front. @default `alias/tenant-buckets/ENVIRONMENT/TENANT` */
  readonly aliasName?: string;
  /** Days between rotations, 90 to 2560. @default 365 */
  readonly rotationDays?: number;
  /** Days in which a deleted key can still be rescued, 7 to 30. @default 30, the longest that KMS offers */
  readonly deletionWindowDays?: number;
}

/** The key of a tenant in its own account, before any tool writes it down. */
export interface OwnedKey extends Required<OwnedKeyOptions> {
  readonly description: string;
  readonly policy: PolicyDocument;
}

/** The one source of the construct, of the Terraform and of the CloudFormation that a tenant is given. */
export function ownedKey(handshake: Handshake, options: OwnedKeyOptions = {}): OwnedKey {
  const { environment, tenant, bucketArn } = handshake;
  return {
    description: `Locks the objects of tenant ${tenant} in ${bucketArn}`,
    aliasName: `alias/tenant-buckets/${environment}/${tenant}`,
    rotationDays: 365,
    deletionWindowDays: 30,
    ...options,
    policy: policyDocument(ownedKeyStatements(handshake)),
  };
}

/**
 * The tenant's account administers and can take everything back, the platform may look, and the named principals use
 * the key through S3 under the context of the bucket. Accounts are named and narrowed by `aws:PrincipalArn`: KMS refuses
 * a policy that names a role which is not there, and forgets one that is made anew.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function ownedKeyStatements(handshake: Handshake): readonly PolicyStatement[] {
  const { partition, region, keyAccountId, platformAccountId, principals } = handshake;
  const accounts = [...new Set(principals.map((one) => one.accountId))].sort();
  return [
    administer({ partition, accountId: keyAccountId }),
    {
      Sid: 'LetThePlatformLook',
      Effect: 'Allow',
      Principal: { AWS: accountRootArn(partition, platformAccountId) },
      Action: ['kms:DescribeKey', 'kms:ListGrants'],
      Resource: '*',
    },
    ...accounts.flatMap((accountId) =>
      groupByAccess(principals.filter((one) => one.accountId === accountId)).map((group) =>
        useThroughS3(handshake, accountId, group),
      ),
    ),
    denyUseOutsideS3({ region }),
  ];
}

function useThroughS3(handshake: Handshake, accountId: string, group: AccessGroup): PolicyStatement {
  const { partition, viaService, bucketArn, principals } = handshake;
  const operations = principals.find((one) => one.access === group.access)?.operations ?? [];
  return {
    Sid: `${group.access === 'writer' ? 'Write' : 'Read'}ThroughS3From${accountId}${group.sidSuffix}`,
    Effect: 'Allow',
    Principal: { AWS: accountRootArn(partition, accountId) },
    Action: operations.map((operation) => `kms:${operation}`),
    Resource: '*',
    Condition: {
      ArnLike: { 'aws:PrincipalArn': group.arns.map(callersOf) },
      StringEquals: {
        'kms:CallerAccount': accountId,
        'kms:ViaService': viaService,
        [`kms:EncryptionContext:${s3ContextKey}`]: bucketArn,
        ...tagConditions({ accountId }, group.principalTags),
      },
    },
  };
}
