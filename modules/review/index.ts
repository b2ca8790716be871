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
