import { expect } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Compares a text with a golden file. To renew one, remove it and run its test twice: the first run writes it and
 * fails, so that somebody looks at what was written.
 */
export function expectGolden(file: string, text: string): void {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    throw new Error(`${file} was written: look at it, then run the test again`);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}
