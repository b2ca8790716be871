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
export type { Gate, ReportFormat, ReportOptions, ReviewedPlan, TextStyle } from './reporters/report-options';
export { loadReporter, type Reporter } from './reporters/reporters';
export { distinctPlans, type NamedPlan } from './distinct-plans';
export { failsAt, reviewPlan, type ReviewInput } from './review-plan';
export { severities } from './severities';
export { checkSuppressions, type Suppression } from './suppressions';
export { topics, type TopicEntry } from './topics';
