import type { Review } from '../review';
import type { ReportOptions } from './report-options';

/** For machines: everything, as `schemas/review.json` says. */
export function renderJson(review: Review, { plans, gate, accessCompared = true, notes = [] }: ReportOptions): string {
  const { summary, findings, access, cost, suppressed } = review;
  const about = { schemaVersion: 1, gate, plans, accessCompared, notes };
  const report = { ...about, summary, findings, access, cost, suppressed };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
