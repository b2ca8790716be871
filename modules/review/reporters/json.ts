import type { Review } from '../review';
import type { ReportOptions } from './report-options';

/** For machines: everything, as `schemas/review.json` says. */
export function renderJson(review: Review, { plans, gate, accessCompared = true }: ReportOptions): string {
  const { summary, findings, access, cost, suppressed } = review;
  const report = { schemaVersion: 1, gate, plans, accessCompared, summary, findings, access, cost, suppressed };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
