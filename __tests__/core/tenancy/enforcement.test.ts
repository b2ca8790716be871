import { describe, expect, test } from '@jest/globals';
import { dedicatedEnforcementStatements, type DedicatedEnforcement, type PolicyStatement } from '../../../modules/core';
import { accountId, deployment, existingReader } from '../../support/tenancy';

const bucket = 'arn:aws:s3:::corp-acme';
const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const keyId = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const writes = ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'];

function statements(changes: Partial<DedicatedEnforcement> = {}): readonly PolicyStatement[] {
  return dedicatedEnforcementStatements({
    placement: deployment,
    bucketName: 'corp-acme',
    keyArns: [keyArn],
    ...changes,
  });
}

function sids(changes: Partial<DedicatedEnforcement>): readonly string[] {
  return statements(changes).map((one) => one.Sid);
}

describe('strict enforcement', () => {
  test('denies every write that does not show a key of ours, without asking whether it shows any', () => {
    expect(statements({ enforcement: 'strict' })[1]).toEqual({
      Sid: 'DenyAllButOurKeys',
      Effect: 'Deny',
      Principal: '*',
      Action: writes,
      Resource: `${bucket}/*`,
      Condition: { StringNotEquals: { [keyId]: [keyArn] } },
    });
  });

  test('needs no statement on bare aws:kms or SSE-C: their key is another’s or cannot be seen', () => {
    expect(sids({ enforcement: 'strict' })).toEqual([
      'DenyOtherAlgorithms',
      'DenyAllButOurKeys',
      'DenyEncryptionChange',
      'DenyFormUploads',
      'DenyPlainHttp',
    ]);
  });
});

describe('enforcement while a tenant is suspended', () => {
  const suspended = { suspended: true, letIn: [existingReader] };

  test('denies objects and lists to all but the deployer, and lets nobody in', () => {
    const Condition = { ArnNotLike: { 'aws:PrincipalArn': [deployment.deployerArn] } };
    expect(statements(suspended).slice(-2)).toEqual([
      {
        Sid: 'DenyObjectsWhileSuspended',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: `${bucket}/*`,
        Condition,
      },
      {
        Sid: 'DenyListsWhileSuspended',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:ListBucket*',
        Resource: bucket,
        Condition,
      },
    ]);
    expect(statements(suspended).filter((one) => one.Effect === 'Allow')).toEqual([]);
  });

  test('keeps everything that is denied while the tenant is active', () => {
    expect(sids(suspended).slice(0, -2)).toEqual(sids({}));
  });

  test('spares the roles of the platform that it is told to', () => {
    const Condition = { ArnNotLike: { 'aws:PrincipalArn': [deployment.deployerArn, 'arn:aws:iam::1:role/r'] } };
    const spared = statements({ suspended: true, sparedArns: ['arn:aws:iam::1:role/r'] });
    expect(spared.slice(-2).map((one) => one.Condition)).toEqual([Condition, Condition]);
  });
});

describe('principals that exist already', () => {
  test('are let in by the bucket policy: in another account their own policies are not enough', () => {
    expect(statements({ letIn: [existingReader, { ...existingReader, access: 'writer' }] }).slice(-3)).toEqual([
      {
        Sid: 'ReadObjects',
        Effect: 'Allow',
        Principal: { AWS: [existingReader.arn] },
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: `${bucket}/*`,
      },
      {
        Sid: 'ListObjects',
        Effect: 'Allow',
        Principal: { AWS: [existingReader.arn] },
        Action: ['s3:ListBucket'],
        Resource: bucket,
      },
      {
        Sid: 'WriteObjects',
        Effect: 'Allow',
        Principal: { AWS: [existingReader.arn] },
        Action: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
        Resource: `${bucket}/*`,
      },
    ]);
  });

  test('are asked for their tags', () => {
    const tagged = { ...existingReader, principalTags: { team: 'a' } };
    for (const one of statements({ letIn: [tagged] }).slice(-2))
      expect(one.Condition).toEqual({
        StringEquals: { 'aws:PrincipalAccount': accountId, 'aws:PrincipalTag/team': 'a' },
      });
  });
});
