import type { ProgressEvent, ProgressListener } from '../core';
import type { CommandIo } from './io';

/** Where progress goes: standard error, never standard output. */
export interface ProgressSink {
  readonly write: (text: string) => void;
  /** Columns of the terminal; `undefined` when it is none. */
  readonly columns: number | undefined;
}

export interface ProgressOptions {
  readonly sink: ProgressSink;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  readonly quiet: boolean;
}

/** A log gets a sign of life this often. */
const logIntervalMs = 30_000;

/** Longer remarks would wrap and spoil the line that is painted over. */
const narrowest = 20;

/** On a terminal one line that is painted over until its step ends; in a log one line a step and one every 30 s. */
export function progressListener(options: ProgressOptions): ProgressListener {
  if (options.quiet) return () => undefined;
  return options.sink.columns === undefined ? logListener(options) : terminalListener(options, options.sink.columns);
}

function logListener({ sink, now }: ProgressOptions): ProgressListener {
  const started = new Map<string, number>();
  const lastSaid = new Map<string, number>();
  return (event) => {
    const time = now();
    const since = started.get(event.step) ?? time;
    if (event.state === 'started') started.set(event.step, time);
    if (event.state === 'running' && time - (lastSaid.get(event.step) ?? since) < logIntervalMs) return;
    lastSaid.set(event.step, time);
    sink.write(`${line(event, time - since)}\n`);
  };
}

function terminalListener({ sink, now }: ProgressOptions, columns: number): ProgressListener {
  const started = new Map<string, number>();
  const width = Math.max(narrowest, columns - 1);
  return (event) => {
    const time = now();
    if (event.state === 'started') started.set(event.step, time);
    const text = line(event, time - (started.get(event.step) ?? time));
    const ended = event.state === 'done' || event.state === 'failed';
    sink.write(`\r\u001b[2K${ended ? `${text}\n` : text.slice(0, width)}`);
  };
}

const signs: { readonly [state in ProgressEvent['state']]: string } = {
  started: '..',
  running: '..',
  done: 'ok',
  failed: '!!',
};

function line(event: ProgressEvent, elapsedMs: number): string {
  const elapsed = event.state === 'started' ? '' : ` (${String(Math.round(elapsedMs / 1000))} s)`;
  const detail = event.detail === undefined ? '' : `: ${oneLine(event.detail)}`;
  return `${signs[event.state]} ${event.step}${elapsed}${detail}`;
}

/** Child processes speak with colours and line ends; a progress line has neither. */
function oneLine(text: string): string {
  return text
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
}

/** The listener for a command: it paints on standard error. */
export function progressOf(io: CommandIo, quiet = false): ProgressListener {
  const sink = { write: io.err, columns: io.errColumns };
  return progressListener({ sink, now: () => performance.now(), quiet });
}
