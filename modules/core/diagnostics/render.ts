import type { Diagnostic, Location } from './diagnostic';

/** How many diagnostics are shown before the rest is only counted. */
const shown = 50;

/** How much of a line of a source is shown. */
const lineWidth = 160;

/** Source texts by the file name that locations carry. */
export type Sources = { readonly [file: string]: string };

/**
 * Diagnostics as plain text: what, where with the line and carets, and the cure. Control characters of user input are
 * made visible, so that a name cannot repaint a terminal.
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], sources: Sources = {}): string {
  const sorted = [...diagnostics].sort(byPlace);
  const blocks = sorted.slice(0, shown).map((one) => renderOne(one, sources));
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

function renderOne(one: Diagnostic, sources: Sources): string {
  const head = `${one.severity} ${one.code}: ${visible(one.message)}`;
  const place = one.location
    ? `  at ${visible(one.location.file)}:${String(one.location.line)}:${String(one.location.column)} (${visible(one.path)})`
    : `  at ${visible(one.path)}`;
  return [head, place, ...caret(one, sources), `  fix: ${visible(one.fix)}`].join('\n');
}

function caret({ location }: Diagnostic, sources: Sources): readonly string[] {
  if (!location) return [];
  const line = sources[location.file]?.split(/\r?\n/)[location.line - 1];
  if (line === undefined) return [];
  const { text, from } = window(line, location.column);
  const gutter = String(location.line);
  const end = Math.min(location.endColumn, line.length + 1, from + text.length + 1);
  return [
    `  ${gutter} | ${visible(text.trimEnd())}`,
    `  ${' '.repeat(gutter.length)} | ${' '.repeat(location.column - 1 - from)}${'^'.repeat(Math.max(1, end - location.column))}`,
  ];
}

/** The part of a long line around a column, with the first column that it leaves out before it. */
function window(line: string, column: number): { readonly text: string; readonly from: number } {
  const from = line.length > lineWidth ? Math.max(0, column - lineWidth / 2) : 0;
  return { text: line.slice(from, from + lineWidth), from };
}

/** Each control, format or direction mark becomes visible signs of the same width, so that carets stay in place. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (mark) => '\u00b7'.repeat(mark.length));
}
