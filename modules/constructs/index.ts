export {
  articleDefaultEncryptionForNewObjects,
  articleStatementsForEffectiveKey,
  articleStatementsForHeadersOnEveryWrite,
} from '../core';
export { AccessRole, type AccessRoleProps } from './access-role';
export { synthesizeEnvironments, type SynthesisOptions } from './app';
export type { Deployment, Environment, StateBackend } from './deployment';
export { EncryptedBucket, type EncryptedBucketProps } from './encrypted-bucket';
export { EnforcementPolicy, type EnforcementPolicyProps } from './enforcement-policy';
export { PlacementStack, type PlacementStackProps } from './placement-stack';
export { PoolStack, type PoolStackProps } from './pool-stack';
export { ShardStack, type ShardStackProps } from './shard-stack';
export { SharedBucket, type SharedBucketProps } from './shared-bucket';
export { SharedTenantBucket, type SharedTenantBucketProps } from './shared-tenant-bucket';
export { TenantBucket, type TenantBucketProps } from './tenant-bucket';
export { TenantKey, type ImportedKeyProps, type ITenantKey, type TenantKeyProps } from './tenant-key';
export { TenantKeyGrant, type TenantKeyGrantProps } from './tenant-key-grant';
