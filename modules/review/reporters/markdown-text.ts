import { clip, visible } from './visible';

/** Longer names are cut: no name that AWS or terraform allows needs more. */
const longestName = 300;

/**
 * Text of others as code, in which nothing acts: no mention, link, HTML, heading, quick action or formula. A backtick,
 * pipe or backslash could end code or a cell of a table, so such a text becomes HTML of entities.
 */
export function code(text: string, length = longestName): string {
  const safe = visible(clip(text, length));
  if (safe.trim() === '') return '';
  if (!/[`|\\]/.test(safe)) return `\`${safe}\``;
  return `<code>${safe.replace(/[^\p{L}\p{N} -]/gu, (sign) => `&#${String(sign.codePointAt(0))};`)}</code>`;
}

/** A sentence of ours with names of others in it: what is no plain word becomes code. */
export function prose(text: string, length: number): string {
  const tokens = visible(clip(text, length))
    .split(' ')
    .filter((token) => token !== '');
  const parts: string[] = [];
  let run: string[] = [];
  const close = (): void => {
    if (run.length > 0) parts.push(codeRun(run.join(' ')));
    run = [];
  };
  for (const token of tokens) {
    if (isPlain(token) && run.at(-1) !== '=') {
      close();
      parts.push(token);
    } else run.push(token);
  }
  close();
  return parts.join(' ');
}

const plainWord = /^\(?[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*…?[,.;:!?]?\)?[,.;:]?$/u;
const plainNumber = /^\(?[+-]?\d{1,3}(?:,?\d{3})*(?:\.\d+)?%?[,.;:]?\)?[,.;:]?$/;

/** GitHub makes links of `GH-1` and of what looks like a commit. */
const linked = /^\(?(?:gh-\d|[0-9a-f]{7,40}\b)/i;

function isPlain(token: string): boolean {
  return (plainWord.test(token) || plainNumber.test(token)) && !linked.test(token);
}

/** Brackets and marks around a name are the sentence's, not the name's. */
function codeRun(run: string): string {
  const open = run.startsWith('(') ? '(' : '';
  const end = /(?<![,.;:!?)])[,.;:!?)]+$/.exec(run)?.[0] ?? '';
  const inner = run.slice(open.length, run.length - end.length);
  return inner === '' ? code(run) : `${open}${code(inner, inner.length)}${end}`;
}

/** One row of a table; cells are made by the functions above. */
function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => (cell === '' ? ' ' : cell)).join(' | ')} |`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** What is folded until somebody wants to see it. The title is ours. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
