import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnostic, DiagnosticError, renderDiagnostics } from '../../core';
import type { Evaluation, Reason } from '../../evaluation';
import type { CommandIo, SetExitCode } from '../io';
import { plain } from '../plain';

/** `evaluate CASES.json`: what AWS would decide, without any AWS. Exit code 1 when some case could not be judged. */
export function addEvaluateCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('evaluate')
    .description('what AWS would decide on the cases of a file, and why, without any AWS')
    .argument('<cases>', 'a JSON file, {"cases": [...]}; - is standard input')
    .option('--json', 'print the results as JSON')
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const { evaluateCases, quoteReason, readCases } = await import('../../evaluation/index.js');
      const cases = readCases(readText(file, io.folder));
      const evaluation = evaluateCases(cases);
      if (evaluation.warnings.length > 0) io.err(`${renderDiagnostics(evaluation.warnings)}\n`);
      if (json === true) io.out(`${JSON.stringify(evaluation.report)}\n`);
      else io.out(render(evaluation, caseList(cases), quoteReason));
      if (evaluation.unknown > 0) setExitCode(1);
    });
}

function readText(file: string, folder: string): string {
  try {
    return readFileSync(file === '-' ? 0 : resolve(folder, file), 'utf8');
  } catch {
    const fix = 'name a readable JSON file, or - for standard input';
    throw new DiagnosticError(diagnostic('TB5006', { path: file, message: 'the file cannot be read', fix }));
  }
}

function caseList(value: unknown): readonly unknown[] {
  const list: unknown =
    typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, 'cases')?.value : undefined;
  return Array.isArray(list) ? list : [];
}

type Quote = (oneCase: unknown, reason: Reason) => unknown;

/** One block a case: the verdict, then each reason with the statement that it rests on. */
function render({ report, unknown }: Evaluation, cases: readonly unknown[], quote: Quote): string {
  const blocks = report.results.map(({ name, decision, reasons }, index) =>
    [
      `${decision.padEnd(12)}  ${plain(name)}`,
      ...reasons.flatMap((one) => reasonLines(one, quote(cases[index], one))),
    ].join('\n'),
  );
  const count = `${String(report.results.length)} cases, ${String(unknown)} not judged`;
  return `${[...blocks, count].join('\n\n')}\n`;
}

function reasonLines(reason: Reason, quoted: unknown): readonly string[] {
  const leg = reason.leg === undefined ? '' : `leg ${String(reason.leg)}, `;
  const where = `${leg}${reason.policy}, ${reason.statement}`;
  const line = `  ${reason.effect.padEnd(5)}  ${plain(where)}: ${plain(reason.why)}`;
  return quoted === undefined ? [line] : [line, `         ${plain(JSON.stringify(quoted))}`];
}
