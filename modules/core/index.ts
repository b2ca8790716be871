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
export { accessStatements, trustStatements } from './tenancy/access';
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
export { dedicatedEnforcementStatements } from './tenancy/enforcement';
export { checkTenantSet } from './tenancy/environment-checks';
export { grantOperations, type GrantPreset, type GrantTerms } from './tenancy/grant';
export { tenantKeyStatements, type KeyUser, type TenantKeyPolicy } from './tenancy/key-policy';
export { accessRoleName, dedicatedBucketName, keyAliasName, principalArn } from './tenancy/names';
export { s3ViaService, type Placement } from './tenancy/placement';
export type {
  Access,
  CreatedPrincipal,
  ExistingPrincipal,
  Lifecycle,
  PlatformKey,
  Tenant,
  TenantPrincipal,
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
