import type { Review } from '../review';
import { severities } from '../severities';
import type { Gate } from './report-options';

/** `1 plan`, `2 plans`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${withCommas(count)} ${count === 1 ? one : many}`;
}

export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `acme`, `acme and globex`, `acme, globex and initech`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `3 findings: 1 critical, 2 low`, or that there are none. */
export function findingCounts({ summary: { findings } }: Review): string {
  const total = severities.reduce((sum, one) => sum + findings[one], 0);
  if (total === 0) return 'no findings';
  const parts = severities.flatMap((one) => (findings[one] > 0 ? [`${withCommas(findings[one])} ${one}`] : []));
  return `${counted(total, 'finding')}: ${parts.join(', ')}`;
}

/** What was looked at: `2 plans, 14 create, 1 delete, 1 suppressed`. */
export function scope({ summary: { plans, resources, suppressed } }: Review): string {
  const kinds = Object.entries(resources).flatMap(([kind, count]) =>
    count > 0 ? [`${withCommas(count)} to ${kind}`] : [],
  );
  return [
    counted(plans.length, 'plan'),
    ...(kinds.length > 0 ? kinds : ['no change of a resource']),
    ...(suppressed > 0 ? [`${withCommas(suppressed)} suppressed`] : []),
  ].join(', ');
}

/** Whether the review passed, and by what. */
export function verdict({ findings }: Review, { failOn, passed }: Gate): string {
  if (failOn === 'none') return 'nothing fails this review';
  const level = failOn === 'critical' ? failOn : `${failOn} or worse`;
  if (passed) return `passed: no finding is ${level}`;
  const forbidden = severities.slice(0, severities.indexOf(failOn) + 1);
  const found = findings.filter(({ severity }) => forbidden.includes(severity)).length;
  return found > 0 ? `failed: ${counted(found, 'finding')} of severity ${level}` : 'failed, for what is noted below';
}
