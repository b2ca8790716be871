import type { Diagnostic } from './diagnostic';

/** How many diagnostics are shown before the rest is only counted. */
const shown = 50;

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
  return (
    compare(a.location?.file ?? '', b.location?.file ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compare(a.path, b.path) ||
    compare(a.code, b.code)
  );
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
  const line = sources[location.file]?.split('\n')[location.line - 1];
  if (line === undefined) return [];
  const gutter = String(location.line);
  const width = Math.max(1, Math.min(location.endColumn, line.length + 1) - location.column);
  return [
    `  ${gutter} | ${visible(line.trimEnd())}`,
    `  ${' '.repeat(gutter.length)} | ${' '.repeat(location.column - 1)}${'^'.repeat(width)}`,
  ];
}

/** Each control, format or direction mark becomes one visible sign, so that carets stay in place. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u00b7');
}
