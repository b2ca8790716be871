import { describe, expect, test } from '@jest/globals';
import { readLiveKey } from '../../modules/audit';
import { ownKeyArn } from '../support/handshakes';
import { startKmsStandIn, type KmsAnswer } from '../support/kms-stand-in';

const metadata = {
  Arn: ownKeyArn,
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: 'Enabled',
};
const document = { Version: '2012-10-17', Statement: [] };
const answers: { readonly [operation: string]: KmsAnswer } = {
  DescribeKey: { KeyMetadata: metadata },
  GetKeyPolicy: { Policy: JSON.stringify(document) },
  ListGrants: { Grants: [{ GrantId: 'g1' }], Truncated: false },
};

async function look(change: { readonly [operation: string]: KmsAnswer } = {}, credentials = true): Promise<unknown> {
  const kms = await startKmsStandIn({ ...answers, ...change }, credentials);
  try {
    return await readLiveKey(ownKeyArn, new AbortController().signal);
  } finally {
    await kms[Symbol.asyncDispose]();
  }
}

describe('readLiveKey', () => {
  test('reads what KMS says of the key, its policy and its grants, and asks nothing else', async () => {
    await using kms = await startKmsStandIn(answers);
    expect(await readLiveKey(ownKeyArn, new AbortController().signal)).toEqual({
      arn: ownKeyArn,
      manager: 'CUSTOMER',
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      state: 'Enabled',
      policy: { known: true, value: document },
      grants: { known: true, value: [{ GrantId: 'g1' }] },
    });
    expect(kms.calls).toEqual(['DescribeKey', 'GetKeyPolicy', 'ListGrants'].map((name) => `${name} ${ownKeyArn}`));
  });

  test('tells when a key goes, and that there is none', async () => {
    const going = { ...metadata, KeyState: 'PendingDeletion', DeletionDate: 1_798_761_600 };
    expect(await look({ DescribeKey: { KeyMetadata: going } })).toMatchObject({ deletionDate: '2027-01-01' });
    expect(await look({ DescribeKey: { error: 'NotFoundException', message: 'no such key' } })).toBe('missing');
  });

  test('does not know what it may not read, in KMS’s words', async () => {
    const denied = (message: string): KmsAnswer => ({ error: 'AccessDeniedException', message });
    expect(await look({ GetKeyPolicy: denied('not yours'), ListGrants: denied('no list') })).toMatchObject({
      state: 'Enabled',
      policy: { known: false, why: 'not yours' },
      grants: { known: false, why: 'no list' },
    });
  });

  test.each<readonly [string, { readonly [operation: string]: KmsAnswer }, boolean, string, RegExp]>([
    ['there are no credentials', {}, false, 'TB5137', /^no valid credentials \(CredentialsProviderError: /],
    [
      'the credentials are not known to AWS',
      { DescribeKey: { error: 'UnrecognizedClientException', message: 'The security token is invalid' } },
      true,
      'TB5137',
      /^no valid credentials \(UnrecognizedClientException: The security token is invalid\)$/,
    ],
    [
      'the key may not be described',
      { DescribeKey: { error: 'AccessDeniedException', message: 'not authorized' } },
      true,
      'TB5138',
      /^the key may not be described \(AccessDeniedException: not authorized\)$/,
    ],
    [
      'KMS fails',
      { DescribeKey: { error: 'KMSInternalException', message: 'try later', status: 500 } },
      true,
      'TB5139',
      /^KMS did not answer as expected \(KMSInternalException: try later\)$/,
    ],
    [
      'KMS fails while grants are listed',
      { ListGrants: { error: 'ThrottlingException', message: 'slow down' } },
      true,
      'TB5139',
      /^KMS did not answer as expected \(ThrottlingException: slow down\)$/,
    ],
  ])('fails when %s', async (_, change, credentials, code, message) => {
    await expect(look(change, credentials)).rejects.toMatchObject({
      diagnostics: [{ code, path: ownKeyArn, message: expect.stringMatching(message) }],
    });
  });
});
