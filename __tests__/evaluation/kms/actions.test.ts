import { describe, expect, test } from '@jest/globals';
import { allow, askKey, key, stranger } from '../asking';

const open = { resourcePolicy: allow({ Principal: '*' }), identityPolicies: [allow()] };

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html */
const acrossAccounts = [
  'CreateGrant',
  'Decrypt',
  'DeriveSharedSecret',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GetKeyRotationStatus',
  'GetPublicKey',
  'ListGrants',
  'ReEncryptFrom',
  'ReEncryptTo',
  'RetireGrant',
  'RevokeGrant',
  'Sign',
  'Verify',
  'VerifyMac',
];

const withContext = [
  'CreateGrant',
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
];

describe('the actions of KMS', () => {
  test.each(acrossAccounts)('%s works across accounts where both sides allow it', (action) => {
    expect(askKey({ ...open, request: { action: `kms:${action}`, principal: stranger } }).decision).toBe('allow');
  });

  test.each(['PutKeyPolicy', 'GetKeyPolicy', 'DisableKey', 'ScheduleKeyDeletion', 'TagResource'])(
    '%s works only inside the account of the key, whatever the policies allow',
    (action) => {
      expect(askKey({ ...open, request: { action: `kms:${action}` } }).decision).toBe('allow');
      const { decision, reasons } = askKey({ ...open, request: { action: `kms:${action}`, principal: stranger } });
      expect([decision, reasons]).toEqual([
        'implicitDeny',
        [expect.objectContaining({ statement: 'kms', why: `kms:${action} works only inside the account of the key` })],
      ]);
    },
  );

  test.each([...withContext, 'DescribeKey', 'Sign', 'GenerateMac', 'GetPublicKey'])(
    '%s tells its encryption context if KMS takes one with it',
    (action) => {
      const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'a' } };
      const resourcePolicy = allow({ Principal: '*', Condition });
      const request = { action: `kms:${action}`, resource: key };
      expect(askKey({ request, resourcePolicy, encryptionContext: { Tenant: 'a' } }).decision).toBe(
        withContext.includes(action) ? 'allow' : 'implicitDeny',
      );
    },
  );
});
