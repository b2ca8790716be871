/** A few files and what they say, in a folder of their own. */
export type Tree = Readonly<Record<string, string>>;

/** A tree that breaks one rule of the architecture and no other. */
export interface Violation {
  readonly breaks: string;
  readonly files: Tree;
}

/** What each room may import, as the map of the rooms draws it; told twice, so that an arrow is not loosened in passing. */
export const mapOfRooms: Readonly<Record<string, readonly string[]>> = {
  core: [],
  tenants: ['core'],
  constructs: ['core'],
  evaluation: ['core'],
  plan: ['core'],
  review: ['core', 'cost', 'evaluation', 'plan'],
  cost: ['core'],
  terraform: ['core'],
  gateway: ['core', 'evaluation'],
  emulator: ['core', 'gateway', 'terraform'],
  demo: ['core', 'cost', 'emulator', 'gateway', 'terraform'],
  reencryption: ['core'],
  audit: ['core'],
  cli: [
    'audit',
    'core',
    'cost',
    'demo',
    'emulator',
    'evaluation',
    'gateway',
    'plan',
    'reencryption',
    'review',
    'tenants',
    'terraform',
  ],
};

const name = (path: string): string => `import { name } from '${path}';\nexport const planted = name;\n`;
const typeOnly = (path: string): string => `import type { Name } from '${path}';\nexport type Planted = Name;\n`;
const leaf = 'export const name = 1;\nexport type Name = number;\n';

/** One file that names one module; what it names is planted beside it where it is a file of the tree. */
function oneImport(breaks: string, from: string, path: string, target?: string): Violation {
  return { breaks, files: { [from]: name(path), ...(target === undefined ? {} : { [target]: leaf }) } };
}

/** A door of one room that names another room's door. */
function arrow(from: string, to: string): Violation {
  return oneImport(`arrows-of-${from}`, `modules/${from}/index.ts`, `../${to}`, `modules/${to}/index.ts`);
}

/** Trees that break exactly one rule each; every rule of the configuration has at least one. */
export const violations: readonly Violation[] = [
  oneImport('core-imports-nothing', 'modules/core/arn.ts', 'node:crypto'),
  oneImport('core-imports-nothing', 'modules/core/arn.ts', '../cost', 'modules/cost/index.ts'),
  arrow('tenants', 'constructs'),
  arrow('constructs', 'evaluation'),
  arrow('evaluation', 'plan'),
  arrow('plan', 'evaluation'),
  arrow('review', 'terraform'),
  arrow('cost', 'plan'),
  arrow('terraform', 'emulator'),
  arrow('gateway', 'terraform'),
  arrow('emulator', 'tenants'),
  arrow('demo', 'tenants'),
  arrow('reencryption', 'gateway'),
  arrow('audit', 'terraform'),
  arrow('cli', 'constructs'),
  oneImport('arrows-of-terraform', 'modules/terraform/index.ts', '../../environments/dev', 'environments/dev.ts'),
  oneImport('arrows-of-emulator', 'modules/emulator/index.ts', '../../tools/bench', 'tools/bench.ts'),
  {
    breaks: 'arrows-of-plan',
    files: { 'modules/plan/index.ts': typeOnly('../evaluation'), 'modules/evaluation/index.ts': leaf },
  },
  oneImport('review-takes-types-only', 'modules/review/index.ts', '../plan', 'modules/plan/index.ts'),
  oneImport('review-takes-types-only', 'modules/review/index.ts', '../cost', 'modules/cost/index.ts'),
  oneImport(
    'reporters-paint-only',
    'modules/review/reporters/markdown.ts',
    '../../evaluation',
    'modules/evaluation/index.ts',
  ),
  oneImport('pure-rooms-have-no-effects', 'modules/evaluation/decide.ts', 'node:os'),
  oneImport('pure-rooms-have-no-effects', 'modules/review/index.ts', 'node:readline'),
  oneImport('arrows-of-environments', 'environments/dev.ts', '../modules/terraform', 'modules/terraform/index.ts'),
  oneImport('arrows-of-main', 'main.ts', './modules/cli', 'modules/cli/index.ts'),
  oneImport('rooms-by-their-doors', 'modules/tenants/index.ts', '../core/arn', 'modules/core/arn.ts'),
  oneImport('app-by-the-doors', 'environments/dev.ts', '../modules/core/arn', 'modules/core/arn.ts'),
  oneImport('app-by-the-doors', 'tools/bench.ts', '../modules/cli/explain', 'modules/cli/explain.ts'),
  oneImport(
    'tests-reach-into-their-own-room',
    '__tests__/cli/a.test.ts',
    '../../modules/core/arn',
    'modules/core/arn.ts',
  ),
  oneImport('tests-share-through-support', '__tests__/cli/a.test.ts', './b.test', '__tests__/cli/b.test.ts'),
  oneImport('product-knows-no-tests', 'modules/cli/index.ts', '../../__tests__/support/x', '__tests__/support/x.ts'),
  oneImport('demo-is-loaded-lazily', 'modules/cli/index.ts', '../demo', 'modules/demo/index.ts'),
  oneImport('bootstrap-needs-nothing', 'tools/bootstrap.mjs', 'tsx'),
  oneImport(
    'bootstrap-needs-nothing',
    'modules/emulator/python/environment.mjs',
    '../state',
    'modules/emulator/state.ts',
  ),
  oneImport('yaml-and-zod-only-in-tenants', 'environments/dev.ts', 'yaml'),
  oneImport('yaml-and-zod-only-in-tenants', 'modules/cli/index.ts', 'zod'),
  oneImport('cdktf-only-in-constructs', 'modules/cli/index.ts', 'cdktf'),
  oneImport('cdktf-only-in-constructs', 'modules/tenants/index.ts', 'constructs'),
  oneImport('cdktf-only-in-constructs', '__tests__/cli/a.test.ts', '@cdktf/provider-aws/lib/kms-key'),
  oneImport('undici-only-in-gateway', 'modules/emulator/index.ts', 'undici'),
  oneImport('wire-formats-only-in-gateway', 'modules/terraform/index.ts', 'fast-xml-parser'),
  oneImport('aws-sdk-only-where-accounts-are-touched', 'modules/emulator/index.ts', '@aws-sdk/client-s3'),
  oneImport('inventory-formats-only-in-reencryption', 'modules/cli/index.ts', 'csv-parse'),
  oneImport('commander-only-in-cli', 'main.ts', 'commander'),
  oneImport('fs-only-at-the-edges', 'modules/constructs/index.ts', 'node:fs'),
  oneImport('fs-only-at-the-edges', 'modules/evaluation/index.ts', 'fs/promises'),
  oneImport('fs-only-at-the-edges', 'main.ts', 'node:fs/promises'),
  oneImport('processes-only-in-terraform-and-emulator', 'modules/cli/index.ts', 'node:child_process'),
  oneImport('http-only-in-gateway', 'modules/emulator/index.ts', 'node:http'),
  oneImport('aws-resources-are-imported-deep', 'modules/constructs/index.ts', '@cdktf/provider-aws'),
  oneImport('packages-have-a-room', 'modules/terraform/index.ts', 'left-pad'),
  oneImport('shipped-code-needs-no-dev-package', 'modules/audit/index.ts', '@aws-sdk/client-dev'),
  oneImport('packages-are-declared', '__tests__/cli/a.test.ts', 'undeclared'),
  oneImport('imports-resolve', 'modules/cli/index.ts', './nowhere'),
  {
    breaks: 'no-cycles',
    files: { 'modules/core/a.ts': `${name('./b')}${leaf}`, 'modules/core/b.ts': `${name('./a')}${leaf}` },
  },
  {
    breaks: 'no-cycles',
    files: { 'modules/core/a.ts': `${typeOnly('./b')}${leaf}`, 'modules/core/b.ts': `${typeOnly('./a')}${leaf}` },
  },
  { breaks: 'no-orphans', files: { 'modules/core/alone.ts': leaf } },
  oneImport('rooms-are-planned', 'modules/billing/index.ts', '../core', 'modules/core/index.ts'),
  oneImport('names-say-what-is-inside', 'modules/core/index.ts', './utils', 'modules/core/utils.ts'),
  oneImport('names-say-what-is-inside', '__tests__/cli/a.test.ts', './common/x', '__tests__/cli/common/x.ts'),
];

