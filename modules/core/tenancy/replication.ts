import { bucketArn, objectArn, roleArn } from '../arn';
import { s3ContextKey } from '../encryption-context';
import type { PolicyStatement } from '../policy/document';
import { grantOperations, type GrantPreset } from './grant';
import { s3ViaService, type Placement } from './placement';

/** A bucket at one end of a replication. */
export interface ReplicationEnd {
  readonly placement: Placement;
  readonly bucketName: string;
  /** The full ARN of the key of its objects. */
  readonly keyArn: string;
  /**
   * Encryption contexts that the role may bring, as patterns. Give the ARN of the bucket and `…/*` for objects from
   * before the Bucket Key. @default the ARN of the bucket, which is what S3 sends with a Bucket Key
   */
  readonly contextArns?: readonly string[];
}

/** From which bucket S3 copies to which. */
export interface Replication {
  readonly source: ReplicationEnd;
  readonly destination: ReplicationEnd;
  /** Whether a deletion at the source hides the replica too. @default false, so that a mistake at the source ends there */
  readonly deleteMarkers?: boolean;
}

/** The ARN of the role of a bucket's replication: a literal, so that the key of the replicas can name it before it is there. */
export function replicationRoleArn(placement: Placement, sourceBucketName: string): string {
  const { partition, accountId, rolePath } = placement;
  return roleArn(partition, accountId, rolePath, replicationRoleName(sourceBucketName));
}

export function replicationRoleName(sourceBucketName: string): string {
  return `${sourceBucketName}-replication`;
}

/** The contexts that a role may bring at one end. */
export function replicationContexts({ placement, bucketName, contextArns }: ReplicationEnd): readonly string[] {
  return contextArns ?? [bucketArn(placement.partition, bucketName)];
}

/**
 * The least that S3 needs to copy as this role. KMS sees the ARNs of the buckets, for an object under a Bucket Key is
 * copied under one. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function replicationRoleStatements({
  source,
  destination,
  deleteMarkers,
}: Replication): readonly PolicyStatement[] {
  const { partition } = source.placement;
  return [
    {
      Sid: 'ReadReplicationConfiguration',
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      Resource: bucketArn(partition, source.bucketName),
    },
    {
      Sid: 'ReadOriginals',
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
      Resource: objectArn(partition, source.bucketName, '*'),
    },
    {
      Sid: 'WriteReplicas',
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateTags', ...(deleteMarkers === true ? ['s3:ReplicateDelete'] : [])],
      Resource: objectArn(partition, destination.bucketName, '*'),
    },
    useKey('DecryptOriginals', source, 'reader'),
    useKey('EncryptReplicas', destination, 'replicator'),
  ];
}

function useKey(Sid: string, end: ReplicationEnd, preset: GrantPreset): PolicyStatement {
  return {
    Sid,
    Effect: 'Allow',
    Action: grantOperations([preset]).map((operation) => `kms:${operation}`),
    Resource: end.keyArn,
    Condition: {
      StringEquals: { 'kms:ViaService': s3ViaService(end.placement) },
      StringLike: { [`kms:EncryptionContext:${s3ContextKey}`]: replicationContexts(end) },
    },
  };
}

/**
 * S3 assumes the role. No source is asked for: AWS documents none for live replication, and a condition on what S3 does
 * not send would stop it. Who may hand the role to a bucket is decided by `iam:PassRole`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationTrustStatements(): readonly PolicyStatement[] {
  return [{ Sid: 'AssumeRole', Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }];
}
