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
export { wrap } from './diagnostics/wrap';
export { bucketContext, objectContext, s3ContextKey, sameContext, type EncryptionContext } from './encryption-context';
export { handshakeOf, type Handshake, type HandshakePrincipal } from './handshake/handshake';
export { checkLiveKey, checkOwnedKeyArn, missingKey, type LiveKey } from './handshake/live-key';
export { ownedKey, ownedKeyStatements, type OwnedKey, type OwnedKeyOptions } from './handshake/owned-key';
export { cloudFormationOf, terraformOf } from './handshake/owned-key-files';
export { plannedHandshakes, type PlannedHandshake } from './handshake/planned';
export { readHandshake } from './handshake/read-handshake';
export { isJsonObject, type JsonObject } from './json';
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
export { checkAdoption, keptRules, keyIdOf, ownRule } from './tenancy/adoption';
export { adoptionChanges, type AdoptionAction, type AdoptionChange } from './tenancy/adoption-changes';
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
export { capacitiesOf, type Capacity } from './tenancy/capacity';
export { checkEnvironments, type CheckedEnvironment } from './tenancy/check-environments';
export { filledFoundation, type Foundation } from './tenancy/foundation';
export { checkLogTarget, checkReportElsewhere, type LogTarget } from './tenancy/foundation-checks';
export {
  accessLogPrefix,
  foundationStackName,
  logBucketName,
  reportedBucketArns,
  reportPrefixes,
  reportsBucketName,
} from './tenancy/foundation-names';
export {
  logBucketStatements,
  reportsBucketStatements,
  reportsKeyStatements,
  type DeliveryBucket,
} from './tenancy/foundation-statements';
export { checkTenantSet, unknownPlacement } from './tenancy/environment-checks';
export { grantOperations, type GrantPreset, type GrantTerms } from './tenancy/grant';
export { sentinelKeyStatements, tenantKeyStatements, type KeyUser, type TenantKeyPolicy } from './tenancy/key-policy';
export { checkKeptStatements, keptStatements, type PolicyMerge } from './tenancy/kept-statements';
export type { KeyContext } from './tenancy/key-context';
export type {
  FoundBucket,
  FoundKey,
  FoundLifecycleRule,
  FoundPolicy,
  FoundState,
  FoundStatement,
} from './tenancy/found-state';
export {
  brokenLifecycleRules,
  checkLifecycle,
  lifecycleDaysRange,
  transitionClasses,
  transitionDaysRange,
} from './tenancy/lifecycle-rules';
export { checkSharedNames, type NamedEnvironment } from './tenancy/name-collisions';
export {
  accessRoleName,
  dedicatedBucketName,
  keyAliasName,
  poolBucketName,
  principalArn,
  tenantConstructId,
} from './tenancy/names';
export { checkOwnedKeyAccount, foreignKeyStatements, pendingStatements, type ForeignKeyUse } from './tenancy/pending';
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
export {
  otherRefusedChanges,
  refusedPlacementChanges,
  refusedTenantChanges,
  supportedChanges,
} from './tenancy/pins-transitions';
export { s3ViaService, type LockoutAllowance, type Placement } from './tenancy/placement';
export { checkPlacements, type DeployedPlacement } from './tenancy/placement-checks';
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
export {
  replicationRoleArn,
  replicationRoleName,
  replicationRoleStatements,
  replicationTrustStatements,
  type Replication,
  type ReplicationEnd,
} from './tenancy/replication';
export { checkReplication } from './tenancy/replication-checks';
export { principalsLetIn, tenantTags } from './tenancy/state';
export { stateChanges, type StateChange } from './tenancy/state-changes';
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
