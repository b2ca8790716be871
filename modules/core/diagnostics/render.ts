import type { Diagnostic, Location } from './diagnostic';
import { wrap } from './wrap';

/** How many diagnostics are shown before the rest is only counted. */
const shown = 50;

/** How much of a line of a source is shown. */
const lineWidth = 160;

/** However narrow the terminal is. */
const narrowest = 20;

/** Source texts by the file name that locations carry. */
export type Sources = { readonly [file: string]: string };

/**
 * Diagnostics as plain text: what, where with the line and carets, and the cure. Control characters of user input are
 * made visible, so that a name cannot repaint a terminal. `columns` is the width of the terminal, if it is one.
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], sources: Sources = {}, columns?: number): string {
  const sorted = [...diagnostics].sort(byPlace);
  const blocks = sorted.slice(0, shown).map((one) => renderOne(one, sources, columns));
  const more = sorted.length - shown;
  return [...blocks, ...(more > 0 ? [`${String(more)} more`] : [])].join('\n\n');
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return compareLocations(a.location, b.location) || compare(a.path, b.path) || compare(a.code, b.code);
}

/** What has no place in a file comes first. */
function compareLocations(a: Location | undefined, b: Location | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** By code unit, so that no locale changes the order. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function renderOne(one: Diagnostic, sources: Sources, columns: number | undefined): string {
  const head = `${one.severity} ${one.code}: ${visible(one.message)}`;
  const place = one.location
    ? `  at ${visible(one.location.file)}:${String(one.location.line)}:${String(one.location.column)} (${visible(one.path)})`
    : `  at ${visible(one.path)}`;
  const fix = `  fix: ${visible(one.fix)}`;
  return [
    wrap(head, columns, '  '),
    wrap(place, columns, '     '),
    ...caret(one, sources, columns),
    wrap(fix, columns, '       '),
  ].join('\n');
}

function caret({ location }: Diagnostic, sources: Sources, columns: number | undefined): readonly string[] {
  if (!location) return [];
  const line = sources[location.file]?.split(/\r?\n/)[location.line - 1];
  if (line === undefined) return [];
  const gutter = String(location.line);
  const width = columns === undefined ? lineWidth : Math.max(narrowest, columns - gutter.length - 5);
  const { text, from } = window(line, location.column, Math.min(lineWidth, width));
  const end = Math.min(location.endColumn, line.length + 1, from + text.length + 1);
  return [
    `  ${gutter} | ${visible(text.trimEnd())}`,
    `  ${' '.repeat(gutter.length)} | ${' '.repeat(location.column - 1 - from)}${'^'.repeat(Math.max(1, end - location.column))}`,
  ];
}

/** The part of a long line around a column, with the first column that it leaves out before it. */
function window(line: string, column: number, width: number): { readonly text: string; readonly from: number } {
  const from = line.length > width ? Math.max(0, column - Math.floor(width / 2)) : 0;
  return { text: line.slice(from, from + width), from };
}

/** Each control, format or direction mark becomes visible signs of the same width, so that carets stay in place. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (mark) => '\u00b7'.repeat(mark.length));
}
