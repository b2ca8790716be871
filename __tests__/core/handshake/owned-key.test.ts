import { describe, expect, test } from '@jest/globals';
import { ownedKey, ownedKeyStatements } from '../../../modules/core';
import { handshakeFor, keyAccountId, pendingTenant } from '../../support/handshakes';
import { accountId, createdWriter, existingReader } from '../../support/tenancy';

const role = (name: string): string => `arn:aws:iam::${accountId}:role/tenants/corp-acme-${name}`;

describe('the key policy of a tenant’s own key', () => {
  test('leaves administration to the tenant, lets the platform look, and the roles in through S3 under the bucket', () => {
    const statements = ownedKeyStatements(handshakeFor());
    const bound = {
      'kms:CallerAccount': accountId,
      'kms:ViaService': 's3.eu-west-1.amazonaws.com',
      'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme',
    };
    const platform = { AWS: `arn:aws:iam::${accountId}:root` };
    expect(statements).toEqual([
      expect.objectContaining({
        Sid: 'AdministerWithoutUse',
        Principal: { AWS: `arn:aws:iam::${keyAccountId}:root` },
        Action: expect.arrayContaining(['kms:PutKeyPolicy', 'kms:DisableKey', 'kms:ScheduleKeyDeletion']),
      }),
      {
        Sid: 'LetThePlatformLook',
        Effect: 'Allow',
        Principal: platform,
        Action: ['kms:DescribeKey', 'kms:ListGrants'],
        Resource: '*',
      },
      {
        Sid: `ReadThroughS3From${accountId}`,
        Effect: 'Allow',
        Principal: platform,
        Action: ['kms:Decrypt'],
        Resource: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': [role('reports')] }, StringEquals: bound },
      },
      {
        Sid: `WriteThroughS3From${accountId}`,
        Effect: 'Allow',
        Principal: platform,
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': [role('app')] }, StringEquals: bound },
      },
      expect.objectContaining({ Sid: 'DenyUseOutsideS3', Effect: 'Deny', Principal: '*' }),
    ]);
  });

  test('names each account for itself, asks for tags where they are asked for, and lets everybody of an account in', () => {
    const tagged = { ...createdWriter, principalTags: { team: 'a' } };
    const everybody = { ...existingReader, arn: 'arn:aws:iam::777788889999:root' };
    const principals = [existingReader, tagged, everybody];
    const use = ownedKeyStatements(handshakeFor({ ...pendingTenant, principals })).slice(2, -1);
    expect(use.map((one) => [one.Sid, one.Principal, one.Condition])).toEqual([
      [
        `WriteThroughS3From${accountId}ByTag1`,
        { AWS: `arn:aws:iam::${accountId}:root` },
        expect.objectContaining({
          StringEquals: expect.objectContaining({
            'aws:PrincipalAccount': accountId,
            'aws:PrincipalTag/team': 'a',
            'kms:CallerAccount': accountId,
          }),
        }),
      ],
      [
        'ReadThroughS3From444455556666',
        { AWS: 'arn:aws:iam::444455556666:root' },
        expect.objectContaining({ ArnLike: { 'aws:PrincipalArn': [existingReader.arn] } }),
      ],
      [
        'ReadThroughS3From777788889999',
        { AWS: 'arn:aws:iam::777788889999:root' },
        expect.objectContaining({ ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::777788889999:*'] } }),
      ],
    ]);
  });
});

describe('ownedKey', () => {
  test('rotates in a year, waits thirty days and is called after environment and tenant unless the tenant says otherwise', () => {
    expect(ownedKey(handshakeFor())).toMatchObject({
      rotationDays: 365,
      deletionWindowDays: 30,
      aliasName: 'alias/tenant-buckets/prod/acme',
      description: 'Locks the objects of tenant acme in arn:aws:s3:::corp-acme',
    });
    const own = { rotationDays: 90, deletionWindowDays: 7, aliasName: 'alias/mine' };
    expect(ownedKey(handshakeFor(), own)).toMatchObject(own);
  });
});
