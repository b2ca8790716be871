import type { GuardrailJudgement, Reason } from '../evaluation';
import type { VendNeed } from '../plan';
import { plain } from './plain';

/** A reason with the statement that it rests on. */
export interface QuotedReason extends Reason {
  /** `undefined` for a level that does not allow: no statement says so. */
  readonly quote: unknown;
}

/** A need of the vend, and what the guardrails say to it. */
export interface JudgedNeed extends VendNeed {
  readonly verdict: GuardrailJudgement['verdict'];
  readonly blockers: readonly QuotedReason[];
}

/** For machines: every need, in the order in which it was asked. */
export function reportJudgements(judged: readonly JudgedNeed[]): unknown {
  return {
    schemaVersion: 1,
    judgements: judged.map(({ of, principal, action, resource, verdict, blockers }) => ({
      of,
      principal,
      action,
      resource,
      verdict,
      blockers,
    })),
  };
}

/** For people: each statement that refuses, or may, with everything that it refuses. */
export function renderJudgements(judged: readonly JudgedNeed[]): string {
  const blocks = [...groupByBlocker(judged).values()].map(renderGroup);
  const count = (verdict: JudgedNeed['verdict']) => String(judged.filter((one) => one.verdict === verdict).length);
  const summary = `${String(judged.length)} needed actions, ${count('refused')} refused, ${count('unknown')} not judged`;
  return `${[...blocks, summary].join('\n\n')}\n`;
}

interface Group {
  readonly verdict: JudgedNeed['verdict'];
  readonly blocker: QuotedReason;
  readonly needs: readonly JudgedNeed[];
}

function groupByBlocker(judged: readonly JudgedNeed[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const need of judged) {
    for (const blocker of need.blockers) {
      const key = `${need.verdict} ${blocker.policy} ${blocker.statement}`;
      const found = groups.get(key);
      groups.set(
        key,
        found ? { ...found, needs: [...found.needs, need] } : { verdict: need.verdict, blocker, needs: [need] },
      );
    }
  }
  return groups;
}

/** How many lines of needs are shown for one statement before the rest is only counted. */
const shownLines = 20;

function renderGroup({ verdict, blocker, needs }: Group): string {
  const quote = blocker.quote === undefined ? [] : [`  ${JSON.stringify(blocker.quote)}`];
  const where = blocker.policy === 'implicit' ? blocker.statement : `${blocker.policy}, ${blocker.statement}`;
  const lines = [...actionsByTarget(needs)].map(([target, actions]) => `  ${target}: ${[...actions].join(', ')}`);
  const more = lines.length - shownLines;
  const rest = more > 0 ? [`  and ${String(more)} more; --json lists all`] : [];
  return [`${verdict}  ${where}: ${blocker.why}`, ...quote, ...lines.slice(0, shownLines), ...rest]
    .map(plain)
    .join('\n');
}

/** The actions of each principal on each resource, which is how people read them. */
function actionsByTarget(needs: readonly JudgedNeed[]): ReadonlyMap<string, ReadonlySet<string>> {
  const targets = new Map<string, Set<string>>();
  for (const { of, principal, action, resource } of needs) {
    const target = `${of === 'deployer' ? of : `tenant ${of}`} ${principal} on ${resource}`;
    targets.set(target, (targets.get(target) ?? new Set()).add(action));
  }
  return targets;
}
