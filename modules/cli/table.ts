import { plain } from './plain';

/** Rows as lines of a table without borders; the last column is never cut or padded, so that ARNs stay whole. Text of others is made harmless. */
export function renderTable(table: readonly (readonly string[])[]): string {
  const rows = table.map((row) => row.map(plain));
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join('  '),
    )
    .map((row) => `${row.trimEnd()}\n`)
    .join('');
}
