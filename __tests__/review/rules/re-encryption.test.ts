import { describe, expect, test } from '@jest/globals';
import { describeGrant, known, type World } from '../../../modules/core';
import { keyArnOf, platformAccount, roleArnOf } from '../../../tools/bench/tenant-worlds';
import { reviewOf, told, twoTenants, withKey } from '../../support/tenant-plans';

const stranger = 'arn:aws:iam::777788889999:role/stranger';
const id = keyArnOf('a');
const account = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${platformAccount}:root` },
  Action: 'kms:PutKeyPolicy',
  Resource: '*',
};

function allow(Action: string, Principal: unknown = { AWS: stranger }): object {
  return { Sid: 'Copy', Effect: 'Allow', Principal, Action, Resource: '*' };
}

function withStatements(...statements: readonly object[]): World {
  return withKey('a', { policy: known({ Version: '2012-10-17', Statement: [account, ...statements] }) });
}

function review(after: readonly object[], before: readonly object[] = []) {
  return reviewOf(withStatements(...after), {}, {}, withStatements(...before));
}

describe('re-encryption by somebody of another account', () => {
  test('is told, since it is as good as reading', () => {
    const found = review([allow('kms:ReEncrypt*')]);
    expect(told(found)).toEqual(['high access-gained a']);
    expect(found.findings[0]?.message).toBe(
      'role/stranger of account 777788889999 can now re-encrypt what lies under key/a of tenant a, and read it under a key of their own',
    );
  });

  test('is told of whole accounts and of everybody', () => {
    expect(told(review([allow('kms:ReEncryptFrom', { AWS: 'arn:aws:iam::777788889999:root' })]))).toEqual([
      'high access-gained a',
    ]);
    expect(told(review([allow('kms:ReEncrypt*', '*')]))).toEqual(['critical public-access a']);
  });

  test('is told of a grant', () => {
    const grant = describeGrant({
      id: 'copies',
      keyArn: id,
      granteePrincipal: known(stranger),
      operations: known(['ReEncryptFrom']),
      constraints: known({ encryptionContextEquals: { 'aws:s3:arn': 'arn:aws:s3:::corp-a' } }),
    });
    const after = { ...twoTenants, grants: new Map([...twoTenants.grants, ['copies', grant]]) };
    expect(told(reviewOf(after))).toEqual(['high access-gained a']);
  });

  test.each([
    ['it was allowed before', [allow('kms:ReEncrypt*')], [allow('kms:ReEncryptFrom')]],
    ['it only puts things under the key', [allow('kms:ReEncryptTo')], []],
    ['whoever does it could decrypt before', [allow('kms:*')], [allow('kms:Decrypt')]],
    ['whoever does it decrypted before', [allow('kms:ReEncryptFrom')], [allow('kms:Decrypt')]],
    ['a Deny refuses it', [allow('kms:ReEncrypt*'), { ...allow('kms:ReEncrypt*', '*'), Effect: 'Deny' }], []],
    [
      'it is one of the account, whoever that is',
      [
        {
          ...allow('kms:ReEncrypt*', '*'),
          Condition: { StringEquals: { 'kms:CallerAccount': platformAccount } },
        },
      ],
      [],
    ],
    ['everybody is refused', [allow('kms:ReEncrypt*', '*'), { ...allow('kms:*', '*'), Effect: 'Deny' }], []],
    ['it is one of the account', [allow('kms:ReEncrypt*', { AWS: roleArnOf('a-reader') })], []],
  ])('is not told where %s', (_, after, before) => {
    expect(review(after, before).findings.map(({ message }) => message)).not.toContainEqual(
      expect.stringContaining('re-encrypt'),
    );
  });

  test('is told as what it is where they decrypt as well', () => {
    const found = review([allow('kms:*')]);
    expect(told(found)).toContain('high access-gained a');
    expect(found.findings[0]?.message).not.toContain('re-encrypt');
  });
});
