#!/usr/bin/env node
import { createInterface } from 'node:readline';
import { isatty } from 'node:tty';
import { Interruption } from './io';
import { run } from './run';

const first = new AbortController();
const second = new AbortController();

/** The first signal asks for an orderly end, any further one ends at once. */
function listen(signal: 'SIGHUP' | 'SIGINT' | 'SIGTERM', exitCode: 129 | 130 | 143): void {
  process.on(signal, () => {
    (first.signal.aborted ? second : first).abort(new Interruption(exitCode));
  });
}

listen('SIGINT', 130);
listen('SIGTERM', 143);
listen('SIGHUP', 129);

/** Whoever reads our output may stop before we do: `| head` is no error. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

/** Some terminals do not know their width, and say 0. */
function widthOf({ columns }: { readonly columns: number }): number | undefined {
  return columns > 0 ? columns : undefined;
}

/** The terminal stays as it is, so that Ctrl-C is a signal here, too; an end of input is no answer. */
function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  return new Promise<string>((resolve, reject) => {
    first.signal.addEventListener('abort', () => reject(new Error('interrupted')));
    terminal.once('close', () => resolve(''));
    terminal.question(question, resolve);
  }).finally(() => {
    terminal.close();
  });
}

void run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  errColumns: process.stderr.isTTY && process.env['TERM'] !== 'dumb' ? widthOf(process.stderr) : undefined,
  outColumns: process.stdout.isTTY ? widthOf(process.stdout) : undefined,
  // To look at process.stdin would make a pipe fail whoever reads it before something is in it.
  ask: isatty(0) && process.stderr.isTTY ? ask : undefined,
  environment: process.env,
  folder: process.cwd(),
  signal: first.signal,
  force: second.signal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
