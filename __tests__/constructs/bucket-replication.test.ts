import { describe, expect, test } from '@jest/globals';
import { farPlacement, replicaBucket, replicate, replicatorArn, sourceBucket } from '../support/replications';
import { asObject, objectsAt } from '../support/json';
import { statementsOf } from '../support/synthesize';
import { accountId, deployment } from '../support/tenancy';

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const farKeyArn = keyArn.replace('eu-west-1', 'eu-central-1');
const configuration = 'aws_s3_bucket_replication_configuration';

/** With ARNs of keys as literals. */
const literal = replicate({ source: { keyArn }, destination: { keyArn: farKeyArn } });

describe('BucketReplication', () => {
  test('is a role, its policy, a grant at each end and the configuration', () => {
    expect(literal.counts).toMatchObject({
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_kms_grant: 2,
      [configuration]: 1,
    });
  });

  test('takes along what lies under SSE-KMS and encrypts it under the full ARN of the far key', () => {
    const { fields } = literal.only(configuration);
    expect(fields).toMatchObject({ bucket: sourceBucket, role: replicatorArn });
    expect(fields['rule']).toEqual([
      {
        id: 'everything',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        delete_marker_replication: { status: 'Disabled' },
        source_selection_criteria: { sse_kms_encrypted_objects: { status: 'Enabled' } },
        destination: {
          bucket: `arn:aws:s3:::${replicaBucket}`,
          encryption_configuration: { replica_kms_key_id: farKeyArn },
        },
      },
    ]);
  });

  test('comes after the versioning of both buckets, its role and its grants', () => {
    const needed = [
      ...literal.all('aws_s3_bucket_versioning'),
      ...literal.all('aws_kms_grant'),
      literal.only('aws_iam_role'),
      literal.only('aws_iam_role_policy'),
    ];
    expect(literal.only(configuration).fields['depends_on']).toEqual(
      expect.arrayContaining(needed.map((one) => one.address)),
    );
  });

  test('hides and changes replicas only when asked, and may delete only then', () => {
    const stack = replicate({ deleteMarkers: true, replicaModifications: true });
    expect(objectsAt(stack.only(configuration).fields, 'rule')[0]).toMatchObject({
      delete_marker_replication: { status: 'Enabled' },
      source_selection_criteria: { replica_modifications: { status: 'Enabled' } },
    });
    const write = stack.statements('aws_iam_role_policy').find((one) => one['Sid'] === 'WriteReplicas');
    expect(write?.['Action']).toEqual(['s3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags']);
  });

  test('has a role for S3 alone, with the least it takes, bound to the ARNs of the buckets', () => {
    expect(literal.only('aws_iam_role').fields).toMatchObject({ name: 'corp-acme-replication', path: '/tenants/' });
    expect(statementsOf(literal.only('aws_iam_role'), 'assume_role_policy')).toEqual([
      { Sid: 'AssumeRole', Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
    expect(literal.statements('aws_iam_role_policy')).toEqual([
      {
        Sid: 'ReadReplicationConfiguration',
        Effect: 'Allow',
        Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
        Resource: 'arn:aws:s3:::corp-acme',
      },
      {
        Sid: 'ReadOriginals',
        Effect: 'Allow',
        Action: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
        Resource: 'arn:aws:s3:::corp-acme/*',
      },
      {
        Sid: 'WriteReplicas',
        Effect: 'Allow',
        Action: ['s3:ReplicateObject', 's3:ReplicateTags'],
        Resource: 'arn:aws:s3:::corp-far-acme/*',
      },
      {
        Sid: 'DecryptOriginals',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: keyArn,
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme' },
        },
      },
      {
        Sid: 'EncryptReplicas',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
        Resource: farKeyArn,
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-far-acme' },
        },
      },
    ]);
  });

  test('is let in by a grant at each end, the far one made in its own region', () => {
    const grants = literal.all('aws_kms_grant').map(({ fields }) => ({
      key: fields['key_id'],
      operations: fields['operations'],
      context: asObject(objectsAt(fields, 'constraints')[0] ?? {}, 'constraint')['encryption_context_equals'],
      grantee: fields['grantee_principal'],
      provider: fields['provider'],
    }));
    expect(grants).toEqual([
      {
        key: farKeyArn,
        operations: ['Decrypt', 'Encrypt', 'GenerateDataKey'],
        context: { 'aws:s3:arn': 'arn:aws:s3:::corp-far-acme' },
        grantee: replicatorArn,
        provider: 'aws.far',
      },
      {
        key: keyArn,
        operations: ['Decrypt'],
        context: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' },
        grantee: replicatorArn,
        provider: undefined,
      },
    ]);
  });

  test('makes no grant where the key’s owner lets the role in', () => {
    expect(replicate({ destination: { letInByOwner: true } }).counts).toMatchObject({ aws_kms_grant: 1 });
  });

  test('is bounded as every role of the placement', () => {
    const permissionsBoundaryArn = `arn:aws:iam::${accountId}:policy/boundary`;
    const stack = replicate({ source: { placement: { ...deployment, permissionsBoundaryArn } } });
    expect(stack.only('aws_iam_role').fields['permissions_boundary']).toBe(permissionsBoundaryArn);
  });
});

describe('BucketReplication fails when', () => {
  test('its role is bound to ARNs of objects, as before the Bucket Key (F17)', () => {
    expect(() => replicate({ source: { contextArns: ['arn:aws:s3:::corp-acme/*'] } })).toThrow(
      'TB2193 the role could never use the key of the originals: with a Bucket Key, S3 sends arn:aws:s3:::corp-acme, and its policy names arn:aws:s3:::corp-acme/*; name arn:aws:s3:::corp-acme in contextArns, or leave contextArns out',
    );
    expect(() => replicate({ destination: { contextArns: [] } })).toThrow(
      'TB2193 the role could never use the key of the replicas: with a Bucket Key, S3 sends arn:aws:s3:::corp-far-acme, and its policy names nothing',
    );
  });

  test('the source has no Bucket Key, for no grant could match (F17)', () => {
    expect(() => replicate({ source: { bucketKeyEnabled: false } })).toThrow(/TB2003 .*no Bucket Key/);
  });

  test('a bucket is its own destination', () => {
    expect(() => replicate({ destination: { bucketName: sourceBucket } })).toThrow(
      'TB2194 bucket corp-acme is to be replicated into itself; name another bucket as destination',
    );
  });

  test('the destination is in another account', () => {
    const placement = { ...farPlacement, accountId: '999988887777' };
    expect(() => replicate({ destination: { placement } })).toThrow(
      'TB2195 bucket corp-acme of account 111122223333 is to be replicated into account 999988887777; name a destination in account 111122223333',
    );
  });

  test('the key of the replicas is in the region of the originals, or no full ARN (F04)', () => {
    expect(() => replicate({ destination: { keyArn } })).toThrow(/TB2107 key .* is not in eu-central-1/);
    expect(() => replicate({ destination: { keyArn: 'alias/corp-far-acme' } })).toThrow(/TB2107 .*no full key ARN/);
  });

  test('no provider works in the region of the replicas', () => {
    expect(() => replicate({ provided: false })).toThrow(
      'TB2196 the key of the replicas is in eu-central-1, and the stack works in eu-west-1; give destinationProvider, an AwsProvider of eu-central-1 with an alias',
    );
    const placement = { ...farPlacement, region: deployment.region };
    expect(replicate({ provided: false, destination: { placement } }).counts).toMatchObject({ [configuration]: 1 });
  });
});

test('contexts of both kinds are taken while objects from before the Bucket Key are there', () => {
  const contextArns = ['arn:aws:s3:::corp-acme', 'arn:aws:s3:::corp-acme/*'];
  const [statement] = replicate({ source: { contextArns } })
    .statements('aws_iam_role_policy')
    .filter((one) => one['Sid'] === 'DecryptOriginals');
  expect(statement?.['Condition']).toMatchObject({
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': contextArns },
  });
});
