import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import {
  compile,
  decideObjectRequest,
  defaultObjectSettings,
  type ObjectDecision,
  type ObjectOperation,
  type ObjectRequest,
} from '../../../modules/evaluation';
import {
  bucketName,
  decideIn,
  foreignKey,
  openKey,
  openWorld,
  ownKey,
  stored,
  storedWithoutBucketKey,
  tls,
} from '../../support/object-requests';
import { bucketNameOf, roleArnOf, tenantWorld } from '../../../tools/bench/tenant-worlds';

function calls({ legs }: ObjectDecision): readonly string[] {
  return legs.flatMap(({ call }) =>
    call
      ? `${call.operation} ${call.keyArn === ownKey ? 'own' : 'foreign'} ${String(call.encryptionContext['aws:s3:arn'])}`
      : [],
  );
}

describe('the KMS calls of a request', () => {
  const [ofBucket, ofObject] = [`arn:aws:s3:::${bucketName}`, `arn:aws:s3:::${bucketName}/dir/file`];
  const headerless = { encryption: stored, headers: {} };
  const source = { bucket: bucketNameOf('other'), key: 'from', stored: { ...stored, keyArn: foreignKey } };

  test.each<[ObjectOperation, Partial<ObjectRequest>, readonly string[]]>([
    ['PutObject', {}, [`GenerateDataKey own ${ofBucket}`, `Decrypt own ${ofBucket}`]],
    ['PutObject', { headers: { bucketKeyEnabled: false } }, [`GenerateDataKey own ${ofObject}`]],
    ['GetObject', { stored }, [`Decrypt own ${ofBucket}`]],
    ['GetObject', { stored: storedWithoutBucketKey }, [`Decrypt own ${ofObject}`]],
    ['GetObject', { stored: { kind: 'AES256' } }, []],
    ['HeadObject', { stored }, []],
    ['HeadObject', { stored, checksumMode: true }, [`GenerateDataKey own ${ofBucket}`, `Decrypt own ${ofBucket}`]],
    [
      'CopyObject',
      { source },
      [
        `Decrypt foreign arn:aws:s3:::${bucketNameOf('other')}`,
        `GenerateDataKey own ${ofBucket}`,
        `Decrypt own ${ofBucket}`,
      ],
    ],
    ['CreateMultipartUpload', {}, [`GenerateDataKey own ${ofBucket}`, `Decrypt own ${ofBucket}`]],
    ['UploadPart', { upload: headerless }, [`Decrypt own ${ofBucket}`]],
    [
      'UploadPartCopy',
      { upload: headerless, source },
      [`Decrypt foreign arn:aws:s3:::${bucketNameOf('other')}`, `Decrypt own ${ofBucket}`],
    ],
    ['CompleteMultipartUpload', { upload: headerless }, [`Decrypt own ${ofBucket}`]],
    ['AbortMultipartUpload', {}, []],
    ['ListObjects', {}, []],
    ['DeleteObject', {}, []],
    ['PutObjectTagging', {}, []],
    [
      'UpdateObjectEncryption',
      { stored: storedWithoutBucketKey, headers: { keyId: ownKey, bucketKeyEnabled: true } },
      [
        `Decrypt own ${ofObject}`,
        `ReEncryptFrom own ${ofObject}`,
        `Encrypt own ${ofBucket}`,
        `GenerateDataKey own ${ofBucket}`,
        `ReEncryptTo own ${ofBucket}`,
      ],
    ],
    [
      'UpdateObjectEncryption',
      { stored: { kind: 'AES256' }, headers: { keyId: ownKey } },
      [`Encrypt own ${ofObject}`, `GenerateDataKey own ${ofObject}`, `ReEncryptTo own ${ofObject}`],
    ],
  ])('%s %j', (operation, request, expected) => {
    const decision = decideIn(openWorld(), { operation, ...request });
    expect([decision.outcome, calls(decision)]).toEqual(['allow', expected]);
  });

  test('spare the Decrypt of a Bucket Key write where the setting says so', () => {
    const settings = { bucketKeyWriteDecrypts: false };
    expect(calls(decideIn(openWorld(), {}, settings))).toEqual([`GenerateDataKey own ${ofBucket}`]);
  });

  test('carry what the writer added to the context', () => {
    const { legs } = decideIn(openWorld(), { headers: { context: { team: 'a' } } });
    expect(legs.at(-1)?.call?.encryptionContext).toEqual({ team: 'a', 'aws:s3:arn': ofBucket });
  });

  test('are not made while S3 holds the Bucket Key, and S3 is asked all the same', () => {
    const world = compile(tenantWorld(['acme'], { keys: [openKey(ownKey, { state: known('Disabled') })] }));
    const request: ObjectRequest = {
      operation: 'GetObject',
      principal: roleArnOf('acme-reader'),
      bucket: bucketName,
      key: 'k',
      stored,
    };
    const held = (one: ObjectRequest) =>
      decideObjectRequest(world, { ...one, context: tls }, defaultObjectSettings, () => true);
    expect(held(request)).toMatchObject({ outcome: 'allow', legs: [{ action: 's3:GetObject' }] });
    expect(held({ ...request, stored: storedWithoutBucketKey }).outcome).toBe('implicitDeny');
    expect(held({ ...request, principal: roleArnOf('acme-writer') }).outcome).toBe('implicitDeny');
  });
});

describe('a request without an object key or any context', () => {
  test('is decided like any other', () => {
    const world = compile(tenantWorld(['acme'], openWorld()));
    const request: ObjectRequest = {
      operation: 'GetObject',
      principal: roleArnOf('master'),
      bucket: bucketName,
      stored,
    };
    expect(decideObjectRequest(world, request).outcome).toBe('unknown');
    expect(decideObjectRequest(world, { ...request, context: tls }).outcome).toBe('allow');
  });
});
