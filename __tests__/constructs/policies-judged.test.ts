import { describe, expect, test } from '@jest/globals';
import { accountRootArn } from '../../modules/core';
import { compile, whoCan, type ObjectSettings } from '../../modules/evaluation';
import { decideRequest, outcomeOf, underKeyOf, type TenantRequest } from '../support/judged-requests';
import { bucketOf, diagnostics, keyOf, otherKeyArn, people, roleOf, world } from '../support/judged-world';
import { accountId } from '../support/tenancy';

type Reading = ObjectSettings['reading'];
type Write = Omit<TenantRequest, 'operation' | 'principal'>;

const readings: readonly Reading[] = ['effective', 'headerOnly'];
const key = keyOf('acme');
const withKey = { algorithm: 'aws:kms', keyId: key };

test('the synthesized stacks are read without a gap', () => {
  expect(diagnostics).toEqual([]);
  expect([...world.tenants.keys()]).toEqual(['acme', 'beta']);
});

/**
 * Writes and what becomes of them under each reading of the key-id condition key.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 */
const writes: readonly (readonly [string, Write, string, string])[] = [
  ['without a header', {}, 'allow', 'allow'],
  ["with the tenant's key", { headers: withKey }, 'allow', 'allow'],
  ['AES256', { headers: { algorithm: 'AES256' } }, 'DenyOtherAlgorithms', 'DenyOtherAlgorithms'],
  ['aws:kms without a key', { headers: { algorithm: 'aws:kms' } }, 'DenyOtherKeys', 'DenyKmsWithoutKey'],
  ['another key', { headers: { ...withKey, keyId: otherKeyArn } }, 'DenyOtherKeys', 'DenyOtherKeys'],
  ["another tenant's key", { headers: { ...withKey, keyId: keyOf('beta') } }, 'DenyOtherKeys', 'DenyOtherKeys'],
  ['the alias of the key', { headers: { ...withKey, keyId: 'alias/corp/acme' } }, 'allow', 'DenyOtherKeys'],
  [
    'the bare id of the key',
    { headers: { ...withKey, keyId: key.slice(key.lastIndexOf('/') + 1) } },
    'allow',
    'DenyOtherKeys',
  ],
  ['SSE-C', { headers: { customerAlgorithm: 'AES256' } }, 'DenyCustomerKeys', 'DenyCustomerKeys'],
  ['DSSE', { headers: { ...withKey, algorithm: 'aws:kms:dsse' } }, 'DenyOtherAlgorithms', 'DenyOtherAlgorithms'],
  ['a browser form', { keys: { 's3:authType': 'POST' } }, 'DenyFormUploads', 'DenyFormUploads'],
  ['plain HTTP', { keys: { 'aws:SecureTransport': 'false' } }, 'DenyPlainHttp', 'DenyPlainHttp'],
  [
    'an object context: Bucket Key off',
    { headers: { ...withKey, bucketKeyEnabled: false } },
    'nothing allows kms:GenerateDataKey',
    'nothing allows kms:GenerateDataKey',
  ],
  [
    'a wider context',
    { headers: { ...withKey, context: { team: 'a' } } },
    'nothing allows kms:GenerateDataKey',
    'nothing allows kms:GenerateDataKey',
  ],
];

/** The insider may do all that identity policies and grants can give, so what refuses is the bucket's or the key's. */
describe.each(readings)('a write under the reading %s', (reading) => {
  const expected = reading === 'effective' ? 2 : 3;

  test.each(writes.map((row) => [row[0], row[1], row[expected]] as const))(
    'with %s: %j ends as %s',
    (_, write, ends) => {
      for (const operation of ['PutObject', 'CreateMultipartUpload'] as const)
        expect(outcomeOf(decideRequest({ operation, principal: people.insider, ...write }, { reading }))).toBe(ends);
    },
  );

  test.each(writes.map((row) => [row[0], row[1], row[expected]] as const))(
    'as a copy with %s: %j ends as %s',
    (_, write, ends) => {
      const source = { bucket: bucketOf('acme'), key: 'old', stored: underKeyOf('acme') };
      const plain = write.keys?.['aws:SecureTransport'] === 'false';
      const decision = decideRequest(
        { operation: 'CopyObject', principal: people.insider, source, ...write },
        { reading },
      );
      expect(outcomeOf(decision)).toBe(ends);
      expect(decision.legs[0]?.action).toBe('s3:GetObject');
      expect(decision.legs.length > 1).toBe(!plain);
    },
  );

  test.each(['copyCreate', 'raw', 'effectiveOfUpload'] as const)(
    'takes every part of an upload when its context is %s',
    (partContext) => {
      for (const headers of [{}, withKey]) {
        const upload = { headers, encryption: underKeyOf('acme') };
        for (const operation of ['UploadPart', 'CompleteMultipartUpload'] as const) {
          const decision = decideRequest(
            { operation, principal: roleOf('acme', 'app'), upload },
            { reading, partContext },
          );
          expect(outcomeOf(decision)).toBe('allow');
        }
      }
    },
  );
});

