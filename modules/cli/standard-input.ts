import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { CommandIo } from './io';

/** What reading input needs of the outside. */
export interface InputIo extends Pick<CommandIo, 'ask' | 'err' | 'folder' | 'signal'> {
  /** Says nothing of what is waited for. @default it is said */
  readonly quiet?: true | undefined;
}

/** Standard input, for the wait of which Ctrl-C is an end; whoever sits at the terminal is told what is waited for. */
export function standardInput({ ask, err, signal, quiet }: InputIo): Readable {
  if (ask !== undefined && quiet === undefined) err('reading standard input; Ctrl-D ends it\n');
  return addAbortSignal(signal, process.stdin);
}

/** The text of a file from the folder of the command, or of standard input when it is `-`. Fails as the system does. */
export function readInput(file: string, io: InputIo): Promise<string> {
  return file === '-' ? text(standardInput(io)) : readFile(resolve(io.folder, file), 'utf8');
}
