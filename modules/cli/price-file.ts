import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnostic, DiagnosticError, type Diagnostic, type Sources } from '../core';
import type { PriceBook, PriceBookProblem } from '../cost';
import type { Source } from '../tenants';

/** A price book, or all that is wrong with its file, each mistake at its line. */
export interface LoadedPrices {
  /** @default something is wrong */
  readonly book?: PriceBook;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/** The prices that are built in, or those of a file, which take their place. */
export async function loadPrices(folder: string, file: string | undefined): Promise<LoadedPrices> {
  const { publishedPrices, readPriceBook } = await import('../cost/index.js');
  if (file === undefined) return { book: publishedPrices, diagnostics: [], sources: {} };
  const { readSource } = await import('../tenants/index.js');
  const source = readSource(file, readText(folder, file));
  const sources = { [file]: source.shown };
  if (source.diagnostics.length > 0) return { diagnostics: source.diagnostics, sources };
  const book = readPriceBook(source.value);
  if ('regions' in book) return { book, diagnostics: source.warnings, sources };
  return { diagnostics: book.map((one) => located(source, one)), sources };
}

function located(source: Source, { path, at, message, fix }: PriceBookProblem): Diagnostic {
  const location = at === 'key' ? source.locateKey(path.slice(0, -1), path.at(-1) ?? '') : source.locate(path);
  return diagnostic('TB8040', { path: path.join('.') || source.file, message: source.mask(message), fix, location });
}

function readText(folder: string, file: string): string {
  try {
    return readFileSync(resolve(folder, file), 'utf8');
  } catch {
    const fix = 'name a readable JSON file of prices';
    throw new DiagnosticError(diagnostic('TB5006', { path: file, message: 'the file cannot be read', fix }));
  }
}
