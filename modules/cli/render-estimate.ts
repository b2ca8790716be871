import type { Amount, CostLine } from '../cost';
import type { EstimateReport, OffAndOn } from './estimate-report';
import { fit } from './fit';
import { moneyText } from './money';
import { plain } from './plain';
import { renderTable } from './table';

/** An estimate for people: a line for each tenant and the sum, and with `withLines` what each tenant pays for. */
export function renderEstimate(report: EstimateReport, withLines: boolean, columns: number | undefined): string {
  const { currency, prices } = report.on;
  const title = `a month in ${plain(currency)}, prices: ${plain(prices.source)}, ${plain(prices.date)}`;
  const summary = rowsOrList(
    ['tenant', 'Bucket Keys off', 'Bucket Keys on', 'saving'],
    [...report.tenants.map((one) => moneyRow(one.tenant, one)), moneyRow('total', report.total)],
    columns,
  );
  const lines = withLines ? [lineTable(report.on.lines, columns)] : [];
  return [`${fit(title, 0, columns)}\n`, summary, ...lines, ...unknowns(report, columns)].join('\n');
}

function moneyRow(name: string, { off, on, saving }: OffAndOn): readonly string[] {
  return [name, moneyText(off), moneyText(on), moneyText(saving)];
}

function lineTable(lines: readonly CostLine[], columns: number | undefined): string {
  const rows = lines.map(({ name, quantity, unit, perMonth }) => [
    name,
    quantityText(quantity, unit),
    moneyText(perMonth),
  ]);
  return rowsOrList(['with Bucket Keys on', 'quantity', 'a month'], rows, columns);
}

function quantityText(quantity: Amount, unit: string): string {
  if (quantity.kind === 'unknown') return 'unknown';
  const [low, high] = [grouped(quantity.low), grouped(quantity.high)];
  return `${low === high ? low : `${low} to ${high}`} ${unit}`;
}

/** Digits in threes, the same in every locale. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
}

/** What is not known, each reason once. */
function unknowns({ on }: EstimateReport, columns: number | undefined): readonly string[] {
  const reasons = new Set(on.lines.flatMap(({ perMonth }) => (perMonth.kind === 'unknown' ? [perMonth.why] : [])));
  if (reasons.size === 0) return [];
  const lines = [...reasons].map((why) => `  ${fit(plain(why), 2, columns)}\n`);
  return [`unknown:\n${lines.join('')}`];
}

/** A table, or on a terminal that it is too wide for a block for each row. */
function rowsOrList(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | undefined,
): string {
  const table = renderTable([head, ...rows]);
  if (table.split('\n').every((line) => line.length <= (columns ?? Infinity))) return table;
  return rows
    .map(([name = '', ...cells]) => {
      const fields = cells.map((cell, index) => `  ${head[index + 1] ?? ''}: ${cell}`);
      return [plain(name), ...fields].map((line) => `${fit(line, 4, columns)}\n`).join('');
    })
    .join('');
}
