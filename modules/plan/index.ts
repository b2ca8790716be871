export type {
  BucketAcl,
  BucketDetail,
  ChangeKind,
  Delivery,
  Expiration,
  ExpirationScope,
  GrantDetail,
  KeyDetail,
  PlanFacts,
  PlanSource,
  PlanState,
  PrincipalDetail,
  PublicAccessSettings,
  Replication,
  ResourceChange,
  Retention,
  StrayPolicy,
  Subject,
} from './facts';
export { readGuardrails, withGuardrails, type GuardrailFile, type Guardrails } from './guardrails/guardrails';
export type { VendNeed } from './guardrails/need';
export { quoteGuardrail } from './guardrails/quote';
export { vendNeeds } from './guardrails/vend-needs';
export { readPlan } from './read-plan';
export type { StackPlace } from './stack-place';
export { stackWorld, type StackWorld } from './stack-world';
export type { NamedStack } from './stacks/stack-document';
export type { StackTenant } from './world/tenants';
