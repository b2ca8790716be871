/** How the gateway treats an operation of KMS. */
export type KmsRow =
  /** Decided by the key's policy, then done by the emulator. */
  | { readonly kind: 'key'; readonly crypto: boolean }
  /** Decided by identity policies alone. */
  | { readonly kind: 'account' }
  | { readonly kind: 'refused'; readonly why: string };

const administration: readonly string[] = [
  'CancelKeyDeletion',
  'CreateAlias',
  'CreateGrant',
  'DescribeKey',
  'DisableKey',
  'DisableKeyRotation',
  'EnableKey',
  'EnableKeyRotation',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'GetPublicKey',
  'ListGrants',
  'ListKeyPolicies',
  'ListResourceTags',
  'PutKeyPolicy',
  'RetireGrant',
  'RevokeGrant',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
  'DeleteAlias',
];
const crypto: readonly string[] = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateMac',
  'Sign',
  'Verify',
  'VerifyMac',
];
const account: readonly string[] = ['CreateKey', 'GenerateRandom', 'ListAliases', 'ListKeys'];

/** What happens to a KMS operation. */
export function kmsRow(operation: string): KmsRow {
  if (administration.includes(operation)) return { kind: 'key', crypto: false };
  if (crypto.includes(operation)) return { kind: 'key', crypto: true };
  if (account.includes(operation)) return { kind: 'account' };
  return { kind: 'refused', why: `The gateway does not answer ${operation}: it cannot be decided as AWS would.` };
}
