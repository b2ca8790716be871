import type { Review } from '../review';
import { headline } from './headline';
import {
  accessSection,
  costSection,
  detailsSection,
  findingsSection,
  notesSection,
  suppressedSection,
  type Room,
} from './markdown-sections';
import { code, prose } from './markdown-text';
import type { ReportOptions } from './report-options';
import { findingCounts, listed, scope, verdict } from './words';

/** As many characters as a comment on GitHub may have; in bytes we are on the safe side. */
const commentBytes = 65_536;

/** From everything to next to nothing: the first that is small enough is taken. Reasons go before findings do. */
const rooms: readonly Room[] = [
  [5_000, 5_000],
  [1_000, 1_000],
  [1_000, 200],
  [500, 100],
  [250, 100],
  [250, 50],
  [150, 50],
  [150, 25],
  [100, 25],
  [100, 10],
  [50, 10],
  [50, 5],
  [25, 5],
  [10, 2],
  [5, 0],
  [1, 0],
  [0, 0],
].map(([rows = 0, details = 0]) => ({ findings: rows, details, access: rows, cost: rows, suppressed: details }));

/** The hidden first line by which a comment is found again, so that it is updated in place. */
function commentMarker(id?: string): string {
  return `<!-- tenant-buckets review${id === undefined ? '' : ` ${id.replace(/[^A-Za-z0-9._]+/g, '-')}`} -->`;
}

/** One comment on a pull request: the sentence that counts, the worst first, and the rest folded. */
export function renderMarkdown(review: Review, options: ReportOptions): string {
  const limit = options.limitBytes ?? commentBytes;
  const encoder = new TextEncoder();
  let text = '';
  for (const room of rooms) {
    if (leastBytes(review, room) > limit) continue;
    text = renderWithin(review, options, room);
    if (encoder.encode(text).length < limit) break;
  }
  return text;
}

/** However short everything is: what cannot fit is not even tried. */
function leastBytes({ findings }: Review, room: Room): number {
  return 60 * Math.min(findings.length, room.findings) + 100 * Math.min(findings.length, room.details);
}

function renderWithin(review: Review, options: ReportOptions, room: Room): string {
  const sections = [
    findingsSection(review, room),
    accessSection(review, room),
    costSection(review, room),
    notesSection(options, room),
    detailsSection(review, room),
    suppressedSection(review, room),
  ];
  return `${[
    commentMarker(options.commentId),
    `### ${prose(headline(review, options.accessCompared ?? true), 600)}`,
    `${findingCounts(review)}; ${scope(review)}; ${verdictLine(review, options)}`,
    ...sections.map(({ text }) => text).filter((text) => text !== ''),
    ...cutLine(
      sections.flatMap(({ hidden }) => hidden),
      options,
    ),
  ].join('\n\n')}\n`;
}

function verdictLine(review: Review, { gate }: ReportOptions): string {
  const text = `${verdict(review, gate)}.`;
  return gate.passed ? text : `**${text}**`;
}

function cutLine(hidden: readonly string[], { fullReport }: ReportOptions): readonly string[] {
  if (hidden.length === 0) return [];
  const where =
    fullReport === undefined
      ? '`tenant-buckets review --format json` shows all'
      : `all of it is in ${code(fullReport)}`;
  return [`**Cut to fit:** ${listed(hidden)} left out; ${where}.`];
}
