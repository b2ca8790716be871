import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { lintViolations } from './lint-cases';
import { textLaws } from './text-laws';

const project = resolve(__dirname, '../..');
const architecture = z
  .object({ forbidden: z.array(z.object({ name: z.string() })) })
  .parse(createRequire(__filename)('../../.dependency-cruiser.cjs'));

const among =
  (names: readonly string[]) =>
  (wanted: string): boolean => {
    const pattern = new RegExp(`^${wanted.replaceAll('*', '.*')}$`);
    return names.some((name) => pattern.test(name));
  };

/** What may stand after `Enforced by:`, and how one knows that it exists. */
const enforcers: Readonly<Record<string, (name: string) => boolean>> = {
  architecture: among(architecture.forbidden.map(({ name }) => name)),
  lint: among(lintViolations.map(({ breaks }) => breaks)),
  text: among(textLaws.map(({ name }) => name)),
  test: (path) => path.startsWith('__tests__/') && path.endsWith('.test.ts') && existsSync(join(project, path)),
};

/** Those of the enforcers named in a line that do not exist; the line itself when it names none. */
function unfounded(law: string): readonly string[] {
  const named = /^- .+\. Enforced by: (\w+ `[^`]+`(?:, \w+ `[^`]+`)*)$/.exec(law)?.[1];
  if (named === undefined) return [law];
  return named.split(', ').filter((one) => {
    const [kind = '', name = ''] = one.replaceAll('`', '').split(' ');
    return enforcers[kind]?.(name) !== true;
  });
}

const laws = readFileSync(join(project, 'INVARIANTS.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('- '));

describe('the invariants', () => {
  test('name only what exists', () => {
    expect(laws.length).toBeGreaterThan(0);
    expect(laws.flatMap(unfounded)).toEqual([]);
  });

  test.each([
    ['names nothing', '- Water is wet.'],
    ['names a rule that is gone', '- Water is wet. Enforced by: architecture `water-is-wet`'],
    ['names a pattern that nothing matches', '- Water is wet. Enforced by: lint `water-*`'],
    ['names a test that is gone', '- Water is wet. Enforced by: test `__tests__/core/water.test.ts`'],
    ['names a file that is no test', '- Water is wet. Enforced by: test `package.json`'],
    ['names an unknown kind', '- Water is wet. Enforced by: review `no-cycles`'],
    ['names one of two that is gone', '- Water is wet. Enforced by: architecture `no-cycles`, text `water`'],
  ])('fails when a law %s', (_, law) => {
    expect(unfounded(law)).not.toEqual([]);
  });

  test('may name several, and families of rules', () => {
    expect(unfounded('- Rooms. Enforced by: architecture `arrows-of-*`, lint `no-console`')).toEqual([]);
  });
});
