import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { cleanFiles, lintViolations } from './lint-cases';
import { PlantedTrees } from './planted-trees';

const project = resolve(__dirname, '../..');
const answerSchema = z.object({ laws: z.array(z.string()), broken: z.record(z.string(), z.array(z.string())) });
let answer: z.infer<typeof answerSchema> = { laws: [], broken: {} };

const violationFolder = (index: number): string => `tree-violation-${index.toString()}`;
const cleanFolder = (index: number): string => `tree-clean-${index.toString()}`;

beforeAll(() => {
  using trees = new PlantedTrees();
  symlinkSync(join(project, 'node_modules'), join(trees.root, 'node_modules'));
  trees.write('tsconfig.json', JSON.stringify({ extends: join(project, 'tsconfig.json'), include: ['**/*.ts'] }));
  lintViolations.forEach(({ file, text }, index) => {
    trees.write(`${violationFolder(index)}/${file}`, text);
  });
  cleanFiles.forEach(({ file, text }, index) => {
    trees.write(`${cleanFolder(index)}/${file}`, text);
  });
  answer = answerSchema.parse(trees.judge('lint-trees.mjs'));
}, 120_000);

describe('the lint laws', () => {
  test.each(lintViolations.map(({ breaks, file }, index) => [breaks, file, index] as const))(
    'fails when a file breaks %s (%s), by that law alone',
    (law, _, index) => {
      expect([...new Set(answer.broken[violationFolder(index)])]).toEqual([law]);
    },
  );

  test.each(cleanFiles.map(({ file }, index) => [file, index] as const))('let a clean file pass (%s)', (_, index) => {
    expect(answer.broken[cleanFolder(index)]).toEqual([]);
  });

  test('have a planted violation each', () => {
    const planted = new Set(lintViolations.map(({ breaks }) => breaks));
    expect(answer.laws.filter((law) => !planted.has(law))).toEqual([]);
  });
});
