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
export { bucketContext, objectContext, s3ContextKey, type EncryptionContext } from './encryption-context';
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