/** Trees that use every freedom the rules leave. */
export const cleanTrees: readonly Tree[] = [
  {
    'main.ts': name('./environments/dev'),
    'tools/bootstrap.mjs': name('../modules/emulator/python/environment.mjs'),
    'modules/emulator/python/environment.mjs': `import 'node:child_process';\n${leaf.split('\n')[0] ?? ''}`,
    'environments/dev.ts': `${name('../modules/tenants')}${typeOnly('../modules/core')}import 'cdktf';\n${leaf}`,
    'modules/tenants/index.ts': `import 'yaml';\nimport 'zod';\nimport 'node:fs';\nimport 'node:path';\n${name('../core')}${leaf}`,
    'modules/constructs/index.ts': `import 'constructs';\nimport '@cdktf/provider-aws/lib/kms-key';\n${name('../core')}`,
    'modules/core/index.ts': name('./arn') + leaf,
    'modules/core/arn.ts': leaf,
    '__tests__/support/arn.ts': name('../../modules/core/arn'),
    '__tests__/core/arn.test.ts': `import 'jest';\n${name('../../modules/core/arn')}`,
  },
  {
    'modules/cli/index.ts': `import 'commander';\nimport 'node:fs';\nexport const run = (): Promise<typeof import('../demo')> => import('../demo');\n`,
    'modules/demo/index.ts': `import '@aws-sdk/client-dev';\n${name('../emulator')}${leaf}`,
    'modules/emulator/index.ts': `import 'node:child_process';\n${name('../gateway')}${leaf}`,
    'modules/gateway/index.ts': `import 'undici';\nimport 'node:http';\n${name('../evaluation')}${leaf}`,
    'modules/evaluation/index.ts': `import 'node:util';\n${leaf}`,
    'modules/review/index.ts': `import type { Plan } from '../plan';\n${name('../evaluation')}export type R = Plan;\n`,
    'modules/review/reporters/text.ts': typeOnly('..'),
    'modules/plan/index.ts': `import { x } from './x';\nexport type Plan = typeof x;\n`,
    'modules/plan/x.ts': 'export const x = 1;\n',
  },
];

/** A room whose door names the door of every other room. */
export function nosyRoom(room: string): Tree {
  const others = Object.keys(mapOfRooms).filter((other) => other !== room);
  return {
    [`modules/${room}/index.ts`]: others.map((other) => `import '../${other}';\n`).join(''),
    ...Object.fromEntries(others.map((other) => [`modules/${other}/index.ts`, leaf])),
  };
}
