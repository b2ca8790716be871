import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import {
  S3BucketReplicationConfigurationA,
  type S3BucketReplicationConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-replication-configuration';
import { Token, type ITerraformDependable, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import {
  bucketArn,
  canonicalPolicyJson,
  checkImportedKey,
  checkReplication,
  checkRoleName,
  policyDocument,
  replicationRoleArn,
  replicationRoleName,
  replicationRoleStatements,
  replicationTrustStatements,
  type GrantPreset,
  type Replication,
  type ReplicationEnd,
} from '../core';
import { checkReplicaProvider } from './replica-provider';
import { TenantKeyGrant } from './tenant-key-grant';
import { addCheck } from './validation';

/** A bucket at one end of a replication, and who lets the role in to its key. */
export interface ReplicatedBucket extends ReplicationEnd {
  /** Whether the bucket's default turns a Bucket Key on. @default true */
  readonly bucketKeyEnabled?: boolean;
  /** Whether the key's owner lets the role in itself, so that no grant is made here. @default false */
  readonly letInByOwner?: boolean;
}

export interface BucketReplicationProps extends Replication {
  /** Whose data it is: part of the names of the grants. */
  readonly tenantId: string;
  /** Versioned, as S3 asks, and in the stack of this construct. */
  readonly source: ReplicatedBucket;
  /** Versioned, and there before: its key names `replicationRoleArn` among its grantees. */
  readonly destination: ReplicatedBucket;
  /** Whether tags and locks that are changed on a replica are copied back, where both buckets replicate into each other. @default false */
  readonly replicaModifications?: boolean;
  /** Terraform's provider for the region of the destination. @default that of the stack, for one region */
  readonly destinationProvider?: TerraformProvider;
  /** What has to stand before: the versioning of the source, and the destination if it is made in this stack. @default nothing */
  readonly after?: readonly ITerraformDependable[];
  readonly tags?: { readonly [key: string]: string };
}

/**
 * Has S3 copy every new object of a bucket into another one, under the other one's key and with a Bucket Key at both
 * ends. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export class BucketReplication extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const { source, destination } = props;
    this.roleArn = replicationRoleArn(source.placement, source.bucketName);
    this.addChecks(props);
    const role = makeRole(this, props);
    const grants = [
      ...this.grant('SourceGrant', 'reader', source, props, role),
      ...this.grant('DestinationGrant', 'replicator', destination, props, role),
    ];
    new S3BucketReplicationConfigurationA(this, 'Resource', {
      bucket: source.bucketName,
      role: this.roleArn,
      rule: [replicateEverything(props)],
      dependsOn: [...(props.after ?? []), ...role, ...grants],
    });
  }

  private addChecks(props: BucketReplicationProps): void {
    const { source, destination } = props;
    addCheck(this, (path) => checkReplication(path, props));
    addCheck(this, (path) => checkRoleName(path, replicationRoleName(source.bucketName)));
    addCheck(this, (path) => checkReplicaProvider(path, props));
    for (const { placement, keyArn } of [source, destination]) {
      if (!Token.isUnresolved(keyArn)) addCheck(this, (path) => checkImportedKey(path, placement, keyArn));
    }
  }

  /** A replica keeps the state of its original, so at both ends the Bucket Key of the source decides the context. */
  private grant(
    id: string,
    preset: GrantPreset,
    end: ReplicatedBucket,
    props: BucketReplicationProps,
    after: readonly ITerraformDependable[],
  ): readonly ITerraformDependable[] {
    if (end.letInByOwner === true) return [];
    const { destinationProvider: provider } = props;
    const { resource } = new TenantKeyGrant(this, id, {
      placement: end.placement,
      tenantId: props.tenantId,
      keyArn: end.keyArn,
      granteeArn: this.roleArn,
      preset,
      bucketName: end.bucketName,
      bucketKeyEnabled: props.source.bucketKeyEnabled ?? true,
      after,
      ...(preset === 'replicator' && provider !== undefined && { provider }),
    });
    return [resource];
  }
}

function makeRole(scope: Construct, props: BucketReplicationProps): readonly ITerraformDependable[] {
  const { placement, bucketName } = props.source;
  const role = new IamRole(scope, 'Role', {
    name: replicationRoleName(bucketName),
    path: placement.rolePath,
    assumeRolePolicy: canonicalPolicyJson(policyDocument(replicationTrustStatements())),
    ...(placement.permissionsBoundaryArn !== undefined && { permissionsBoundary: placement.permissionsBoundaryArn }),
    tags: { ...props.tags },
  });
  const policy = new IamRolePolicy(scope, 'RolePolicy', {
    name: 'replicate',
    role: role.name,
    policy: canonicalPolicyJson(policyDocument(replicationRoleStatements(props))),
  });
  return [role, policy];
}

/** Objects under SSE-KMS are left out unless the rule asks for them, and the key of the replicas is named in full. */
function replicateEverything(props: BucketReplicationProps): S3BucketReplicationConfigurationRule {
  const { destination } = props;
  return {
    id: 'everything',
    status: 'Enabled',
    priority: 1,
    filter: { prefix: '' },
    deleteMarkerReplication: { status: props.deleteMarkers === true ? 'Enabled' : 'Disabled' },
    sourceSelectionCriteria: {
      sseKmsEncryptedObjects: { status: 'Enabled' },
      ...(props.replicaModifications === true && { replicaModifications: { status: 'Enabled' } }),
    },
    destination: {
      bucket: bucketArn(destination.placement.partition, destination.bucketName),
      encryptionConfiguration: { replicaKmsKeyId: destination.keyArn },
    },
  };
}
