import type { AccessChange, Reason } from '../../evaluation';
import { placed, type Draft, type Mark } from '../draft';
import type { FindingSeverity } from '../review';
import { severities } from '../severities';
import type { Reviewed } from '../reviewed';
import { byText, listed } from '../words';
import { tellingReasons } from './telling-reasons';
import { bucketIn, isMade } from './touched-data';
import { clauses, placesOf, target, why } from './access-words';

/**
 * Who gains and who loses what, as far as no other finding tells the cause: one finding for a tenant. That strangers lose
 * something is what policies are for, and stands in the rows alone.
 */
export function accessDrafts(
  reviewed: Reviewed,
  gained: readonly AccessChange[],
  lost: readonly AccessChange[],
): readonly Draft[] {
  const made = gained.filter((one) => isMade(reviewed, one));
  const existing = gained.filter((one) => !made.includes(one));
  return [
    ...grouped(existing, gainSeverity).map((group) => gainedDraft(reviewed, group)),
    ...grouped(made.filter(isByName), () => 'info').map((group) => madeDraft(reviewed, group)),
    ...grouped(lost.filter(isByName), (one) => lossSeverity(reviewed, one)).map((group) => lostDraft(reviewed, group)),
  ];
}

interface Group {
  readonly severity: FindingSeverity;
  readonly changes: readonly [AccessChange, ...AccessChange[]];
}

/** Changes of one tenant, parted by how bad the worst of a principal's is. */
function grouped(
  changes: readonly AccessChange[],
  severityOf: (change: AccessChange) => FindingSeverity,
): readonly Group[] {
  const byPrincipal = new Map<string, AccessChange[]>();
  for (const change of changes) push(byPrincipal, `${change.tenant ?? ''}\n${change.principal}`, change);
  const groups = new Map<string, AccessChange[]>();
  for (const ones of byPrincipal.values()) {
    const worst = severities.find((severity) => ones.some((one) => severityOf(one) === severity)) ?? 'info';
    for (const one of ones) push(groups, [targetOf(ones), worst].join('\n'), one);
  }
  return [...groups]
    .sort(([one], [other]) => byText(one, other))
    .flatMap(([key, [first, ...more]]): readonly Group[] => {
      const severity = severities.find((one) => key.endsWith(`\n${one}`)) ?? 'info';
      return first ? [{ severity, changes: [first, ...more] }] : [];
    });
}

/** What is nobody's is told for all principals to whom the same happens. */
function targetOf(ones: readonly AccessChange[]): string {
  const tenant = ones[0]?.tenant;
  return tenant ?? `\n${[...new Set(ones.map(({ resource }) => resource))].sort(byText).join(' ')}`;
}

function push<T>(groups: Map<string, T[]>, key: string, one: T): void {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}

/** Somebody whom the plan or its policies name, rather than whom they leave out. */
function isByName({ principal }: AccessChange): boolean {
  return !principal.startsWith('anyone ') && principal !== 'anonymous' && principal !== '*';
}

function gainSeverity({ principal }: AccessChange): FindingSeverity {
  return principal === 'anonymous' ? 'critical' : 'high';
}

/** Who goes together with its access was meant to lose it. */
function lossSeverity(reviewed: Reviewed, { kind, principal }: AccessChange): FindingSeverity {
  return kind === 'administer' || isGone(reviewed, principal) ? 'medium' : 'high';
}

function isGone({ before, after }: Reviewed, principal: string): boolean {
  return before.world.principals.has(principal) && !after.world.principals.has(principal);
}

function gainedDraft(reviewed: Reviewed, { severity, changes }: Group): Draft {
  const reasons = reasonsOf(reviewed, changes);
  return {
    ...drafted(reviewed, changes, reasons),
    topic: 'access-gained',
    severity,
    message: `${clauses(changes, 'can now')} ${target(changes)}`,
    fix: `if that is not meant, take back what allows it: ${listed(placesOf(reasons))}`,
  };
}

function madeDraft(reviewed: Reviewed, { severity, changes }: Group): Draft {
  return {
    ...drafted(reviewed, changes, []),
    topic: 'access-gained',
    severity,
    message: `the plan makes ${target(changes)}: ${clauses(changes, 'can')}`,
    fix: 'nothing, if they are the ones who should',
  };
}

function lostDraft(reviewed: Reviewed, { severity, changes }: Group): Draft {
  const reasons = reasonsOf(reviewed, changes);
  const gone = changes.every(({ principal }) => isGone(reviewed, principal));
  return {
    ...drafted(reviewed, changes, reasons),
    topic: 'access-lost',
    severity,
    message: `${clauses(changes, 'can no longer')} ${target(changes)}${gone ? ', because the plan deletes the principal' : `: ${why(reasons)}`}`,
    fix: gone
      ? 'nothing, if the principal is meant to go'
      : `if that is not meant, give back what allowed it: ${listed(placesOf(changes.flatMap(allowing)))}`,
  };
}

/** What allowed it before. */
function allowing({ before }: AccessChange): readonly Reason[] {
  return before.reasons.filter(({ effect }) => effect === 'Allow');
}

function drafted(
  reviewed: Reviewed,
  changes: Group['changes'],
  reasons: readonly Reason[],
): Pick<Draft, 'about' | 'reasons' | 'tenant' | 'address'> {
  const principals = [...new Set(changes.map(({ principal }) => principal))];
  return {
    about: principals.map((principal): Mark => `principal:${principal}`),
    reasons,
    ...placed(changes[0].tenant, addressOf(reviewed, changes, reasons)),
  };
}

function reasonsOf({ after }: Reviewed, changes: Group['changes']): readonly Reason[] {
  const all = changes.flatMap((change) => tellingReasons(after.world, change));
  return [...new Map(all.map((reason) => [`${reason.policy}\n${reason.statement}`, reason])).values()].slice(0, 10);
}

/** Where the deciding statement is written, else the bucket or key. */
function addressOf(
  { after, before }: Reviewed,
  [{ resource }]: Group['changes'],
  reasons: readonly Reason[],
): string | undefined {
  const bucket = bucketIn(resource);
  const details = [after, before].map((state) =>
    bucket === undefined ? state.keys.get(resource) : state.buckets.get(bucket),
  );
  const ofPolicy = reasons.some(({ policy }) => /^(bucket|key) policy of /.test(policy));
  const detail = details.find((one) => one !== undefined);
  return (ofPolicy ? detail?.policyAddress : undefined) ?? detail?.address;
}
