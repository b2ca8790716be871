import { describe, expect, test } from '@jest/globals';
import {
  accessStatements,
  dedicatedEnforcementStatements,
  grantOperations,
  policyDocument,
  policySizeBytes,
  s3ViaService,
  sentinelKeyStatements,
  tenantKeyStatements,
  trustStatements,
  type TenantKeyPolicy,
} from '../../../modules/core';
import { deployment } from '../../support/tenancy';

const china = { ...deployment, partition: 'aws-cn', region: 'cn-north-1' };

describe('grantOperations', () => {
  test('are the least that each preset needs, sorted and once', () => {
    expect(grantOperations(['reader'])).toEqual(['Decrypt']);
    expect(grantOperations(['writer'])).toEqual(['Decrypt', 'GenerateDataKey']);
    expect(grantOperations(['writer', 'reader', 'writer'])).toEqual(['Decrypt', 'GenerateDataKey']);
    expect(grantOperations(['replicator'])).toEqual(['Decrypt', 'Encrypt', 'GenerateDataKey']);
    expect(grantOperations(['reencryptor'])).toEqual([
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'ReEncryptFrom',
      'ReEncryptTo',
    ]);
    expect(grantOperations([])).toEqual([]);
  });
});

describe('accessStatements', () => {
  test.each(['reader', 'writer'] as const)('name no bucket but the tenant’s for a %s, in its partition', (access) => {
    const resources = accessStatements(china, 'corp-acme', access).flatMap((one) => one.Resource ?? []);
    expect(resources.length).toBeGreaterThan(0);
    for (const resource of resources) expect(resource).toMatch(/^arn:aws-cn:s3:::corp-acme(\/\*)?$/);
  });

  test('give nobody the right to delete or to change a setting', () => {
    const actions = (['reader', 'writer'] as const).flatMap((access) =>
      accessStatements(deployment, 'corp-acme', access).flatMap((one) => one.Action),
    );
    expect(actions.filter((action) => /\*|Delete|Put(?!Object$)|Bypass/.test(action))).toEqual([]);
  });
});

describe('accessStatements of a prefix', () => {
  const scope = { prefix: 'acme/' };

  test('reach no object outside it and list nothing outside it', () => {
    expect(accessStatements(deployment, 'corp-pool-1', 'reader', scope)).toEqual([
      {
        Sid: 'ReadObjects',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: 'arn:aws:s3:::corp-pool-1/acme/*',
      },
      {
        Sid: 'ListObjects',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: 'arn:aws:s3:::corp-pool-1',
        Condition: { StringLike: { 's3:prefix': 'acme/*' } },
      },
    ]);
    expect(accessStatements(deployment, 'corp-pool-1', 'writer', scope).map((one) => one.Resource)).toEqual([
      'arn:aws:s3:::corp-pool-1/acme/*',
    ]);
  });

  test('ask for tags on every statement', () => {
    const asked = accessStatements(deployment, 'b', 'reader', { ...scope, principalTags: { team: 'a' } });
    expect(asked.map((one) => one.Condition?.['StringEquals'])).toEqual(
      asked.map(() => ({ 'aws:PrincipalAccount': '111122223333', 'aws:PrincipalTag/team': 'a' })),
    );
  });
});

describe('trustStatements', () => {
  test('let a session be tagged where tags are asked for', () => {
    expect(trustStatements(['a'], { team: 'a' })[0]?.Action).toEqual(['sts:AssumeRole', 'sts:TagSession']);
  });

  test('let those named assume the role and nothing else', () => {
    expect(trustStatements(['a', 'b'])).toEqual([
      { Sid: 'AssumeRole', Effect: 'Allow', Principal: { AWS: ['a', 'b'] }, Action: 'sts:AssumeRole' },
    ]);
  });
});

describe('dedicatedEnforcementStatements', () => {
  const statements = dedicatedEnforcementStatements({
    placement: china,
    bucketName: 'corp-acme',
    keyArns: ['k1', 'k2'],
  });

  test('take any of several keys', () => {
    expect(statements[1]?.Condition?.['StringNotEquals']).toEqual({
      's3:x-amz-server-side-encryption-aws-kms-key-id': ['k1', 'k2'],
    });
  });

  test('stay in the partition of the placement', () => {
    expect(JSON.stringify(statements.map((one) => one.Resource))).not.toContain('arn:aws:');
  });

  test('guard every key that a request may leave out, so that the absence of a header denies nothing', () => {
    const guarded = statements.filter((one) => one.Condition?.['StringNotEquals'] !== undefined);
    expect(guarded).toHaveLength(2);
    for (const { Condition } of guarded)
      expect(Object.keys(Condition?.['Null'] ?? {})).toEqual(Object.keys(Condition?.['StringNotEquals'] ?? {}));
  });

  test('have about 1.8 KB, so that a bucket policy has room for what others need', () => {
    expect(policySizeBytes(policyDocument(statements))).toBeLessThan(2_400);
  });
});

