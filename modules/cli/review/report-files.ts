import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { diagnostic, DiagnosticError, throwErrors } from '../../core';
import type { ReportFormat } from '../../review';

/** The forms of reports, for the option. */
export const reportFormats: readonly ReportFormat[] = ['text', 'markdown', 'json', 'sarif', 'junit', 'github'];

const suffixes: { readonly [suffix: string]: ReportFormat } = {
  '.txt': 'text',
  '.md': 'markdown',
  '.json': 'json',
  '.sarif': 'sarif',
  '.xml': 'junit',
  '.github': 'github',
};

/** A report that goes to a file. */
export interface ReportFile {
  readonly file: string;
  readonly format: ReportFormat;
}

/** The form of each file by its suffix. @throws DiagnosticError with every file that has none of them */
export function reportFiles(files: readonly string[] = []): readonly ReportFile[] {
  throwErrors(files.filter((file) => formatOf(file) === undefined).map(unknownForm));
  return files.flatMap((file) => {
    const format = formatOf(file);
    return format === undefined ? [] : [{ file, format }];
  });
}

function formatOf(file: string): ReportFormat | undefined {
  return Object.entries(suffixes).find(([suffix]) => suffix === extname(file).toLowerCase())?.[1];
}

function unknownForm(file: string) {
  return diagnostic('TB8052', {
    path: '--out',
    message: `"${file}" does not tell which form the report shall have`,
    fix: `let it end with one of ${Object.keys(suffixes).join(', ')}`,
  });
}

/** @throws DiagnosticError when the file cannot be written */
export function writeReport(folder: string, file: string, text: string): void {
  const path = resolve(folder, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch {
    const fix = 'name a file that can be written';
    throw new DiagnosticError(diagnostic('TB8052', { path: file, message: 'the report cannot be written', fix }));
  }
}
