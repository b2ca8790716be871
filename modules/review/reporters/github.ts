import type { Finding, FindingSeverity, Review } from '../review';
import type { ReportOptions } from './report-options';
import { visible } from './visible';
import { counted } from './words';

type Level = 'error' | 'warning' | 'notice';

const levels: { readonly [severity in FindingSeverity]: Level } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

/** GitHub shows ten of each level a step and drops the rest. */
const shownOfLevel = 10;

/**
 * Annotations of GitHub: worst first, as many as are shown, the last one counting the rest.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub({ findings }: Review, { fullReport }: ReportOptions): string {
  return (['error', 'warning', 'notice'] as const)
    .flatMap((level) => {
      const all = findings.filter(({ severity }) => levels[severity] === level);
      const shown = all.length > shownOfLevel ? all.slice(0, shownOfLevel - 1) : all;
      const hidden = all.length - shown.length;
      const rest = `${counted(hidden, 'more finding')}; see ${fullReport ?? 'the whole report'}`;
      return [...shown.map((one) => annotation(level, one)), ...(hidden > 0 ? [`::${level}::${data(rest)}`] : [])];
    })
    .map((line) => `${line}\n`)
    .join('');
}

function annotation(level: Level, { code, topic, tenant, address, message, fix, location }: Finding): string {
  const place = location && {
    file: location.file,
    line: String(location.line),
    col: String(location.column),
    endColumn: String(location.endColumn),
  };
  const title = [code, topic, tenant].filter((one) => one !== undefined).join(' ');
  const properties = Object.entries({ ...place, title }).map(([name, value]) => `${name}=${property(value)}`);
  const about = address === undefined ? '' : `${address}: `;
  return `::${level} ${properties.join(',')}::${data(`${about}${message}`)}%0A${data(`fix: ${fix}`)}`;
}

function data(text: string): string {
  return visible(text).replace(/%/g, '%25');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
