export { accountRootArn, bucketArn, formatArn, isAccountId, objectArn, parseArn, roleArn, type Arn } from './arn';
export { catalogue, type DiagnosticCode } from './diagnostics/catalogue';
export {
  diagnostic,
  DiagnosticError,
  throwErrors,
  type Diagnostic,
  type Location,
  type Severity,
} from './diagnostics/diagnostic';
export type { CatalogueEntry, ExitCode } from './diagnostics/entry';
export { renderDiagnostics, type Sources } from './diagnostics/render';
export { bucketContext, objectContext, s3ContextKey, type EncryptionContext } from './encryption-context';
export { nearMiss } from './near-miss';
export { bucketPolicyLimitBytes, canonicalPolicyJson, keyPolicyLimitBytes, policySizeBytes } from './policy/canonical';
export {
  policyDocument,
  type OneOrMany,
  type PolicyCondition,
  type PolicyDocument,
  type PolicyPrincipal,
  type PolicyStatement,
} from './policy/document';
export type { ProgressEvent, ProgressListener } from './progress';
export { accessStatements, trustStatements, type AccessScope, type NamedPrincipal } from './tenancy/access';
export {
  articleDefaultEncryptionForNewObjects,
  articleStatementsForEffectiveKey,
  articleStatementsForHeadersOnEveryWrite,
  type DefaultEncryptionConfiguration,
} from './tenancy/article';
export {
  checkBucketName,
  checkBucketPolicySize,
  checkGrantContext,
  checkKeyPolicySize,
  checkKeyTimes,
  checkRoleName,
  deletionWindowDaysRange,
  rotationDaysRange,
} from './tenancy/checks';
export { dedicatedEnforcementStatements, type DedicatedEnforcement } from './tenancy/enforcement';
export { checkTenantSet } from './tenancy/environment-checks';
export { grantOperations, type GrantPreset, type GrantTerms } from './tenancy/grant';
export {
  sentinelKeyStatements,
  tenantKeyStatements,
  type KeyContext,
  type KeyUser,
  type TenantKeyPolicy,
} from './tenancy/key-policy';
export {
  accessRoleName,
  dedicatedBucketName,
  keyAliasName,
  poolBucketName,
  principalArn,
  tenantConstructId,
} from './tenancy/names';
export {
  noPins,
  type MovedResource,
  type Pins,
  type PlacementPin,
  type TenantMove,
  type TenantPin,
} from './tenancy/pins';
export { checkPins } from './tenancy/pins-checks';
export { checkMove, finishMove, startMove, type MoveRequest } from './tenancy/pins-moves';
export { proposePins } from './tenancy/pins-proposal';
export { planStacks, stackName, type StackPlan } from './tenancy/pins-stacks';
export { refusedPlacementChanges, refusedTenantChanges, supportedChanges } from './tenancy/pins-transitions';
export { s3ViaService, type Placement } from './tenancy/placement';
export {
  poolPolicySizeBytes,
  poolShare,
  poolStatements,
  poolTenantsThatFit,
  type Pool,
  type PoolPrincipal,
  type PoolTenant,
} from './tenancy/pool';
export { checkPool, checkShare } from './tenancy/pool-checks';
export { checkImportedKey, checkPrincipalTags } from './tenancy/principal-checks';
export { asksForTags } from './tenancy/principal-tags';
export { principalsLetIn, tenantTags } from './tenancy/state';
export type {
  Access,
  Adoption,
  CreatedPrincipal,
  ExistingPrincipal,
  Lifecycle,
  ObjectLock,
  PlatformKey,
  PrincipalTags,
  Tenant,
  TenantKeySource,
  TenantOwnedKey,
  TenantPrincipal,
  TenantState,
  Transition,
  TransitionClass,
  Workload,
} from './tenancy/tenant';
export {
  describeAccount,
  noPublicAccessBlock,
  type Account,
  type NamedDocument,
  type Organization,
  type PolicyLevel,
  type PublicAccessBlock,
} from './world/account';
export { describeBucket, type Bucket, type DefaultEncryption, type ObjectOwnership } from './world/bucket';
export { known, unknown, type Fact, type Unknown } from './world/fact';
export {
  describeGrant,
  describeKey,
  type Grant,
  type GrantConstraints,
  type KeyState,
  type KmsKey,
} from './world/kms-key';
export {
  describeRole,
  describeRootUser,
  describeSession,
  describeUser,
  type PolicyHolder,
  type Principal,
  type Role,
  type RootUser,
  type ServicePrincipal,
  type Session,
  type Tags,
  type User,
} from './world/principal';
export { describeWorld, type VendedTenant, type World, type WorldParts } from './world/world';
