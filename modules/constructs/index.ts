export {
  articleDefaultEncryptionForNewObjects,
  articleStatementsForEffectiveKey,
  articleStatementsForHeadersOnEveryWrite,
  readHandshake,
  replicationRoleArn,
  type Handshake,
  type HandshakePrincipal,
  type Foundation,
} from '../core';
export { AccessRole, type AccessRoleProps } from './access-role';
export { AccessLogs, type AccessLogsProps } from './access-logs';
export { synthesizeEnvironments, type SynthesisOptions } from './app';
export { BucketInventory, type BucketInventoryProps } from './bucket-inventory';
export { BucketReplication, type BucketReplicationProps, type ReplicatedBucket } from './bucket-replication';
export type { Deployment, Environment, StateBackend } from './deployment';
export { EncryptedBucket, type EncryptedBucketProps } from './encrypted-bucket';
export { EnforcementPolicy, type EnforcementPolicyProps } from './enforcement-policy';
export { FoundationStack, type FoundationStackProps } from './foundation-stack';
export { LogBucket, type LogBucketProps } from './log-bucket';
export { PlacementStack, type PlacementStackProps } from './placement-stack';
export { PoolStack, type PoolStackProps } from './pool-stack';
export { ReportsBucket, type ReportsBucketProps } from './reports-bucket';
export { ShardStack, type ShardStackProps } from './shard-stack';
export { SharedBucket, type SharedBucketProps } from './shared-bucket';
export { SharedTenantBucket, type SharedTenantBucketProps } from './shared-tenant-bucket';
export { TenantBucket, type TenantBucketProps } from './tenant-bucket';
export { TenantKey, type ImportedKeyProps, type ITenantKey, type TenantKeyProps } from './tenant-key';
export { TenantKeyGrant, type TenantKeyGrantProps } from './tenant-key-grant';
export { TenantOwnedKey, type TenantOwnedKeyProps } from './tenant-owned-key';
