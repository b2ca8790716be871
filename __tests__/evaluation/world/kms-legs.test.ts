import { describe, expect, test } from '@jest/globals';
import { known, type Fact } from '../../../modules/core';
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
  plainBucket,
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

describe('the KMS call of a delivery', () => {
  const service = 's3.amazonaws.com';
  const source = { 'aws:SourceAccount': '999988887777', 'aws:sourceArn': 'arn:aws:s3:::source' };
  const fromSource = {
    StringEquals: { 'aws:SourceAccount': '999988887777' },
    ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::source' },
  };

  function allowing(action: readonly string[], more: object): Fact<unknown> {
    const both = { Service: service, AWS: roleArnOf('master') };
    const statement = { Effect: 'Allow', Principal: both, Action: action, Resource: '*', ...more };
    return known({ Version: '2012-10-17', Statement: [statement] });
  }

  /** Writes into a bucket that takes anything, under a key that is used on a condition. */
  function deliver(request: Partial<ObjectRequest>, condition: object = fromSource): readonly string[] {
    const policy = allowing(['kms:GenerateDataKey', 'kms:Decrypt'], { Condition: condition });
    const bucket = plainBucket({
      policy: allowing(['s3:PutObject'], {}),
      encryption: known({ algorithm: 'aws:kms', keyId: known(ownKey), bucketKeyEnabled: known(true) }),
    });
    const { legs } = decideIn(
      { ...openWorld({ policy }), buckets: [bucket] },
      { principal: service, context: { values: { ...tls.values, ...source }, unknown: [] }, ...request },
    );
    return legs.map(({ action, verdict }) => `${action} ${verdict}`);
  }

  const delivered = ['s3:PutObject allow', 'kms:GenerateDataKey allow', 'kms:Decrypt allow'];
  const refused = ['s3:PutObject allow', 'kms:GenerateDataKey implicitDeny'];

  test('tells for which resource the service delivers', () => {
    expect(deliver({})).toEqual(delivered);
    const values = { ...tls.values, ...source, 'aws:SourceAccount': '111122223333' };
    expect(deliver({ context: { values, unknown: [] } })).toEqual(refused);
    expect(deliver({ context: tls })).toEqual(refused);
  });

  test('leaves a source open that nobody knows', () => {
    const context = { values: { ...tls.values, 'aws:SourceAccount': '999988887777' }, unknown: ['aws:SourceArn'] };
    expect(deliver({ context })).toEqual(['s3:PutObject allow', 'kms:GenerateDataKey unknown', 'kms:Decrypt unknown']);
  });

  test('tells nothing else of the request to S3', () => {
    const context = { values: { ...tls.values, 's3:x-amz-acl': 'private' }, unknown: ['aws:SourceVpce'] };
    for (const key of ['s3:x-amz-acl', 'aws:SourceVpce'])
      expect(deliver({ context }, { Null: { [key]: 'false' } })).toEqual(refused);
  });

  test('tells no source of a caller that is no service', () => {
    expect(deliver({ principal: roleArnOf('master') })).toEqual(refused);
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
