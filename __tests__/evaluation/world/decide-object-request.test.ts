import { describe, expect, test } from '@jest/globals';
import { describeRole, describeSession, known, unknown, type Bucket } from '../../../modules/core';
import type { ObjectEncryption } from '../../../modules/evaluation/world/object-encryption';
import type { ObjectRequest } from '../../../modules/evaluation/world/object-request';
import { bucketName, decideIn, openWorld, ownKey, plainBucket, stored } from '../../support/object-requests';
import { named, placement, platformAccount, region, roleArnOf, tenantWorld } from '../../../tools/bench/tenant-worlds';

describe('the outcome of a request', () => {
  const reader = { operation: 'GetObject', principal: roleArnOf('acme-reader'), stored } as const;

  test('names the statement and the grant that decided each leg', () => {
    const reasons = decideIn({}, reader).legs.map((leg) => [
      leg.action,
      leg.reasons[0]?.policy,
      leg.reasons[0]?.statement,
    ]);
    expect(reasons).toEqual([
      ['s3:GetObject', 'identity policy of role/tenants/acme-reader: access', 'ReadObjects'],
      ['kms:Decrypt', 'grants[acme-reader]', 'acme-reader'],
    ]);
  });

  test('stops at the first deny, so that KMS is not asked', () => {
    expect(decideIn({}, { ...reader, principal: roleArnOf('other-reader') })).toMatchObject({
      outcome: 'implicitDeny',
      legs: [{ action: 's3:GetObject' }],
    });
  });

  test('stops at the first of several S3 permissions that is missing', () => {
    const request = { ...reader, operation: 'UpdateObjectEncryption', headers: { keyId: ownKey } } as const;
    expect(decideIn({}, request).legs.map(({ action }) => action)).toEqual(['s3:PutObject']);
  });

  test.each([
    ['Disabled', 'KMS.DisabledException', `${ownKey} is disabled.`],
    ['PendingDeletion', 'KMS.KMSInvalidStateException', `${ownKey} is pending deletion.`],
    ['PendingImport', 'KMS.KMSInvalidStateException', `${ownKey} is pending import.`],
    ['Unavailable', 'KMS.KMSInvalidStateException', `${ownKey} is unavailable.`],
  ] as const)('is keyUnusable when the key is %s (F22)', (state, code, message) => {
    const decision = decideIn(openWorld({ state: known(state) }), { operation: 'GetObject', stored });
    expect(decision).toMatchObject({ outcome: 'keyUnusable', refusal: { status: 400, code, message } });
  });

  test('is unknown while the key’s state is', () => {
    const decision = decideIn(openWorld({ state: unknown('not read') }), { operation: 'GetObject', stored });
    expect(decision).toMatchObject({ outcome: 'unknown', legs: [{}, { verdict: 'unknown' }] });
  });

  test('is wrongRegion for a key of another region', () => {
    const keyId = `arn:aws:kms:us-west-2:${platformAccount}:key/k`;
    const plain = plainBucket();
    const decision = decideIn({ ...openWorld(), buckets: [plain] }, { headers: { algorithm: 'aws:kms', keyId } });
    expect(decision).toMatchObject({ outcome: 'wrongRegion', refusal: { message: 'Invalid arn us-west-2' } });
  });

  describe('for a key that is not there', () => {
    const plain = plainBucket();
    const put = (keyId: string, complete: boolean) =>
      decideIn({ ...openWorld(), buckets: [plain], complete }, { headers: { algorithm: 'aws:kms', keyId } });

    const uuid = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
    test.each([
      [uuid, `Key 'arn:aws:kms:${region}:${platformAccount}:key/${uuid}' does not exist`],
      ['fake-key-id', "Invalid keyId 'fake-key-id'"],
      ['alias/gone', `Alias arn:aws:kms:${region}:${platformAccount}:alias/gone is not found.`],
    ])('is keyNotFound in the caller’s account: %s', (keyId, message) => {
      expect(put(keyId, true)).toMatchObject({
        outcome: 'keyNotFound',
        refusal: { code: 'KMS.NotFoundException', message },
      });
    });

    test('is a deny in another account, which tells nothing', () => {
      expect(put(`arn:aws:kms:${region}:444455556666:key/gone`, true).outcome).toBe('implicitDeny');
    });

    test('is unknown when the world is not complete', () => {
      expect(put('gone', false).outcome).toBe('unknown');
    });
  });

  test('is noSuchBucket where the world is complete, else unknown', () => {
    expect(decideIn(openWorld(), { bucket: 'nowhere' })).toMatchObject({
      outcome: 'noSuchBucket',
      refusal: { status: 404 },
    });
    expect(decideIn({ ...openWorld(), complete: false }, { bucket: 'nowhere' }).outcome).toBe('unknown');
  });

  test.each<[string, Partial<ObjectRequest>, string]>([
    ['a key id without aws:kms', { headers: { keyId: ownKey } }, 'keyWithoutKms'],
    [
      'encryption headers on a read',
      { operation: 'GetObject', stored, headers: { algorithm: 'AES256' } },
      'headersNotAllowed',
    ],
    [
      'an update without a full key ARN',
      { operation: 'UpdateObjectEncryption', stored, headers: { keyId: 'alias/acme' } },
      'updateNeedsKeyArn',
    ],
    ['an update without a body', { operation: 'UpdateObjectEncryption', stored }, 'updateNeedsKeyArn'],
    [
      'an update of SSE-C',
      { operation: 'UpdateObjectEncryption', stored: { kind: 'SSE-C' }, headers: { keyId: ownKey } },
      'updateOfOtherEncryption',
    ],
  ])('is badRequest for %s', (_name, request, kind) => {
    expect(decideIn(openWorld(), request)).toMatchObject({ outcome: 'badRequest', legs: [], refusal: { kind } });
  });

  test('is a deny for SSE-C where the bucket blocks it, and unknown while that is', () => {
    const blocking = (blockedEncryptionTypes: Bucket['blockedEncryptionTypes']) =>
      plainBucket({ blockedEncryptionTypes });
    const put = (one: Bucket) =>
      decideIn({ ...openWorld(), buckets: [one] }, { headers: { customerAlgorithm: 'AES256' } });
    expect(put(blocking(known(['SSE-C'])))).toMatchObject({
      outcome: 'explicitDeny',
      refusal: { kind: 'customerKeysBlocked' },
    });
    expect(put(blocking(known([]))).outcome).toBe('allow');
    expect(put(blocking(unknown('not read'))).outcome).toBe('unknown');
  });

  test('is a deny for an update to another account’s key', () => {
    const keyId = `arn:aws:kms:${region}:444455556666:key/k`;
    const plain = plainBucket();
    const request = { operation: 'UpdateObjectEncryption', stored, headers: { keyId } } as const;
    expect(decideIn({ ...openWorld(), buckets: [plain] }, request)).toMatchObject({
      outcome: 'explicitDeny',
      refusal: { kind: 'updateToForeignKey' },
    });
  });

  test.each<[string, Partial<ObjectRequest>]>([
    ['how the object lies is not given', { operation: 'GetObject' }],
    ['how the object lies is not known', { operation: 'GetObject', stored: { kind: 'unknown', why: 'not read' } }],
    ['the upload is not given', { operation: 'UploadPart' }],
    ['the source is not given', { operation: 'CopyObject' }],
    [
      'the source’s bucket is not described',
      { operation: 'CopyObject', source: { bucket: 'nowhere', key: 'k', stored } },
    ],
    ['the caller’s name is none', { principal: 'somebody' }],
  ])('is unknown when %s', (_name, request) => {
    expect(decideIn(openWorld(), request).outcome).toBe('unknown');
  });

  test('is unknown when default encryption or its Bucket Key is', () => {
    const later = (encryption: Bucket['encryption']) =>
      decideIn({ ...openWorld(), buckets: [plainBucket({ encryption })] }, {}).outcome;
    expect(later(unknown('not applied yet'))).toBe('unknown');
    expect(
      later(known({ algorithm: 'aws:kms', keyId: known(ownKey), bucketKeyEnabled: unknown('not applied yet') })),
    ).toBe('unknown');
    expect(
      later(known({ algorithm: 'aws:kms', keyId: unknown('not applied yet'), bucketKeyEnabled: known(true) })),
    ).toBe('unknown');
    const named = unknown('not applied yet', ownKey);
    expect(later(known({ algorithm: 'aws:kms', keyId: named, bucketKeyEnabled: known(true) }))).toBe('allow');
  });

  test('asks for what a write brings along, and for versions by their own actions', () => {
    const actions = (request: Partial<ObjectRequest>) =>
      decideIn(openWorld(), request).legs.map(({ action }) => action);
    expect(actions({ extras: ['tags', 'legalHold'], headers: { algorithm: 'aws:kms', keyId: ownKey } })).toEqual([
      's3:PutObject',
      's3:PutObjectTagging',
      's3:PutObjectLegalHold',
      'kms:GenerateDataKey',
      'kms:Decrypt',
    ]);
    expect(actions({ operation: 'GetObject', stored: { kind: 'none' }, versionId: 'v1' })).toEqual([
      's3:GetObjectVersion',
    ]);
    const source = { bucket: bucketName, key: 'k', versionId: 'v1', stored: { kind: 'none' } } as const;
    expect(actions({ operation: 'CopyObject', source })[0]).toBe('s3:GetObjectVersion');
    expect(actions({ operation: 'AbortMultipartUpload', versionId: 'v1' })).toEqual(['s3:AbortMultipartUpload']);
  });

  test('refuses the anonymous caller SSE-KMS, which needs a signature', () => {
    const open = plainBucket({
      policy: known({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${bucketName}/*`,
        },
      }),
    });
    const get = (one: ObjectEncryption) =>
      decideIn({ buckets: [open] }, { operation: 'GetObject', principal: 'anonymous', stored: one });
    expect(get(stored)).toMatchObject({ outcome: 'badRequest', refusal: { kind: 'signatureRequired' } });
    expect(get({ kind: 'AES256' }).outcome).toBe('allow');
  });

  test('leaves out the bucket policy’s Allows for foreign objects unless the owner is enforced', () => {
    const allowing = (objectOwnership: Bucket['objectOwnership']) =>
      plainBucket({
        objectOwnership,
        policy: known({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: guest.arn },
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:::${bucketName}/*`,
          },
        }),
      });
    const guest = describeRole({ arn: `arn:aws:iam::${platformAccount}:role/guest` });
    const get = (one: Bucket) =>
      decideIn(
        { principals: [guest], buckets: [one] },
        { operation: 'GetObject', principal: guest.arn, stored: { kind: 'AES256' }, objectOwner: '444455556666' },
      );
    expect(get(allowing(known('BucketOwnerEnforced'))).outcome).toBe('allow');
    expect(get(allowing(known('ObjectWriter'))).outcome).toBe('implicitDeny');
  });

  test('is narrowed by the policies of the session', () => {
    const sessionArn = `arn:aws:sts::${platformAccount}:assumed-role/acme-reader/s`;
    const narrow = describeSession({
      arn: sessionArn,
      roleArn: roleArnOf('acme-reader'),
      sessionPolicies: known([
        named('lists', [{ Sid: 'List', Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }]),
      ]),
    });
    expect(decideIn({}, { ...reader, principal: sessionArn }).outcome).toBe('allow');
    expect(decideIn({ principals: [narrow] }, { ...reader, principal: sessionArn }).outcome).toBe('implicitDeny');
  });

  test('is not seen by a grant that is not visible yet, and unknown while nobody knows (F23)', () => {
    const world = tenantWorld(['acme']);
    const grantOf = (visible: 'yes' | 'no' | 'unknown') => {
      const [one] = [...world.grants.values()].filter(({ id }) => id === 'acme-reader');
      if (!one) throw new Error('the tenant has no grant');
      return { ...one, visible: visible === 'unknown' ? unknown('made just now') : known(visible === 'yes') };
    };
    const outcomes = (['yes', 'no', 'unknown'] as const).map(
      (visible) => decideIn({ grants: [grantOf(visible)] }, reader).outcome,
    );
    expect(outcomes).toEqual(['allow', 'implicitDeny', 'unknown']);
  });

  test('is a deny for the deployer, who administers the key and has no use of it', () => {
    expect(decideIn({}, { principal: placement.deployerArn }).outcome).toBe('implicitDeny');
  });
});
