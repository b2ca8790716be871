export { evaluateCases, readCases, type Evaluation, type EvaluationReport } from './cases/evaluate-cases';
export { quoteReason } from './cases/quote';
export { decide } from './combine/decide';
export { decideLegs } from './combine/legs';
export { judgeKeyUse, type KeyEvidence, type KeyUse } from './handshake/judge-key-use';
export { compileGrant } from './kms/grant';
export { compilePolicy } from './language/policy';
export type {
  AccessRequest,
  CompiledGrant,
  CompiledPolicy,
  ContextValue,
  Decision,
  DecisionInput,
  IdentitySide,
  Leg,
  PolicyKind,
  Reason,
  RequestContext,
  RequestPrincipal,
  ResourceSide,
  Verdict,
} from './model';
export { parsePrincipal } from './request/principal';
export type { AccessChange, AccessComparison } from './world/access-change';
export type { Answer } from './world/answer';
export type { AccessKind } from './world/asked-actions';
export { compare } from './world/compare';
export { compile, type CompiledWorld } from './world/compiled-world';
export type { ConditionSettings } from './world/condition-keys';
export { shared, type Context } from './world/context';
export { decideObjectRequest } from './world/decide-object-request';
export { storedEncryption, type EffectiveEncryption } from './world/effective-encryption';
export { explainObjectDecision } from './world/explain';
export { judgeGuardrails, type GuardrailJudgement, type NeededAction } from './world/guardrails';
export { keyCallers, type KeyCaller } from './world/key-callers';
export type { KmsCall, LegDecision } from './world/legs';
export type { EncryptionHeaders, KmsEncryption, ObjectEncryption, StartedUpload } from './world/object-encryption';
export {
  defaultObjectSettings,
  type CopySource,
  type HeldBucketKeys,
  type ObjectDecision,
  type ObjectOutcome,
  type ObjectRequest,
  type ObjectSettings,
} from './world/object-request';
export type { Extra, ObjectOperation } from './world/operations';
export type { Refusal } from './world/refusal';
export { sameValue } from './world/same-value';
export { whoCan, type PrincipalAnswer } from './world/who-can';
export {
  decideAccountRequest,
  decideBucketRequest,
  decideKeyRequest,
  decideRoleAssumption,
  type AccountRequest,
  type BucketRequest,
  type KeyRequest,
} from './world/direct-requests';
