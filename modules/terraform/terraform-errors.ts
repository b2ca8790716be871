import { stripVTControlCharacters } from 'node:util';
import type { Location } from '../core';
import { field, listField, numberField, textField } from './json-fields';

/** One error as terraform reports it. */
export interface TerraformError {
  readonly summary: string;
  readonly detail: string;
  /** Address of the resource, if the error has one. */
  readonly address?: string | undefined;
  readonly location?: Location | undefined;
}

/** Reads a diagnostic of terraform's JSON; undefined for warnings and for anything else. */
export function readJsonError(value: unknown): TerraformError | undefined {
  const summary = textField(value, 'summary');
  if (summary === undefined || textField(value, 'severity') !== 'error') return undefined;
  return {
    summary,
    detail: textField(value, 'detail') ?? '',
    address: textField(value, 'address'),
    location: readLocation(field(value, 'range')),
  };
}

/** Reads all errors out of the answer of `validate -json`. */
export function readValidation(answer: unknown): readonly TerraformError[] {
  return listField(answer, 'diagnostics').flatMap((one) => readJsonError(one) ?? []);
}

function readLocation(range: unknown): Location | undefined {
  const file = textField(range, 'filename');
  const line = numberField(range, 'start', 'line');
  const column = numberField(range, 'start', 'column');
  if (file === undefined || line === undefined || column === undefined) return undefined;
  const sameLine = numberField(range, 'end', 'line') === line;
  const endColumn = (sameLine ? numberField(range, 'end', 'column') : undefined) ?? column + 1;
  return { file, line, column, endColumn: Math.max(endColumn, column + 1) };
}

/**
 * Reads the errors out of terraform's text for people, with or without its box, its colours, and the stack's name that
 * cdktf puts before each line.
 */
export function readTextErrors(text: string): readonly TerraformError[] {
  const blocks: string[][] = [];
  let open: string[] | undefined;
  for (const line of text.split('\n').map(bareLine)) {
    const start = /^(?:\S+\s+)?(Error|Warning): (.*)$/.exec(line);
    if (start) {
      open = start[1] === 'Error' ? [start[2] ?? ''] : undefined;
      if (open) blocks.push(open);
    } else if (endsBlock.test(line)) open = undefined;
    else open?.push(line);
  }
  return blocks.map(readBlock);
}

/** The lower edge of the box, or the lines with which cdktf goes on after terraform. */
const endsBlock = /^(?:╵|\d+ Stacks? deploying .*|Invoking Terraform CLI failed .*)$/;

/** A line without colours, and without what stands before the box. */
function bareLine(line: string): string {
  return stripVTControlCharacters(line)
    .replace(/^.*?(?:│|(?=[╷╵]))/u, '')
    .trim();
}

function readBlock([summary = '', ...lines]: readonly string[]): TerraformError {
  const address = /^with (\S+?),$/.exec(lines.find((line) => line.startsWith('with ')) ?? '')?.[1];
  return {
    summary,
    detail: lines
      .filter((line) => !isPlace(line))
      .join('\n')
      .trim(),
    address,
  };
}

/** `with ADDRESS,` / `on FILE line N, in …:` / ` N: source`: where, not what. */
function isPlace(line: string): boolean {
  return /^(?:with \S+,|on \S+ line \d+(?:, in .*)?:|\d+: .*)$/.test(line);
}
