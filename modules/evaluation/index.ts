export { evaluateCases, readCases, type Evaluation, type EvaluationReport } from './cases/evaluate-cases';
export { quoteReason } from './cases/quote';
export { decide } from './combine/decide';
export { decideLegs } from './combine/legs';
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
