import { describe, expect, test } from '@jest/globals';
import { readFoundKey, type ReadKey } from '../../modules/audit';
import { legacyKeyArn } from '../support/adoption';
import { startKmsStandIn, type KmsAnswer } from '../support/kms-stand-in';

const metadata = {
  Arn: legacyKeyArn,
  KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: 'Enabled',
  Origin: 'AWS_KMS',
  MultiRegion: false,
};

const policy = { Version: '2012-10-17', Statement: [{ Sid: 'Root' }] };

const answers: { readonly [operation: string]: KmsAnswer } = {
  DescribeKey: { KeyMetadata: metadata },
  GetKeyPolicy: { Policy: JSON.stringify(policy) },
  ListResourceTags: { Tags: [{ TagKey: 'team', TagValue: 'data' }], Truncated: false },
  ListAliases: { Aliases: [{ AliasName: 'alias/z' }, { AliasName: 'alias/a' }], Truncated: false },
};

async function read(change: { readonly [operation: string]: KmsAnswer } = {}, credentials = true): Promise<ReadKey> {
  const kms = await startKmsStandIn({ ...answers, ...change }, credentials);
  try {
    return await readFoundKey(legacyKeyArn);
  } finally {
    await kms[Symbol.asyncDispose]();
  }
}

describe('readFoundKey', () => {
  test('finds what is kept of a key', async () => {
    expect(await read()).toEqual({
      key: { arn: legacyKeyArn, tags: { team: 'data' }, policy, aliases: ['alias/a', 'alias/z'] },
      diagnostics: [],
    });
  });

  test.each([
    ['is AWS’s', { KeyManager: 'AWS' }, 'is managed by AWS'],
    ['signs', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }, 'is RSA_2048 for SIGN_VERIFY'],
    ['is an HMAC key', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, 'is HMAC_256 for GENERATE_VERIFY_MAC'],
    ['is disabled', { KeyState: 'Disabled' }, 'is Disabled'],
    ['is going', { KeyState: 'PendingDeletion' }, 'is PendingDeletion'],
    ['has imported material', { Origin: 'EXTERNAL' }, 'has its material from EXTERNAL, so KMS cannot rotate it'],
    [
      'is a replica',
      { MultiRegion: true, MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } },
      'is a replica, which rotates with its primary key only',
    ],
  ])('fails when the key %s', async (_, change, message) => {
    const { diagnostics } = await read({ DescribeKey: { KeyMetadata: { ...metadata, ...change } } });
    expect(diagnostics.map((one) => `${one.code} ${one.message}; ${one.fix}`)).toEqual([
      `TB5142 the key ${message}; name an enabled symmetric key of your own whose material KMS made`,
    ]);
  });

  test.each([
    ['DescribeKey', 'NotFoundException', 'the key cannot be read (NotFoundException: no such thing)'],
    ['GetKeyPolicy', 'AccessDeniedException', 'its policy cannot be read (AccessDeniedException: no such thing)'],
    ['ListResourceTags', 'AccessDeniedException', 'its tags cannot be read (AccessDeniedException: no such thing)'],
    ['ListAliases', 'AccessDeniedException', 'its aliases cannot be read (AccessDeniedException: no such thing)'],
  ])('fails when %s answers %s', async (operation, error, message) => {
    await expect(read({ [operation]: { error, message: 'no such thing' } })).rejects.toMatchObject({
      diagnostics: [{ code: 'TB5141', path: legacyKeyArn, message }],
    });
  });

  test('fails without credentials, whose code says whose turn it is', async () => {
    await expect(read({}, false)).rejects.toMatchObject({ diagnostics: [{ code: 'TB5137' }] });
  });
});
