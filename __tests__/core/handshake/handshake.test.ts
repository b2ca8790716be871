import { describe, expect, test } from '@jest/globals';
import { handshakeFor, keyAccountId, pendingTenant } from '../../support/handshakes';
import { accountId, createdWriter, existingReader } from '../../support/tenancy';

describe('handshakeOf', () => {
  test('says who needs the key, for what, where and under which constraint', () => {
    expect(handshakeFor()).toEqual({
      schemaVersion: 1,
      environment: 'prod',
      tenant: 'acme',
      partition: 'aws',
      region: 'eu-west-1',
      keyAccountId,
      platformAccountId: accountId,
      bucketArn: 'arn:aws:s3:::corp-acme',
      viaService: 's3.eu-west-1.amazonaws.com',
      constraint: { encryptionContextEquals: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' } },
      principals: [
        {
          arn: `arn:aws:iam::${accountId}:role/tenants/corp-acme-app`,
          accountId,
          access: 'writer',
          operations: ['Decrypt', 'GenerateDataKey'],
        },
        {
          arn: `arn:aws:iam::${accountId}:role/tenants/corp-acme-reports`,
          accountId,
          access: 'reader',
          operations: ['Decrypt'],
        },
      ],
    });
  });

  test('names principals that exist already, with their account and their tags, also while the tenant is suspended', () => {
    const tagged = { ...createdWriter, principalTags: { team: 'a' } };
    const { principals } = handshakeFor({ ...pendingTenant, state: 'suspended', principals: [existingReader, tagged] });
    expect(principals.map(({ accountId: of, principalTags }) => [of, principalTags])).toEqual([
      ['444455556666', undefined],
      [accountId, { team: 'a' }],
    ]);
  });
});
