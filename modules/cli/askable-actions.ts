import { diagnostic, DiagnosticError, nearMiss } from '../core';

/** What an action is asked of. */
export type AskedOf = 'object' | 'bucket' | 'key';

/**
 * Every action that can be asked, by what it is asked of.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
const actions: { readonly [of in AskedOf]: readonly string[] } = {
  object: [
    's3:AbortMultipartUpload',
    's3:BypassGovernanceRetention',
    's3:DeleteObject',
    's3:DeleteObjectTagging',
    's3:DeleteObjectVersion',
    's3:DeleteObjectVersionTagging',
    's3:GetObject',
    's3:GetObjectAcl',
    's3:GetObjectAttributes',
    's3:GetObjectLegalHold',
    's3:GetObjectRetention',
    's3:GetObjectTagging',
    's3:GetObjectVersion',
    's3:GetObjectVersionAcl',
    's3:GetObjectVersionAttributes',
    's3:GetObjectVersionForReplication',
    's3:GetObjectVersionTagging',
    's3:ListMultipartUploadParts',
    's3:PutObject',
    's3:PutObjectAcl',
    's3:PutObjectLegalHold',
    's3:PutObjectRetention',
    's3:PutObjectTagging',
    's3:PutObjectVersionAcl',
    's3:PutObjectVersionTagging',
    's3:ReplicateDelete',
    's3:ReplicateObject',
    's3:ReplicateTags',
    's3:RestoreObject',
    's3:UpdateObjectEncryption',
  ],
  bucket: [
    's3:DeleteBucket',
    's3:DeleteBucketPolicy',
    's3:GetBucketAcl',
    's3:GetBucketLocation',
    's3:GetBucketLogging',
    's3:GetBucketNotification',
    's3:GetBucketObjectLockConfiguration',
    's3:GetBucketOwnershipControls',
    's3:GetBucketPolicy',
    's3:GetBucketPolicyStatus',
    's3:GetBucketPublicAccessBlock',
    's3:GetBucketTagging',
    's3:GetBucketVersioning',
    's3:GetEncryptionConfiguration',
    's3:GetInventoryConfiguration',
    's3:GetLifecycleConfiguration',
    's3:GetReplicationConfiguration',
    's3:ListBucket',
    's3:ListBucketMultipartUploads',
    's3:ListBucketVersions',
    's3:PutBucketAcl',
    's3:PutBucketLogging',
    's3:PutBucketNotification',
    's3:PutBucketObjectLockConfiguration',
    's3:PutBucketOwnershipControls',
    's3:PutBucketPolicy',
    's3:PutBucketPublicAccessBlock',
    's3:PutBucketTagging',
    's3:PutBucketVersioning',
    's3:PutEncryptionConfiguration',
    's3:PutInventoryConfiguration',
    's3:PutLifecycleConfiguration',
    's3:PutReplicationConfiguration',
  ],
  key: [
    'kms:CancelKeyDeletion',
    'kms:CreateAlias',
    'kms:CreateGrant',
    'kms:Decrypt',
    'kms:DeleteAlias',
    'kms:DescribeKey',
    'kms:DisableKey',
    'kms:DisableKeyRotation',
    'kms:EnableKey',
    'kms:EnableKeyRotation',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:GetKeyPolicy',
    'kms:GetKeyRotationStatus',
    'kms:ListGrants',
    'kms:ListKeyPolicies',
    'kms:ListKeyRotations',
    'kms:ListResourceTags',
    'kms:PutKeyPolicy',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
    'kms:RetireGrant',
    'kms:RevokeGrant',
    'kms:RotateKeyOnDemand',
    'kms:ScheduleKeyDeletion',
    'kms:TagResource',
    'kms:UntagResource',
    'kms:UpdateAlias',
    'kms:UpdateKeyDescription',
  ],
};

/** An action as AWS spells it, with what it is asked of. */
export interface AskableAction {
  readonly action: string;
  readonly of: AskedOf;
}

const askable: readonly AskableAction[] = [
  ...actions.object.map((action): AskableAction => ({ action, of: 'object' })),
  ...actions.bucket.map((action): AskableAction => ({ action, of: 'bucket' })),
  ...actions.key.map((action): AskableAction => ({ action, of: 'key' })),
];

/**
 * Finds an action, in any case of letters.
 * @throws DiagnosticError when it is not known: nobody would be allowed it, which looks like a safe answer
 */
export function askableAction(name: string): AskableAction {
  const found = askable.find(({ action }) => action.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const meant = nearMiss(
    name,
    askable.map(({ action }) => action),
  );
  throw new DiagnosticError(
    diagnostic('TB7005', {
      path: 'who-can',
      message: `"${name}" is no action that can be asked`,
      fix:
        meant === undefined
          ? 'name an action on objects, buckets or keys, such as s3:GetObject'
          : `did you mean ${meant}?`,
    }),
  );
}
