import type { JsonObject } from '../json';
import { account, delegation, encryption, handWritten, keyUse, objectUse, policyText, trust } from './hand-written';

const key = '${aws_kms_key.data.arn}';
const buckets = ['events', 'state', 'uploads', 'source', 'replica'] as const;

function named(bucket: string): string {
  return `hand-${bucket}`;
}

/**
 * What other people's stacks deliver with, all of it without Bucket Keys and bound to object ARNs: a Firehose role as its
 * guide has it, a role for terraform's own state, a hardened writer, one that is too wide, and a replication.
 */
export function deliveries(endpoint: string): JsonObject {
  return handWritten(endpoint, {
    resource: {
      aws_kms_key: {
        data: {
          description: 'Data of several teams',
          enable_key_rotation: true,
          policy: policyText(delegation),
        },
      },
      aws_s3_bucket: Object.fromEntries(buckets.map((one) => [one, { bucket: named(one) }])),
      aws_s3_bucket_server_side_encryption_configuration: Object.fromEntries(
        buckets.map((one) => [one, encryption(`\${aws_s3_bucket.${one}.id}`, key, false)]),
      ),
      aws_s3_bucket_public_access_block: Object.fromEntries(buckets.map((one) => [one, closed(one)])),
      aws_s3_bucket_versioning: Object.fromEntries(
        (['source', 'replica'] as const).map((one) => [one, versioned(one)]),
      ),
      aws_iam_role: roles,
      aws_iam_role_policy: rolePolicies,
      aws_s3_bucket_replication_configuration: { source: replication },
    },
  });
}

function closed(bucket: string): JsonObject {
  return {
    bucket: `\${aws_s3_bucket.${bucket}.id}`,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  };
}

function versioned(bucket: string): JsonObject {
  return { bucket: `\${aws_s3_bucket.${bucket}.id}`, versioning_configuration: { status: 'Enabled' } };
}

const own = trust({ AWS: `arn:aws:iam::${account}:root` });

const roles: JsonObject = {
  firehose: { name: 'hand-firehose', assume_role_policy: trust({ Service: 'firehose.amazonaws.com' }) },
  deploy: { name: 'hand-deploy', assume_role_policy: own },
  uploader: { name: 'hand-uploader', assume_role_policy: own },
  replicator: { name: 'hand-replicator', assume_role_policy: trust({ Service: 's3.amazonaws.com' }) },
};

const both = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3 */
const firehose = policyText(
  objectUse('Deliver', ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], named('events')),
  keyUse(key, both, `arn:aws:s3:::${named('events')}/raw/*`),
);

const deploy = policyText(
  objectUse('State', ['s3:GetObject', 's3:PutObject'], named('state')),
  keyUse(key, both, `arn:aws:s3:::${named('state')}/prod.tfstate`, 'StringEquals'),
);

const uploader = policyText(
  objectUse('Upload', 's3:PutObject', named('uploads')),
  keyUse(key, both, `arn:aws:s3:::${named('uploads')}/in/*`),
);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
const replicator = policyText(
  {
    Sid: 'Source',
    Effect: 'Allow',
    Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
    Resource: `arn:aws:s3:::${named('source')}`,
  },
  objectUse('Read', ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'], named('source')),
  objectUse('Write', ['s3:ReplicateObject', 's3:ReplicateTags'], named('replica')),
  { ...keyUse(key, 'kms:Decrypt', `arn:aws:s3:::${named('source')}/*`), Sid: 'Decrypt' },
  { ...keyUse(key, 'kms:Encrypt', `arn:aws:s3:::${named('replica')}/*`), Sid: 'Encrypt' },
);

const rolePolicies: JsonObject = Object.fromEntries(
  Object.entries({ firehose, deploy, uploader, replicator }).map(([role, policy]) => [
    role,
    { name: 'data', role: `\${aws_iam_role.${role}.id}`, policy },
  ]),
);

const replication: JsonObject = {
  bucket: '${aws_s3_bucket.source.id}',
  role: '${aws_iam_role.replicator.arn}',
  depends_on: ['aws_s3_bucket_versioning.source', 'aws_s3_bucket_versioning.replica'],
  rule: [
    {
      id: 'all',
      status: 'Enabled',
      priority: 1,
      filter: { prefix: '' },
      delete_marker_replication: { status: 'Disabled' },
      source_selection_criteria: { sse_kms_encrypted_objects: { status: 'Enabled' } },
      destination: {
        bucket: '${aws_s3_bucket.replica.arn}',
        encryption_configuration: { replica_kms_key_id: key },
      },
    },
  ],
};