describe('the roles of a tenant', () => {
  const [writer, reader] = [roleOf('acme', 'app'), roleOf('acme', 'reports')];
  const upload = { headers: {}, encryption: underKeyOf('acme') };
  const stored = underKeyOf('acme');

  test.each<readonly [string, Omit<TenantRequest, 'principal'>, string, string]>([
    ['GetObject', { operation: 'GetObject', stored }, 'nothing allows s3:GetObject', 'allow'],
    [
      'GetObject of a version',
      { operation: 'GetObject', stored, versionId: 'v' },
      'nothing allows s3:GetObjectVersion',
      'allow',
    ],
    ['HeadObject', { operation: 'HeadObject', stored }, 'nothing allows s3:GetObject', 'allow'],
    ['ListObjects', { operation: 'ListObjects' }, 'nothing allows s3:ListBucket', 'allow'],
    ['HeadBucket', { operation: 'HeadBucket' }, 'nothing allows s3:ListBucket', 'allow'],
    ['PutObject', { operation: 'PutObject' }, 'allow', 'nothing allows s3:PutObject'],
    [
      'PutObject with tags',
      { operation: 'PutObject', extras: ['tags'] },
      'nothing allows s3:PutObjectTagging',
      'nothing allows s3:PutObject',
    ],
    [
      'PutObject with an ACL',
      { operation: 'PutObject', extras: ['acl'] },
      'nothing allows s3:PutObjectAcl',
      'nothing allows s3:PutObject',
    ],
    ['CreateMultipartUpload', { operation: 'CreateMultipartUpload' }, 'allow', 'nothing allows s3:PutObject'],
    ['UploadPart', { operation: 'UploadPart', upload }, 'allow', 'nothing allows s3:PutObject'],
    [
      'CompleteMultipartUpload',
      { operation: 'CompleteMultipartUpload', upload },
      'allow',
      'nothing allows s3:PutObject',
    ],
    ['AbortMultipartUpload', { operation: 'AbortMultipartUpload' }, 'allow', 'nothing allows s3:AbortMultipartUpload'],
    ['ListParts', { operation: 'ListParts' }, 'allow', 'nothing allows s3:ListMultipartUploadParts'],
    [
      'ListMultipartUploads',
      { operation: 'ListMultipartUploads' },
      'nothing allows s3:ListBucketMultipartUploads',
      'nothing allows s3:ListBucketMultipartUploads',
    ],
    [
      'ListObjectVersions',
      { operation: 'ListObjectVersions' },
      'nothing allows s3:ListBucketVersions',
      'nothing allows s3:ListBucketVersions',
    ],
    ['DeleteObject', { operation: 'DeleteObject' }, 'nothing allows s3:DeleteObject', 'nothing allows s3:DeleteObject'],
    [
      'DeleteObject of a version',
      { operation: 'DeleteObject', versionId: 'v' },
      'nothing allows s3:DeleteObjectVersion',
      'nothing allows s3:DeleteObjectVersion',
    ],
    [
      'GetObjectTagging',
      { operation: 'GetObjectTagging' },
      'nothing allows s3:GetObjectTagging',
      'nothing allows s3:GetObjectTagging',
    ],
    [
      'PutObjectTagging',
      { operation: 'PutObjectTagging' },
      'nothing allows s3:PutObjectTagging',
      'nothing allows s3:PutObjectTagging',
    ],
    [
      'DeleteObjectTagging',
      { operation: 'DeleteObjectTagging' },
      'nothing allows s3:DeleteObjectTagging',
      'nothing allows s3:DeleteObjectTagging',
    ],
    [
      'UpdateObjectEncryption',
      { operation: 'UpdateObjectEncryption', stored, headers: { keyId: key } },
      'nothing allows s3:UpdateObjectEncryption',
      'nothing allows s3:PutObject',
    ],
  ])('%s: the writer and the reader do what they should and no more', (_, request, byWriter, byReader) => {
    expect([writer, reader].map((principal) => outcomeOf(decideRequest({ ...request, principal })))).toEqual([
      byWriter,
      byReader,
    ]);
  });

  test('read an object that lies under the object context never: KMS refuses it', () => {
    const request = { operation: 'GetObject', principal: reader, stored: underKeyOf('acme', false) } as const;
    expect(outcomeOf(decideRequest(request))).toBe('nothing allows kms:Decrypt');
  });

  test.each([
    ['acme', 'beta'],
    ['beta', 'acme'],
  ])('of %s reach nothing of %s', (own, other) => {
    for (const principal of [roleOf(own, 'app'), roleOf(own, 'reports')]) {
      for (const operation of [
        'GetObject',
        'PutObject',
        'ListObjects',
        'DeleteObject',
        'AbortMultipartUpload',
      ] as const) {
        const decision = decideRequest({ operation, principal, tenant: other, stored: underKeyOf(other) });
        expect(outcomeOf(decision)).toMatch(/^nothing allows s3:/);
      }
      const smuggled = decideRequest({ operation: 'GetObject', principal, tenant: own, stored: underKeyOf(other) });
      expect(outcomeOf(smuggled)).toMatch(/^nothing allows /);
    }
  });

  test('are refused every request over plain HTTP', () => {
    const keys = { 'aws:SecureTransport': 'false' };
    for (const principal of [writer, reader, people.deployer, people.administrator]) {
      for (const operation of ['GetObject', 'PutObject', 'ListObjects', 'DeleteObject'] as const)
        expect(outcomeOf(decideRequest({ operation, principal, stored, keys }))).toBe('DenyPlainHttp');
    }
  });
});

