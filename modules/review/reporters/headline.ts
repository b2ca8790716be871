import type { AccessVerdict, Finding, Review, Topic } from '../review';
import { accessChanges, resourceName, shortName, type AccessChangeRow } from './access-changes';
import { topicPhrases } from './topic-phrases';
import { severities } from '../severities';
import { counted, listed, withCommas } from './words';

/** With these a tenant's data, or the key that opens it, is gone. */
const losses: ReadonlySet<Topic> = new Set([
  'bucket-deleted',
  'bucket-replaced',
  'key-deleted',
  'key-replaced',
  'retention-weakened',
] as const);

/** They are told as sentences about people. */
const accesses: ReadonlySet<Topic> = new Set(['access-gained', 'access-lost'] as const);

/** More clauses than this nobody takes in at a glance. */
const mostClauses = 4;

/** One sentence that a reviewer needs: what is lost, who gains what, and the worst of the rest. Text of others is raw in it. */
export function headline(review: Review, accessCompared: boolean): string {
  const clauses = [
    ...lossClauses(review.findings),
    ...gainClauses(review, accessCompared),
    ...lockedOutClauses(review),
    ...otherClauses(review),
  ];
  const shown = clauses.length > mostClauses ? clauses.slice(0, mostClauses - 1) : clauses;
  const hidden = clauses.length - shown.length;
  const sentence = listed(hidden > 0 ? [...shown, counted(hidden, 'other thing')] : shown);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function lossClauses(findings: readonly Finding[]): readonly string[] {
  const clauses = phrases(findings.filter(({ topic }) => losses.has(topic)));
  if (clauses.length > 0) return clauses;
  return losesAccess(findings) ? ['no data is lost'] : ['nothing is lost'];
}

/** Nobody gains access only if all of it was judged. */
function gainClauses(review: Review, accessCompared: boolean): readonly string[] {
  if (!accessCompared) return ['access was not compared'];
  const changes = accessChanges(review.access);
  const all = changes.filter(({ before, after }) => after === 'allow' && before !== 'allow');
  const gained = namedFirst(togetherByWhom(all.filter(({ tenant }) => !isMade(review, tenant))));
  const doubtful = changes.filter(({ after }) => after === 'unknown').length;
  const [first] = gained;
  const more = gained.length - 1;
  const nobody = all.length > 0 ? 'nobody gains access to what is there already' : 'nobody gains access';
  return [
    ...(first === undefined ? [] : [`${gainOf(first)}${more > 0 ? ` (and ${counted(more, 'more gain')})` : ''}`]),
    ...(doubtful > 0 ? [`${counted(doubtful, 'access', 'accesses')} cannot be judged`] : []),
    ...(first === undefined && doubtful === 0 ? gainsByFindings(review.findings, nobody) : []),
  ];
}

/** Whether all that is gained at a tenant's data is gained because the plan makes it, as its finding says. */
function isMade({ findings }: Review, tenant: string | undefined): boolean {
  const gains = findings.filter((one) => one.topic === 'access-gained' && one.tenant === tenant);
  return tenant !== undefined && gains.length > 0 && gains.every(({ severity }) => severity === 'info');
}

/** What findings say of gains where no row does; that somebody is public has a clause of its own. */
function gainsByFindings(findings: readonly Finding[], nobody: string): readonly string[] {
  const serious = findings.filter(({ severity }) => severity !== 'info');
  if (serious.some(({ topic }) => topic === 'public-access')) return [];
  const gains = phrases(serious.filter(({ topic }) => topic === 'access-gained'));
  return gains.length > 0 ? gains : [nobody];
}

/** By what was before. */
const verbs: { readonly [verdict in AccessVerdict]: string } = {
  allow: 'can',
  deny: 'can now',
  unknown: 'can now surely',
};

function gainOf({ principal, actions, before, ...rest }: AccessChangeRow): string {
  return `${shortName(principal)} ${verbs[before]} ${listed([...new Set(actions)])} ${whose(rest)}`;
}

function whose({ tenant, resource }: Pick<AccessChangeRow, 'tenant' | 'resource'>): string {
  return tenant === undefined ? resourceName(resource) : `${tenant}’s data`;
}

/** Whom a plan shuts out, where that is no consequence of something that is told already. */
function lockedOutClauses({ access, findings }: Review): readonly string[] {
  const tenants = new Set(findings.filter(isLoss).map(({ tenant }) => tenant));
  const all = accessChanges(access).filter(
    ({ before, after, tenant }) => before === 'allow' && after === 'deny' && tenants.has(tenant),
  );
  const lost = namedFirst(togetherByWhom(all));
  const [first] = lost;
  if (first === undefined) return phrases(findings.filter(isLoss));
  const more = lost.length - 1;
  const who = `${shortName(first.principal)} can no longer ${listed([...new Set(first.actions)])} ${whose(first)}`;
  return [`${who}${more > 0 ? ` (and ${counted(more, 'more loss', 'more losses')})` : ''}`];
}

/** One row for a principal and a tenant, or a thing of nobody's: its bucket and its key are one gain, and one loss. */
function togetherByWhom(rows: readonly AccessChangeRow[]): readonly AccessChangeRow[] {
  const groups = new Map<string, AccessChangeRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.principal, row.tenant ?? resourceName(row.resource)]);
    const first = groups.get(key);
    const actions = [...(first?.actions ?? []), ...row.actions];
    groups.set(key, { ...(first ?? row), actions: order.filter((action) => actions.includes(action)) });
  }
  return [...groups.values()];
}

const order = ['read', 'write', 'decrypt', 'administer'] as const;

/** Whom one can name says more than `anyone else in ACCOUNT`. */
function namedFirst(rows: readonly AccessChangeRow[]): readonly AccessChangeRow[] {
  const isNamed = ({ principal }: AccessChangeRow): boolean => principal.startsWith('arn:');
  return [...rows.filter(isNamed), ...rows.filter((row) => !isNamed(row))];
}

function losesAccess(findings: readonly Finding[]): boolean {
  return findings.some(isLoss);
}

function isLoss({ topic, severity }: Finding): boolean {
  return topic === 'access-lost' && severity !== 'info';
}

function otherClauses({ findings }: Review): readonly string[] {
  return phrases(
    findings.filter(({ topic, severity }) => !losses.has(topic) && !accesses.has(topic) && severity !== 'info'),
  );
}

/** One clause a topic, the worst first. */
function phrases(findings: readonly Finding[]): readonly string[] {
  const worstFirst = severities.flatMap((severity) => findings.filter((one) => one.severity === severity));
  return [...new Set(worstFirst.map(({ topic }) => topic))].map((topic) => {
    const count = findings.filter((one) => one.topic === topic).length;
    return count === 1 ? topicPhrases[topic].one : `${withCommas(count)} ${topicPhrases[topic].many}`;
  });
}
