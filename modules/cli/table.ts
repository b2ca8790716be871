import { fit } from './fit';
import { plain } from './plain';

/** With less room than this, or than its longest word, the last column goes below the others. */
const leastRoom = 24;

/**
 * Rows as lines of a table without borders; the last column is never cut or padded, so that ARNs stay whole. Text of others is made harmless. A row that is too
 * wide for a terminal goes on in further lines; without columns, as in a pipe, it stays one.
 */
export function renderTable(table: readonly (readonly string[])[], columns?: number): string {
  const rows = table.map((row) => row.map(plain));
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) => `${renderRow(row, widths, columns)}\n`).join('');
}

function renderRow(row: readonly string[], widths: readonly number[], columns: number | undefined): string {
  const start = row.slice(0, -1).map((cell, index) => `${cell.padEnd(widths[index] ?? 0)}  `);
  const [before, last] = [start.join(''), row.at(-1) ?? ''];
  const room = (columns ?? Infinity) - before.length;
  if (last.length <= room) return `${before}${last}`.trimEnd();
  const longest = Math.max(...last.split(' ').map((word) => word.length));
  const beside = (room >= leastRoom && longest <= room) || before === '';
  return beside ? before + fit(last, before.length, columns) : `${before.trimEnd()}\n    ${fit(last, 4, columns)}`;
}
