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