describe('everybody else', () => {
  const compiled = compile(world);
  const bucket = `arn:aws:s3:::${bucketOf('acme')}`;

  function allowed(action: string, resource: string): readonly string[] {
    const answers = whoCan(compiled, action, resource);
    expect(answers.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
    return answers
      .filter(({ verdict }) => verdict === 'allow')
      .map(({ principal }) => principal)
      .sort();
  }

  const administrators = [people.administrator, people.deployer, people.insider, `anyone else in ${accountId}`].sort();

  test.each([
    ['s3:GetObject', `${bucket}/x`, [people.insider, roleOf('acme', 'reports')]],
    ['s3:GetObjectVersion', `${bucket}/x`, [people.insider, roleOf('acme', 'reports')]],
    ['s3:PutObject', `${bucket}/x`, [people.insider, roleOf('acme', 'app')]],
    ['s3:DeleteObject', `${bucket}/x`, administrators],
    ['s3:ListBucket', bucket, [...administrators, roleOf('acme', 'reports')].sort()],
    ['s3:PutBucketPolicy', bucket, administrators],
    ['s3:PutEncryptionConfiguration', bucket, [people.deployer]],
    ['kms:CreateGrant', key, [people.deployer]],
    ['kms:Decrypt', key, [people.insider, roleOf('acme', 'app'), roleOf('acme', 'reports')]],
    ['kms:GenerateDataKey', key, [people.insider, roleOf('acme', 'app')]],
    ['kms:Encrypt', key, []],
    ['kms:ReEncryptFrom', key, []],
    ['kms:PutKeyPolicy', key, administrators],
    ['kms:ScheduleKeyDeletion', key, administrators],
  ])('%s on %s is for %j alone', (action, resource, principals) => {
    expect(allowed(action, resource)).toEqual(principals);
  });

  test('an outsider with every permission of its own account reaches nothing', () => {
    for (const operation of [
      'GetObject',
      'PutObject',
      'ListObjects',
      'DeleteObject',
      'AbortMultipartUpload',
    ] as const) {
      const decision = decideRequest({ operation, principal: people.outsider, stored: underKeyOf('acme') });
      expect(outcomeOf(decision)).toMatch(/^nothing allows s3:/);
    }
    for (const action of ['kms:Decrypt', 'kms:CreateGrant', 'kms:PutKeyPolicy'])
      expect(allowed(action, key)).not.toContain(people.outsider);
  });

  test('the root user of the account administers the key and reads nothing', () => {
    const principal = accountRootArn('aws', accountId);
    const decision = decideRequest({ operation: 'GetObject', principal, stored: underKeyOf('acme') });
    expect(outcomeOf(decision)).toBe('nothing allows kms:Decrypt');
  });
});
