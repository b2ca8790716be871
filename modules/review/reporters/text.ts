import { wrap } from '../../core';
import type { Finding, Review, SuppressedFinding } from '../review';
import { accessChanges, decidingLine, reasonLine, type AccessChangeRow } from './access-changes';
import { money, moneyChange, whyUnknown } from './amounts';
import { headline } from './headline';
import type { ReportOptions, TextStyle } from './report-options';
import { visible } from './visible';
import { findingCounts, scope, verdict } from './words';

/** How many reasons of one finding people are shown before the rest is only counted. */
const shownReasons = 5;

/** For a terminal or a log: the sentence that counts first, then each finding, access and cost. */
export function renderText(review: Review, options: ReportOptions): string {
  const page = new Page(options);
  page.line(headline(review, options.accessCompared ?? true), 'heading');
  page.line(`${findingCounts(review)}; ${scope(review)}; ${verdict(review, options.gate)}`);
  for (const finding of review.findings) writeFinding(page, finding);
  writeList(page, 'access', accessChanges(review.access), writeAccess);
  writeCost(page, review);
  writeList(page, 'suppressed', review.suppressed, writeSuppressed);
  return page.text();
}

/** Lines that keep left of the terminal's edge, in which nothing of others can act. */
class Page {
  private readonly lines: string[] = [];

  constructor(private readonly options: ReportOptions) {}

  line(text: string, style?: TextStyle, indent = ''): void {
    const wrapped = wrap(`${indent}${inert(text)}`, this.options.columns, indent === '' ? '  ' : indent);
    this.lines.push(style === undefined ? wrapped : this.paint(wrapped, style));
  }

  /** A line whose first word has a style of its own. */
  headed(word: string, text: string, style: TextStyle): void {
    const indent = ' '.repeat(word.length + 2);
    const wrapped = wrap(`${word}  ${inert(text)}`, this.options.columns, indent);
    this.lines.push(`${this.paint(word, style)}${wrapped.slice(word.length)}`);
  }

  gap(): void {
    this.lines.push('');
  }

  text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private paint(text: string, style: TextStyle): string {
    return this.options.paint?.(text, style) ?? text;
  }
}

/** In a log of GitHub a line that begins with `::`, and `##[` anywhere, is a command to whoever runs the job. */
function inert(text: string): string {
  return visible(text)
    .replace(/^(\s*)::/, '$1·:')
    .replace(/##\[/g, '##·[');
}

function writeFinding(page: Page, finding: Finding): void {
  const { severity, code, topic, tenant, address, location, message, fix, reasons, docs } = finding;
  const place = location && `${location.file}:${String(location.line)}`;
  page.gap();
  page.headed(severity, [code, topic, tenant, address].filter((one) => one !== undefined).join('  '), severity);
  page.line(message, undefined, '  ');
  for (const reason of reasons.slice(0, shownReasons)) page.line(reasonText(reason), 'quiet', '  ');
  const more = reasons.length - shownReasons;
  if (more > 0) page.line(`and ${String(more)} more reasons; --format json has all`, 'quiet', '  ');
  page.line(`fix: ${fix}`, undefined, '  ');
  const pages = [place, docs].filter((one) => one !== undefined);
  if (pages.length > 0) page.line(`see: ${pages.join('  ')}`, 'quiet', '  ');
}

function reasonText(reason: Finding['reasons'][number]): string {
  return `${reason.effect}: ${reasonLine(reason)}`;
}

function writeList<T>(page: Page, title: string, list: readonly T[], write: (page: Page, one: T) => void): void {
  if (list.length === 0) return;
  page.gap();
  page.line(title, 'heading');
  for (const one of list) write(page, one);
}

function writeAccess(page: Page, row: AccessChangeRow): void {
  const { principal, tenant, resource, actions, before, after } = row;
  const whose = tenant === undefined ? '' : `${tenant}  `;
  page.line(`${principal}  ${whose}${actions.join(', ')}: ${before} -> ${after}`, undefined, '  ');
  page.line([resource, decidingLine(row)].filter((one) => one !== '').join('  '), 'quiet', '    ');
}

function writeCost(page: Page, { cost }: Review): void {
  if (cost === undefined || cost.tenants.length === 0) return;
  const { currency, prices } = cost;
  page.gap();
  page.line(`cost a month, by prices of ${prices.date} (${prices.source})`, 'heading');
  for (const one of [...cost.tenants, { tenant: 'all', ...cost.total }]) {
    const amounts = `${money(one.before, currency)} -> ${money(one.after, currency)} (${moneyChange(one)})`;
    const why = whyUnknown(one);
    page.line(`${one.tenant}  ${amounts}${why === undefined ? '' : `: ${why}`}`, undefined, '  ');
  }
}

function writeSuppressed(page: Page, { finding, reason, until }: SuppressedFinding): void {
  const what = [finding.code, finding.topic, finding.tenant, finding.address].filter((one) => one !== undefined);
  page.line(`${what.join('  ')} until ${until}: ${reason}`, 'quiet', '  ');
}
