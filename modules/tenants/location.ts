import { LineCounter } from 'yaml';
import type { Location } from '../core';

/** A range as messages show it. Lines and columns count from 1; a range over several lines is marked by its first character. */
export function locationOf(file: string, lines: LineCounter, [from, to]: readonly [number, number]): Location {
  const start = lines.linePos(from);
  const end = lines.linePos(to);
  const endColumn = end.line === start.line ? Math.max(end.col, start.col + 1) : start.col + 1;
  return { file, line: start.line, column: start.col, endColumn };
}

/** Where the lines of a text begin. */
export function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return lines;
}
