import type { Command } from 'commander';
import { diagnostic, DiagnosticError, renderDiagnostics } from '../../core';
import type { Evaluation, Reason, Verdict } from '../../evaluation';
import type { CommandIo, SetExitCode } from '../io';
import { fit } from '../fit';
import { plain } from '../plain';
import { readInput } from '../standard-input';

/** `evaluate CASES.json`: what AWS would decide, without any AWS. Exit code 1 when some case could not be judged. */
export function addEvaluateCommand(program: Command, io: CommandIo, setExitCode: SetExitCode): void {
  program
    .command('evaluate')
    .description('what AWS would decide on the cases of a file, and why, without any AWS')
    .argument('<cases>', 'a JSON file, {"cases": [...]}; - is standard input')
    .option('--json', 'print the results as JSON')
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const { evaluateCases, quoteReason, readCases } = await import('../../evaluation/index.js');
      const cases = readCases(await readText(file, io), file === '-' ? 'standard input' : file);
      const list = caseList(cases);
      const evaluation = evaluateCases(cases);
      if (evaluation.warnings.length > 0) io.err(`${renderDiagnostics(evaluation.warnings, {}, io.errColumns)}\n\n`);
      if (json === true) io.out(`${JSON.stringify(evaluation.report)}\n`);
      else io.out(render(evaluation, (index, reason) => quoteReason(list[index], reason), io.outColumns));
      if (evaluation.unknown > 0) setExitCode(1);
    });
}

async function readText(file: string, io: CommandIo): Promise<string> {
  try {
    return await readInput(file, io);
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

type Quote = (caseIndex: number, reason: Reason) => unknown;

/** How many reasons of one case, and how much of one statement, people are shown before the rest is only counted. */
const shownReasons = 20;
const shownCharacters = 1_000;

/** One block a case: the verdict, then each reason with the statement that it rests on. */
function render({ report: { results } }: Evaluation, quote: Quote, columns: number | undefined): string {
  const blocks = results.map(({ name, decision, reasons }, index) => {
    const more = reasons.length - shownReasons;
    return [
      `${decision.padEnd(12)}  ${fit(plain(name), 14, columns)}`,
      ...reasons.slice(0, shownReasons).flatMap((one) => reasonLines(one, quote(index, one), columns)),
      ...(more > 0 ? [`  and ${String(more)} more reasons; --json lists all`] : []),
    ].join('\n');
  });
  return `${[...blocks, summary(results.map(({ decision }) => decision))].join('\n\n')}\n`;
}

function summary(decisions: readonly Verdict[]): string {
  const counts = verdicts.flatMap((verdict) => {
    const count = decisions.filter((one) => one === verdict).length;
    return count === 0 ? [] : [`${String(count)} ${verdict}`];
  });
  const cases = decisions.length === 1 ? '1 case' : `${String(decisions.length)} cases`;
  return counts.length === 0 ? cases : `${cases}: ${counts.join(', ')}`;
}

const verdicts: readonly Verdict[] = ['allow', 'explicitDeny', 'implicitDeny', 'unknown'];

/** Under `Allow` or `Deny`: where it stands and why; rules that stand in no document speak for themselves. */
function reasonLines(
  { leg, policy, statement, effect, why }: Reason,
  quoted: unknown,
  columns: number | undefined,
): readonly string[] {
  const place = [
    ...(leg === undefined ? [] : [`leg ${String(leg)}`]),
    ...(policy === 'implicit' ? [] : [policy, statement]),
  ];
  const text = place.length === 0 ? why : `${place.join(', ')}: ${why}`;
  const line = `  ${effect.padEnd(5)}  ${fit(plain(text), 9, columns)}`;
  return quoted === undefined
    ? [line]
    : [line, `         ${fit(shortened(plain(JSON.stringify(quoted))), 9, columns)}`];
}

function shortened(text: string): string {
  const more = text.length - shownCharacters;
  return more > 0 ? `${text.slice(0, shownCharacters)}… and ${String(more)} more characters` : text;
}
