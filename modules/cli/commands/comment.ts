import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { diagnostic, DiagnosticError } from '../../core';
import type { CommandIo } from '../io';
import { plain } from '../plain';

interface Flags {
  readonly file: string;
  readonly pullRequest?: number;
}

/**
 * `comment --file review.md`: one comment on the pull request of a pipeline, updated in place. With AWS this is all that
 * is ever asked over a network, and only where the pipeline's own variables say.
 */
export function addCommentCommand(program: Command, io: CommandIo): void {
  program
    .command('comment')
    .description('write a markdown report as one comment on a pull or merge request, or update it there')
    .requiredOption('--file <file>', 'what tenant-buckets review wrote as .md')
    .option('--pull-request <number>', 'its number, where the pipeline does not say it', pullRequestNumber)
    .action((flags: Flags) => comment(flags, io));
}

async function comment({ file, pullRequest }: Flags, io: CommandIo): Promise<void> {
  const body = readText(file, io.folder);
  const marker = markerOf(body, file);
  const { findHosting } = await import('../comment/find-hosting.js');
  const hosting = findHosting(io, pullRequest);
  const before = (await hosting.list()).find((one) => one.own && firstLine(one.body) === marker);
  const unchanged = before !== undefined && before.body.trimEnd() === body.trimEnd();
  const url = unchanged
    ? before.url
    : before === undefined
      ? await hosting.create(body)
      : await hosting.update(before.id, body);
  if (url !== undefined) io.out(`${plain(url)}\n`);
  io.err(`the comment is ${unchanged ? 'as it was' : before === undefined ? 'written' : 'updated'}\n`);
}

function readText(file: string, folder: string): string {
  try {
    return readFileSync(resolve(folder, file), 'utf8');
  } catch {
    const fix = 'write it with tenant-buckets review --out review.md';
    throw new DiagnosticError(diagnostic('TB5006', { path: file, message: 'the report cannot be read', fix }));
  }
}

function markerOf(body: string, file: string): string {
  const marker = firstLine(body);
  if (/^<!-- tenant-buckets review(?: [\w.-]+)? -->$/.test(marker)) return marker;
  throw new DiagnosticError(
    diagnostic('TB8064', {
      path: file,
      message: 'its first line is no marker of a review',
      fix: 'give what tenant-buckets review --format markdown writes, as it is',
    }),
  );
}

/** Services may give lines back with another end. */
function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trimEnd() ?? '';
}

function pullRequestNumber(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('It is a number from 1.');
  return Number(text);
}
