export type {
  AccessRow,
  AccessVerdict,
  Finding,
  FindingSeverity,
  Review,
  ReviewSummary,
  SuppressedFinding,
  Topic,
} from './review';
export { failsAt, reviewPlan, type NamedPlan, type ReviewInput } from './review-plan';
export { severities } from './severities';
export { checkSuppressions, type Suppression } from './suppressions';
export { topics, type TopicEntry } from './topics';
