import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { textLaws } from './text-laws';

const project = resolve(__dirname, '../..');

/** Every text that is, or is about to be, part of the project. */
function texts(): readonly (readonly [string, string])[] {
  const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: project,
    encoding: 'utf8',
  });
  return [...new Set(listing.split('\0'))]
    .filter((path) => path !== '' && existsSync(join(project, path)))
    .map((path) => [path, readFileSync(join(project, path), 'utf8')] as const)
    .filter(([, text]) => !text.includes('\0'));
}

const all = texts();

describe.each(textLaws)('the text law $name', ({ files, judge, breaks, keeps }) => {
  test.each(breaks.map((text) => [text.slice(0, 60), text] as const))('fails when a text says %j', (_, text) => {
    expect(judge(text, 'planted.ts')).toBeDefined();
  });

  test.each(keeps.map((text) => [text.slice(0, 60), text] as const))('lets a text say %j', (_, text) => {
    expect(judge(text, 'planted.ts')).toBeUndefined();
  });

  test('holds in the whole project', () => {
    const looked = all.filter(([path]) => files.test(path));
    expect(looked).not.toEqual([]);
    expect(looked.flatMap(([path, text]) => judge(text, path)?.replace(/^/, `${path}: `) ?? [])).toEqual([]);
  });
});