describe('tenantKeyStatements', () => {
  const policy: TenantKeyPolicy = {
    placement: deployment,
    bucketName: 'corp-acme',
    granteeArns: ['arn:aws:iam::111122223333:role/a'],
    grantedAccess: ['reader'],
    users: [{ arns: ['arn:aws:iam::111122223333:role/b'], access: 'reader' }],
  };

  test('bind every statement that allows use to the bucket context', () => {
    const use = tenantKeyStatements(policy).filter(
      (one) => one.Effect === 'Allow' && JSON.stringify(one.Action).includes('Decrypt'),
    );
    expect(use).toHaveLength(1);
    for (const one of use)
      expect(one.Condition?.['StringEquals']).toMatchObject({
        'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme',
      });
  });

  test('let nobody in when nobody is named', () => {
    const sids = tenantKeyStatements({ ...policy, granteeArns: [], grantedAccess: [], users: [] }).map(
      (one) => one.Sid,
    );
    expect(sids).toEqual(['AdministerWithoutUse', 'DenyUseOutsideS3']);
  });

  test('keep readers and writers that they name apart', () => {
    const users = [
      { arns: ['w'], access: 'writer' as const },
      { arns: ['r'], access: 'reader' as const },
    ];
    expect(tenantKeyStatements({ ...policy, users }).map((one) => [one.Sid, one.Principal])).toEqual([
      ['AdministerWithoutUse', { AWS: 'arn:aws:iam::111122223333:root' }],
      ['CreateGrantsBoundToTheBucket', { AWS: 'arn:aws:iam::111122223333:root' }],
      ['ReadThroughS3', { AWS: ['r'] }],
      ['WriteThroughS3', { AWS: ['w'] }],
      ['DenyUseOutsideS3', '*'],
    ]);
  });

  test('name every statement once', () => {
    const sids = tenantKeyStatements(policy).map((one) => one.Sid);
    expect(new Set(sids).size).toBe(sids.length);
  });

  test('deny use outside S3 of the region only', () => {
    expect(s3ViaService(deployment)).toBe('s3.eu-west-1.amazonaws.com');
  });

  test('take the ARNs of objects too when told so, and then enforce no Bucket Key', () => {
    const [, , user] = tenantKeyStatements({ ...policy, context: 'both' });
    expect(user?.Condition).toEqual({
      StringEquals: { 'kms:CallerAccount': '111122223333', 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
      StringLike: {
        'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::corp-acme', 'arn:aws:s3:::corp-acme/*'],
      },
    });
  });

  test('ask named users for their tags, in one statement for each set of tags', () => {
    const users = [
      { arns: ['a'], access: 'reader' as const, principalTags: { team: 'a' } },
      { arns: ['b'], access: 'reader' as const },
    ];
    const named = tenantKeyStatements({ ...policy, users }).filter((one) => one.Sid.startsWith('Read'));
    expect(named.map((one) => [one.Sid, one.Principal])).toEqual([
      ['ReadThroughS3', { AWS: ['b'] }],
      ['ReadThroughS3ByTag1', { AWS: ['a'] }],
    ]);
    expect(named[1]?.Condition?.['StringEquals']).toEqual({
      'kms:CallerAccount': '111122223333',
      'kms:ViaService': 's3.eu-west-1.amazonaws.com',
      'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme',
      'aws:PrincipalAccount': '111122223333',
      'aws:PrincipalTag/team': 'a',
    });
  });
});

describe('sentinelKeyStatements', () => {
  test('let the account administer, and nobody use', () => {
    const statements = sentinelKeyStatements(deployment);
    expect(statements.map((one) => [one.Sid, one.Effect])).toEqual([
      ['AdministerWithoutUse', 'Allow'],
      ['DenyAllUse', 'Deny'],
    ]);
    expect(JSON.stringify(statements[0]?.Action)).not.toMatch(/Decrypt|Encrypt|GenerateDataKey|CreateGrant/);
    expect(statements[1]).toEqual({
      Sid: 'DenyAllUse',
      Effect: 'Deny',
      Principal: '*',
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Resource: '*',
    });
  });
});
