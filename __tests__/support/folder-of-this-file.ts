import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** A temporary folder that stays until the last test of the file has ended. */
export function folderOfThisFile(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `tenant-buckets-${name}-`));
  made.push(path);
  return path;
}
