import { describe, expect, test } from '@jest/globals';
import {
  checkLiveKey,
  checkOwnedKeyArn,
  known,
  missingKey,
  type Diagnostic,
  type LiveKey,
} from '../../../modules/core';
import { handshakeFor, keyAccountId, ownKeyArn } from '../../support/handshakes';

const handshake = handshakeFor();
const spoken = (all: readonly Diagnostic[]): readonly string[] =>
  all.map((one) => `${one.code} ${one.message}; ${one.fix}`);

describe('the ARN of a tenant’s own key (F04)', () => {
  test('passes in the tenant’s account and the region of the bucket', () => {
    expect(checkOwnedKeyArn('prod/acme', handshake, ownKeyArn)).toEqual([]);
  });

  const noArn = 'give the full ARN of the key: an alias or a bare id is looked up in the account of whoever writes';
  test.each([
    [
      '11111111-2222-3333-4444-555555555555',
      [`TB5122 "11111111-2222-3333-4444-555555555555" is no full key ARN; ${noArn}`],
    ],
    ['alias/mine', [`TB5122 "alias/mine" is no full key ARN; ${noArn}`]],
    [
      `arn:aws:kms:eu-west-1:${keyAccountId}:alias/mine`,
      [`TB5122 "arn:aws:kms:eu-west-1:${keyAccountId}:alias/mine" is no full key ARN; ${noArn}`],
    ],
    [
      'arn:aws:kms:eu-west-1:999999999999:key/1',
      [
        `TB5123 the key is in account 999999999999, and the tenant’s account is ${keyAccountId}; give the ARN of a key in the tenant’s account`,
      ],
    ],
    [
      `arn:aws:kms:us-east-1:${keyAccountId}:key/1`,
      [
        'TB5124 the key is in us-east-1 (aws), and the bucket in eu-west-1 (aws); make the key in eu-west-1: S3 uses keys of the bucket’s region only',
      ],
    ],
    [
      `arn:aws-cn:kms:eu-west-1:999999999999:key/1`,
      [
        `TB5123 the key is in account 999999999999, and the tenant’s account is ${keyAccountId}; give the ARN of a key in the tenant’s account`,
        'TB5124 the key is in eu-west-1 (aws-cn), and the bucket in eu-west-1 (aws); make the key in eu-west-1: S3 uses keys of the bucket’s region only',
      ],
    ],
  ])('fails when it is %s, with all that is wrong', (arn, expected) => {
    expect(spoken(checkOwnedKeyArn('prod/acme', handshake, arn))).toEqual(expected);
  });

  test('fails when KMS knows no such key', () => {
    expect(spoken([missingKey('prod/acme', ownKeyArn)])).toEqual([
      `TB5125 there is no key ${ownKeyArn}; give the ARN that the tenant’s account printed when it made the key`,
    ]);
  });
});

describe('what KMS says of the key', () => {
  const sound: LiveKey = {
    arn: ownKeyArn,
    manager: 'CUSTOMER',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    state: 'Enabled',
    policy: known({}),
    grants: known([]),
  };
  const symmetric = `let account ${keyAccountId} make a symmetric key, SYMMETRIC_DEFAULT for ENCRYPT_DECRYPT`;

  test('passes when it is symmetric, enabled and the tenant’s', () => {
    expect(checkLiveKey('prod/acme', handshake, sound)).toEqual([]);
  });

  test.each<readonly [string, Partial<LiveKey>, readonly string[]]>([
    [
      'an HMAC key',
      { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' },
      [`TB5126 the key is HMAC_256 for GENERATE_VERIFY_MAC; ${symmetric}`],
    ],
    ['an asymmetric key', { spec: 'RSA_2048' }, [`TB5126 the key is RSA_2048 for ENCRYPT_DECRYPT; ${symmetric}`]],
    ['disabled', { state: 'Disabled' }, [`TB5127 the key is Disabled; let account ${keyAccountId} enable it`]],
    [
      'without material',
      { state: 'PendingImport' },
      [`TB5127 the key is PendingImport; let account ${keyAccountId} enable it`],
    ],
    [
      'on its way out',
      { state: 'PendingDeletion', deletionDate: '2027-01-01' },
      [
        `TB5128 the key waits for its deletion on 2027-01-01; let account ${keyAccountId} cancel the deletion and enable the key, or make another`,
      ],
    ],
    [
      'the AWS managed one, and disabled',
      { manager: 'AWS', state: 'Disabled' },
      [
        `TB5134 the key is managed by AWS, and only its own account can use it; let account ${keyAccountId} make a key of its own`,
        `TB5127 the key is Disabled; let account ${keyAccountId} enable it`,
      ],
    ],
  ])('fails when it is %s', (_, change, expected) => {
    expect(spoken(checkLiveKey('prod/acme', handshake, { ...sound, ...change }))).toEqual(expected);
  });
});
