import type { Location } from '../core';
import type { CostDelta } from '../cost';
import { accessDrafts } from './access/access-drafts';
import { unexplained } from './access/causes';
import { comparedAccess } from './access/compared';
import { distinctPlans, type NamedPlan } from './distinct-plans';
import type { Draft } from './draft';
import { withoutEffects } from './precedence';
import type { AccessRow, Finding, FindingSeverity, Review, ReviewSummary } from './review';
import { Reviewed } from './reviewed';
import { rules } from './rules/all-rules';
import { costChange } from './rules/cost-change';
import { severities } from './severities';
import { suppress, type Suppression } from './suppressions';
import { topics } from './topics';
import { touchedTenants } from './touched-tenants';
import { byText } from './words';

export interface ReviewInput {
  /** Reviewed together, so that a role of one stack meets the bucket of another. */
  readonly plans: readonly NamedPlan[];
  /** @default nothing is said about cost */
  readonly cost?: CostDelta;
  /** How much more a month passes without a finding, in the currency of the delta. @default any amount */
  readonly costThreshold?: number;
  /** @default none */
  readonly suppressions?: readonly Suppression[];
  /** YYYY-MM-DD */
  readonly today: string;
  /** Where tenants stand in their files. @default not known */
  readonly locations?: ReadonlyMap<string, Location>;
  /** Whether to ask who gains and who loses what, which takes most of the time. @default true */
  readonly accessDiff?: boolean;
}

/** What a reviewer has to know of plans: each cause once, the worst first. */
export function reviewPlan(input: ReviewInput): Review {
  const { plans, cost, costThreshold, suppressions = [], today, locations = new Map<string, Location>() } = input;
  const reviewed = new Reviewed(
    distinctPlans(plans).map(({ facts }) => facts),
    today,
  );
  const drafts = [...withoutEffects(rules.flatMap((rule) => rule(reviewed))), ...costChange(cost, costThreshold)];
  const access = input.accessDiff === false ? noAccess : accessOf(reviewed, drafts);
  const all = [...drafts, ...access.drafts].map((draft) => findingOf(draft, locations)).sort(byImportance);
  const { findings, suppressed } = suppress(all, suppressions, today);
  return {
    summary: summaryOf(reviewed, plans, findings, suppressed.length),
    findings,
    access: access.rows,
    ...(cost !== undefined && { cost }),
    suppressed,
  };
}

interface Access {
  readonly rows: readonly AccessRow[];
  readonly drafts: readonly Draft[];
}

const noAccess: Access = { rows: [], drafts: [] };

function accessOf(reviewed: Reviewed, told: readonly Draft[]): Access {
  const { gained, lost, rows } = comparedAccess(reviewed);
  const drafts = accessDrafts(
    reviewed,
    unexplained(reviewed, told, 'access-gained', gained),
    unexplained(reviewed, told, 'access-lost', lost),
  );
  return { rows, drafts };
}

function findingOf(draft: Draft, locations: ReadonlyMap<string, Location>): Finding {
  const { topic, severity, message, fix, tenant, address, reasons = [] } = draft;
  const { code, docs } = topics[topic];
  const location = tenant === undefined ? undefined : locations.get(tenant);
  return {
    code,
    topic,
    severity,
    ...(tenant !== undefined && { tenant }),
    ...(address !== undefined && { address }),
    message,
    fix,
    reasons,
    docs,
    ...(location !== undefined && { location }),
  };
}

function byImportance(one: Finding, other: Finding): number {
  return (
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    byText(one.tenant ?? '', other.tenant ?? '') ||
    byText(one.topic, other.topic) ||
    byText(one.address ?? '', other.address ?? '') ||
    byText(one.message, other.message)
  );
}

function summaryOf(
  reviewed: Reviewed,
  plans: readonly NamedPlan[],
  findings: readonly Finding[],
  suppressed: number,
): ReviewSummary {
  const count = (severity: FindingSeverity) => findings.filter((one) => one.severity === severity).length;
  const resources: { [kind: string]: number } = {};
  for (const { kind } of reviewed.changes) resources[kind] = (resources[kind] ?? 0) + 1;
  return {
    resources,
    findings: {
      critical: count('critical'),
      high: count('high'),
      medium: count('medium'),
      low: count('low'),
      info: count('info'),
    },
    suppressed,
    tenants: touchedTenants(reviewed),
    plans: plans.map(({ name }) => name),
  };
}

/** Whether a review has a finding that is at least as bad as a level. */
export function failsAt({ findings }: Pick<Review, 'findings'>, level: FindingSeverity | 'none'): boolean {
  if (level === 'none') return false;
  return findings.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(level));
}
