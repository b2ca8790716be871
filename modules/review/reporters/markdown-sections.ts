import type { Finding, FindingSeverity, Review, SuppressedFinding } from '../review';
import { accessChanges, decidingLine, reasonLine, type AccessChangeRow } from './access-changes';
import { money, moneyChange, whyUnknown } from './amounts';
import { code, folded, prose, table } from './markdown-text';
import type { ReportOptions } from './report-options';
import { counted } from './words';

/** How much of each part is shown. */
export interface Room {
  readonly findings: number;
  readonly details: number;
  readonly access: number;
  readonly cost: number;
  readonly suppressed: number;
}

/** A part of a report, and how many of its things are not in it. */
export interface Section {
  readonly text: string;
  readonly hidden: readonly string[];
}

const signs: { readonly [severity in FindingSeverity]: string } = {
  critical: '🔴',
  high: '🟠',
  medium: '🟡',
  low: '🔵',
  info: '⚪',
};

/** Reasons of one finding; a policy may give thousands. */
const shownReasons = 8;

export function findingsSection({ findings }: Review, room: Room): Section {
  const rows = findings
    .slice(0, room.findings)
    .map(({ severity, tenant, message, address }) => [
      `${signs[severity]}&nbsp;${severity}`,
      code(tenant ?? '', 64),
      lines(prose(message, 300), code(address ?? '', 200)),
    ]);
  const text = rows.length === 0 ? '' : table(['severity', 'tenant', 'finding'], rows);
  return { text, hidden: cut(findings.length, rows.length, 'finding') };
}

export function accessSection({ access }: Review, room: Room): Section {
  const all = accessChanges(access);
  const rows = all.slice(0, room.access).map(accessRow);
  const head = ['who', 'tenant', 'access', 'because'];
  const text = rows.length === 0 ? '' : `**Who gains and loses access**\n\n${table(head, rows)}`;
  return { text, hidden: cut(all.length, rows.length, 'change of access', 'changes of access') };
}

function accessRow(change: AccessChangeRow): readonly string[] {
  const { principal, tenant, resource, actions, before, after } = change;
  const verdicts = `${actions.join(', ')}: ${before} → **${after}**`;
  const access = lines(verdicts, code(resource, 200));
  return [code(principal, 200), code(tenant ?? '', 64), access, prose(decidingLine(change), 300)];
}

/** Several lines in one cell. */
function lines(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('<br>');
}

export function costSection({ cost }: Review, room: Room): Section {
  if (cost === undefined || cost.tenants.length === 0) return { text: '', hidden: [] };
  const { currency, prices, tenants, total } = cost;
  const rows = tenants.slice(0, room.cost).map((one) => {
    const why = whyUnknown(one);
    const change = why === undefined ? moneyChange(one) : `unknown: ${prose(why, 200)}`;
    return [code(one.tenant, 64), money(one.before, currency), money(one.after, currency), change];
  });
  const all = ['**all**', money(total.before, currency), money(total.after, currency), `**${moneyChange(total)}**`];
  const source = `Prices of ${prose(prices.date, 40)}, ${prose(prices.source, 200)}.`;
  return {
    text: `**Cost a month**\n\n${table(['tenant', 'before', 'after', 'change'], [...rows, all])}\n\n${source}`,
    hidden: cut(tenants.length, rows.length, 'cost of a tenant', 'costs of tenants'),
  };
}

export function notesSection({ notes = [] }: ReportOptions, room: Room): Section {
  const shown = notes.slice(0, room.cost);
  const list = shown.map((one) => `- ${one.code} ${code(one.path, 200)}: ${prose(one.message, 300)}`).join('\n');
  const text = shown.length === 0 ? '' : `**Not all could be judged**\n\n${list}`;
  return { text, hidden: cut(notes.length, shown.length, 'note') };
}

export function detailsSection({ findings }: Review, room: Room): Section {
  const shown = findings.slice(0, room.details);
  const text = shown.length === 0 ? '' : folded('Reasons and fixes', shown.map(details).join('\n\n'));
  return {
    text,
    hidden: cut(findings.length, shown.length, 'finding’s reasons and fix', 'findings’ reasons and fixes'),
  };
}

function details({ code: id, topic, tenant, address, message, fix, reasons, docs, location }: Finding): string {
  const more = reasons.length - shownReasons;
  const place = location && `${location.file}:${String(location.line)}`;
  const names = [tenant, address, place].flatMap((one) => (one === undefined ? [] : [code(one, 200)]));
  return [
    `**${id} ${topic}** ${names.join(' ')}`,
    `- ${prose(message, 1_500)}`,
    `- fix: ${prose(fix, 1_500)}`,
    ...reasons.slice(0, shownReasons).map((one) => `- ${one.effect}: ${prose(reasonLine(one), 500)}`),
    ...(more > 0 ? [`- and ${counted(more, 'more reason')}`] : []),
    ...(docs === undefined ? [] : [`- ${link(docs)}`]),
  ].join('\n');
}

function link(page: string): string {
  return /^https:\/\/[a-z0-9.-]+\/[\w./#?=%-]*$/i.test(page) ? `[what AWS says](${page})` : code(page);
}

export function suppressedSection({ suppressed }: Review, room: Room): Section {
  const shown = suppressed.slice(0, room.suppressed);
  const text =
    shown.length === 0 ? '' : folded(counted(suppressed.length, 'suppressed finding'), shown.map(accepted).join('\n'));
  return { text, hidden: cut(suppressed.length, shown.length, 'suppressed finding') };
}

function accepted({ finding: { code: id, topic, tenant, address }, reason, until }: SuppressedFinding): string {
  const names = [tenant, address].flatMap((one) => (one === undefined ? [] : [code(one, 200)]));
  return `- ${[`${id} ${topic}`, ...names].join(' ')} until ${prose(until, 40)}: ${prose(reason, 300)}`;
}

function cut(all: number, shown: number, one: string, many?: string): readonly string[] {
  return all > shown ? [counted(all - shown, one, many)] : [];
}
