import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { cleanTrees, mapOfRooms, nosyRoom, violations, type Tree } from './architecture-cases';
import { PlantedTrees } from './planted-trees';

const declared = {
  dependencies: [
    'commander',
    'yaml',
    'zod',
    'undici',
    'fast-xml-parser',
    'csv-parse',
    'left-pad',
    '@aws-sdk/client-s3',
  ],
  devDependencies: ['jest', 'tsx', 'cdktf', 'constructs', '@cdktf/provider-aws', '@aws-sdk/client-dev'],
  peerDependencies: ['cdktf', 'constructs', '@cdktf/provider-aws'],
};
const packageJson = JSON.stringify(
  Object.fromEntries(
    Object.entries(declared).map(([kind, names]) => [kind, Object.fromEntries(names.map((name) => [name, '*']))]),
  ),
);

/** Empty packages beside the trees, so that imports resolve as they do in the project. */
function plantPackages(planted: PlantedTrees): void {
  for (const name of [...Object.values(declared).flat(), 'undeclared']) {
    planted.write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'lib/index.js' }));
    planted.write(`node_modules/${name}/lib/index.js`, '');
  }
  planted.write('node_modules/@cdktf/provider-aws/lib/kms-key/index.js', '');
}

const rooms = Object.keys(mapOfRooms);
/** The trees by the name of their folder. */
const trees: Readonly<Record<string, Tree>> = {
  ...Object.fromEntries(violations.map(({ files }, index) => [`tree-violation-${index.toString()}`, files])),
  ...Object.fromEntries(cleanTrees.map((files, index) => [`tree-clean-${index.toString()}`, files])),
  ...Object.fromEntries(rooms.map((room) => [`tree-nosy-${room}`, nosyRoom(room)])),
};

const answerSchema = z.object({
  rules: z.array(z.string()),
  broken: z.record(z.string(), z.array(z.object({ rule: z.string(), to: z.string() }))),
});
let answer: z.infer<typeof answerSchema> = { rules: [], broken: {} };

beforeAll(() => {
  using planted = new PlantedTrees();
  plantPackages(planted);
  for (const [folder, files] of Object.entries(trees)) {
    planted.write(`${folder}/package.json`, packageJson);
    for (const [path, text] of Object.entries(files)) planted.write(`${folder}/${path}`, text);
  }
  answer = answerSchema.parse(planted.judge('cruise-trees.mjs'));
}, 120_000);

const brokenBy = (folder: string): readonly string[] => [
  ...new Set(answer.broken[folder]?.map(({ rule }) => rule) ?? ['not cruised']),
];

describe('the architecture rules', () => {
  test.each(violations.map(({ breaks, files }, index) => [breaks, Object.keys(files)[0], index] as const))(
    'fails when a tree breaks %s (%s), by that rule alone',
    (rule, _, index) => {
      expect(brokenBy(`tree-violation-${index.toString()}`)).toEqual([rule]);
    },
  );

  test.each(cleanTrees.map((files, index) => [Object.keys(files)[0], index] as const))(
    'let a clean tree pass (%s)',
    (_, index) => {
      expect(brokenBy(`tree-clean-${index.toString()}`)).toEqual([]);
    },
  );

  test.each(Object.entries(mapOfRooms))('let %s import %j and no other room', (room, allowed) => {
    const forbidden = rooms.filter((other) => other !== room && !allowed.includes(other));
    const refused = answer.broken[`tree-nosy-${room}`]
      ?.filter(({ rule }) => rule === `arrows-of-${room}` || rule === 'core-imports-nothing')
      .map(({ to }) => to.split('/')[1]);
    expect(refused?.sort()).toEqual(forbidden.sort());
  });

  test('have a planted violation each', () => {
    expect([...new Set(violations.map(({ breaks }) => breaks))].sort()).toEqual([...answer.rules].sort());
  });
});
