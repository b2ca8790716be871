import { wrap } from '../core';
import type { CommandIo } from './io';

/** Tells people something beside the data; a terminal breaks it between words. */
export function note({ err, errColumns }: Pick<CommandIo, 'err' | 'errColumns'>, line: string): void {
  err(`${wrap(line, errColumns, '  ')}\n`);
}
