import type { Command } from 'commander';
import { catalogue, diagnostic, DiagnosticError, nearMiss, wrap } from '../../core';
import type { CommandIo } from '../io';
import { renderTable } from '../table';

/** `explain [CODE]`: what a diagnostic code means, or all of them in a line each. */
export function addExplainCommand(program: Command, io: CommandIo): void {
  program
    .command('explain')
    .description('what a code such as TB2003 means and how to cure it')
    .argument('[code]', 'the code; without one, every code in a line')
    .action((code: string | undefined) => {
      io.out(code === undefined ? listCodes(io.outColumns) : explain(code, io.outColumns));
    });
}

function listCodes(columns: number | undefined): string {
  return renderTable(
    Object.entries(catalogue).map(([code, entry]) => [code, entry.summary]),
    columns,
  );
}

function explain(code: string, columns: number | undefined): string {
  const wanted = code.toUpperCase();
  const found = Object.entries(catalogue).find(([known]) => known === wanted);
  if (found) {
    const [known, { severity, summary, explanation, exitCode }] = found;
    const head = `${known} (${severity}, exit code ${String(exitCode)}): ${summary}`;
    return `${wrap(head, columns)}\n\n${wrap(explanation, columns)}\n`;
  }
  const meant = nearMiss(wanted, Object.keys(catalogue));
  throw new DiagnosticError(
    diagnostic('TB5002', {
      path: 'explain',
      message: `"${code}" is no code`,
      fix: meant === undefined ? 'run tenant-buckets explain to see all codes' : `did you mean ${meant}?`,
    }),
  );
}
