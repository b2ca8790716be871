import { describe, expect, test } from '@jest/globals';
import { checkOwnedKeyAccount, foreignKeyStatements, pendingStatements } from '../../../modules/core';
import { ownKeyArn } from '../../support/handshakes';
import { accountId, deployment } from '../../support/tenancy';

describe('a tenant whose key is not there yet', () => {
  test('has a bucket that nobody writes to, whatever they send', () => {
    const [writes, ...others] = pendingStatements(deployment, 'corp-acme');
    expect(writes).toEqual({
      Sid: 'DenyWritesWhilePending',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'],
      Resource: 'arn:aws:s3:::corp-acme/*',
    });
    expect(others.map((one) => [one.Sid, one.Effect])).toEqual([
      ['DenyEncryptionChange', 'Deny'],
      ['DenyPlainHttp', 'Deny'],
    ]);
  });
});

describe('foreignKeyStatements', () => {
  test('let a role use the one key through S3 under the bucket, with the tags that are asked of it', () => {
    const use = { keyArn: ownKeyArn, bucketName: 'corp-acme', access: 'reader', principalTags: { team: 'a' } } as const;
    expect(foreignKeyStatements(deployment, use)).toEqual([
      {
        Sid: 'UseKeyThroughS3',
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: ownKeyArn,
        Condition: {
          StringEquals: {
            'kms:ViaService': 's3.eu-west-1.amazonaws.com',
            'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme',
            'aws:PrincipalAccount': accountId,
            'aws:PrincipalTag/team': 'a',
          },
        },
      },
    ]);
  });
});

describe('checkOwnedKeyAccount', () => {
  test('takes a key in the account that the tenant names, and one that is not there yet', () => {
    expect(checkOwnedKeyAccount('x', { owner: 'tenant', accountId: '444455556666', arn: ownKeyArn })).toEqual([]);
    expect(checkOwnedKeyAccount('x', { owner: 'tenant', accountId: '444455556666' })).toEqual([]);
  });

  test('fails when the key is in another account (F04)', () => {
    const [found] = checkOwnedKeyAccount('x', { owner: 'tenant', accountId: '999999999999', arn: ownKeyArn });
    expect(found).toMatchObject({ code: 'TB2170', message: `key ${ownKeyArn} is not in account 999999999999` });
  });
});
