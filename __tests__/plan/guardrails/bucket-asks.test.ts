import { describe, expect, test } from '@jest/globals';
import { region } from '../documents';
import {
  aBucket,
  added,
  aRole,
  asked,
  askedOf,
  bucketArn,
  bucketReads,
  common,
  hand,
  only,
  own,
  roleArn,
} from './deployer';

const ofS3 = {
  ...common,
  's3:TlsVersion': '1.3',
  's3:authType': 'REST-HEADER',
  's3:signatureversion': 'AWS4-HMAC-SHA256',
};

describe('a bucket', () => {
  test('is made and read, and nothing of it is set', () => {
    expect(asked(hand(aBucket))).toEqual(askedOf(bucketArn, ['s3:CreateBucket', ...bucketReads]));
  });

  test('with tags asks to set them, and does not know whether they are sent when it is made', () => {
    const tagged = hand({ aws_s3_bucket: { B: { bucket: 'corp-acme', tags: { team: 'a' } } } });
    expect(asked(tagged)).toHaveLength(bucketReads.length + 2);
    expect(only(tagged, 's3:PutBucketTagging')).toEqual({
      ...own,
      action: 's3:PutBucketTagging',
      resource: bucketArn,
      values: ofS3,
    });
    expect(only(tagged, 's3:CreateBucket')).toMatchObject({
      values: { ...ofS3, 's3:LocationConstraint': region },
      unknown: ['aws:RequestTag/team', 'aws:TagKeys'],
    });
  });

  test.each([true, '${var.lock}'])('with Object Lock %s asks what its making needs then', (object_lock_enabled) => {
    expect(asked(added(aBucket, { aws_s3_bucket: { B: { bucket: 'corp-acme', object_lock_enabled } } }))).toEqual([
      `s3:PutBucketObjectLockConfiguration ${bucketArn}`,
      `s3:PutBucketVersioning ${bucketArn}`,
    ]);
  });

  test('that is taken over is not made', () => {
    const resource = { aws_s3_bucket: { B: { bucket: 'corp-acme', object_lock_enabled: true } } };
    const needs = hand(resource, { import: [{ to: '${aws_s3_bucket.B}', id: 'corp-acme' }, { id: 'odd' }] });
    expect(asked(needs)).toEqual(askedOf(bucketArn, bucketReads));
  });

  test('of which nobody knows the name, the place or the number asks nothing', () => {
    expect(hand({ aws_s3_bucket: { B: { bucket: '${var.name}' } } })).toEqual([]);
    expect(hand({ aws_s3_bucket: { B: { bucket: 'corp-acme', provider: 'aws.nowhere' } } })).toEqual([]);
    expect(hand({ aws_s3_bucket: { B: { bucket: 'corp-acme', count: 2 } } })).toEqual([]);
  });
});

describe('what is set at a bucket', () => {
  test.each<readonly [string, readonly string[]]>([
    ['aws_s3_bucket_inventory', ['s3:GetInventoryConfiguration', 's3:PutInventoryConfiguration']],
    ['aws_s3_bucket_lifecycle_configuration', ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration']],
    ['aws_s3_bucket_logging', ['s3:GetBucketLogging', 's3:PutBucketLogging']],
    [
      'aws_s3_bucket_object_lock_configuration',
      ['s3:GetBucketObjectLockConfiguration', 's3:PutBucketObjectLockConfiguration'],
    ],
    ['aws_s3_bucket_ownership_controls', ['s3:GetBucketOwnershipControls', 's3:PutBucketOwnershipControls']],
    ['aws_s3_bucket_policy', ['s3:GetBucketPolicy', 's3:PutBucketPolicy']],
    ['aws_s3_bucket_public_access_block', ['s3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock']],
    [
      'aws_s3_bucket_server_side_encryption_configuration',
      ['s3:GetEncryptionConfiguration', 's3:PutEncryptionConfiguration'],
    ],
    ['aws_s3_bucket_versioning', ['s3:GetBucketVersioning', 's3:PutBucketVersioning']],
  ])('%s: %j, each once, and only where it is', (type, actions) => {
    const setting = { [type]: { X: { bucket: 'corp-acme' } } };
    const needs = actions.map((action) => ({ ...own, action, resource: bucketArn, values: ofS3 }));
    expect(hand(setting)).toEqual(needs);
    expect(asked(hand({ ...aBucket, ...setting }))).toEqual([...new Set(asked([...hand(aBucket), ...needs]))].sort());
  });

  test('of a bucket that only terraform knows is asked for every bucket of the stack', () => {
    const two = { aws_s3_bucket: { B: { bucket: 'corp-acme' }, C: { bucket: 'corp-other' } } };
    expect(asked(added(two, { aws_s3_bucket_versioning: { V: { bucket: '${var.name}' } } }))).toEqual([
      's3:PutBucketVersioning arn:aws:s3:::corp-acme',
      's3:PutBucketVersioning arn:aws:s3:::corp-other',
    ]);
  });

  test('an inventory tells the fields that it lists', () => {
    const listing = (fields: readonly string[]) =>
      hand({ aws_s3_bucket_inventory: { I: { bucket: 'corp-acme', optional_fields: fields } } });
    expect(only(listing(['Size', 'ETag']), 's3:PutInventoryConfiguration')).toMatchObject({
      values: { ...ofS3, 's3:InventoryAccessibleOptionalFields': ['Size', 'ETag'] },
      unknown: [],
    });
    expect(only(listing(['${var.field}']), 's3:PutInventoryConfiguration')).toMatchObject({
      values: ofS3,
      unknown: ['s3:InventoryAccessibleOptionalFields'],
    });
    expect(only(listing(['Size']), 's3:GetInventoryConfiguration').values).toEqual(ofS3);
  });

  test('replication passes its role to S3', () => {
    const replication = (role: string) => ({
      aws_s3_bucket_replication_configuration: { R: { bucket: 'corp-acme', role } },
    });
    const passed = {
      ...own,
      action: 'iam:PassRole',
      resource: roleArn,
      values: { ...common, 'iam:PassedToService': 's3.amazonaws.com' },
      unknown: ['iam:AssociatedResourceArn'],
    };
    const put = { ...own, action: 's3:PutReplicationConfiguration', resource: bucketArn, values: ofS3 };
    expect(added(aBucket, replication(roleArn))).toEqual([put, passed]);
    expect(added({ ...aBucket, ...aRole }, replication('${var.role}'))).toEqual([put, passed]);
  });
});
