/** A file that breaks one lint law and no other. */
export interface LintViolation {
  readonly breaks: string;
  readonly file: string;
  readonly text: string;
}

const lines = (count: number, line: string): string => `${line}\n`.repeat(count);
const longFunction = `export function long(): void {\n${lines(51, '  performance.now();')}}\n`;
const branches = Array.from(
  { length: 10 },
  (_, index) => `  if (n === ${index.toString()}) return ${index.toString()};\n`,
).join('');
const fromJest = (...names: readonly string[]): string => `import { ${names.join(', ')} } from '@jest/globals';\n`;
const inCore = (breaks: string, text: string): LintViolation => ({ breaks, file: 'modules/core/planted.ts', text });
const inTests = (breaks: string, text: string): LintViolation => ({
  breaks,
  file: '__tests__/core/planted.test.ts',
  text,
});
/** Written in two halves, so that the laws on texts do not find them here. */
const openEnd = ['to', 'do'].join('');
const onlyOne = ['on', 'ly'].join('');
const skipped = ['sk', 'ip'].join('');

/** The lint laws of ours, each broken once. */
export const lintViolations: readonly LintViolation[] = [
  inCore('max-lines', lines(301, '// a line')),
  { breaks: 'max-lines', file: 'modules/core/diagnostics/catalogue/planted.ts', text: lines(601, '// a line') },
  { breaks: 'max-lines-per-function', file: 'modules/tenants/planted.ts', text: longFunction },
  inTests('tests/short-functions', longFunction),
  inCore('complexity', `export function pick(n: number): number {\n${branches}  return -1;\n}\n`),
  inCore('no-console', "console.log('x');\n"),
  { breaks: 'no-console', file: 'main.ts', text: "console.error('x');\n" },
  inCore('@typescript-eslint/no-floating-promises', 'Promise.resolve(1);\n'),
  inCore('@typescript-eslint/no-explicit-any', 'export const set = new Set<any>();\n'),
  inCore('@typescript-eslint/no-unsafe-assignment', "export const value = JSON.parse('1');\n"),
  inCore('@typescript-eslint/consistent-type-assertions', 'export const value = 1 as number | string;\n'),
  inCore(
    '@typescript-eslint/consistent-type-assertions',
    'export const value = { a: 1 } satisfies object as object;\n',
  ),
  inCore('@typescript-eslint/no-non-null-assertion', 'export const first = (all: string[]): string => all[0]!;\n'),
  inCore('@typescript-eslint/ban-ts-comment', '// @ts-expect-error for reasons\nexport const value: string = 1;\n'),
  inCore(
    '@typescript-eslint/switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n  }\n}\n",
  ),
  inCore(
    '@typescript-eslint/consistent-type-imports',
    "import { Buffer } from 'node:buffer';\nexport type B = Buffer;\n",
  ),
  inCore('eqeqeq', 'export const same = (a: string, b: string): boolean => a == b;\n'),
  inCore('no-var', 'export var value = 1;\n'),
  inCore('prefer-const', 'let value = 1;\nexport const same = value;\n'),
  inCore('@typescript-eslint/no-unused-vars', 'const value = 1;\n'),
  { breaks: '@typescript-eslint/no-unused-vars', file: 'tools/planted.mjs', text: 'const value = 1;\n' },
  inCore(
    '@typescript-eslint/no-confusing-void-expression',
    'export function f(g: () => void): void {\n  return g();\n}\n',
  ),
  inCore('@typescript-eslint/no-misused-spread', 'export const copy = (m: Map<string, string>) => ({ ...m });\n'),
  inCore(
    '@typescript-eslint/restrict-template-expressions',
    'export const text = (x: string | undefined): string => `${x}`;\n',
  ),
  inCore('no-param-reassign', 'export function f(x: { a: number }): void {\n  x.a = 1;\n}\n'),
  inCore('no-warning-comments', `// ${openEnd}: later\n`),
  inCore('no-restricted-syntax', 'export default 1;\n'),
  inCore('no-restricted-syntax', "export * from 'node:path';\n"),
  inCore('no-restricted-syntax', "export const order = 'a'.localeCompare('b');\n"),
  inCore('no-restricted-syntax', 'export const now = new Date();\n'),
  inCore('no-restricted-syntax', 'export const now = Date.now();\n'),
  inCore('no-restricted-syntax', 'export const luck = Math.random();\n'),
  inCore('no-restricted-globals', 'export const home = process.env;\n'),
  { breaks: 'no-restricted-syntax', file: 'modules/terraform/planted.ts', text: 'process.exit(1);\n' },
  {
    breaks: 'no-restricted-globals',
    file: 'modules/gateway/planted.ts',
    text: "export const url = new URL('http://a/b');\n",
  },
  inTests(
    'no-restricted-properties',
    `${fromJest('expect', 'test')}test.${onlyOne}('a', () => {\n  expect(1).toBe(1);\n});\n`,
  ),
  inTests(
    'no-restricted-properties',
    `${fromJest('describe', 'expect')}describe.${skipped}('a', () => {\n  expect(1).toBe(1);\n});\n`,
  ),
  inTests('tests/tests-assert', `${fromJest('test')}test('a', () => {\n  Math.abs(1);\n});\n`),
  inTests('tests/tests-assert', `${fromJest('test')}test.each([1])('a %d', (n) => {\n  n.toString();\n});\n`),
  // The comment that would switch a law off is itself a finding, and switches nothing off.
  inCore('inline-config', '/* eslint-disable */\nexport const value = 1;\n'),
  inCore('inline-config', '// eslint-disable-next-line no-console\nexport const value = 1;\n'),
];

/** Files that use what the laws leave free. */
export const cleanFiles: readonly Omit<LintViolation, 'breaks'>[] = [
  {
    file: 'modules/core/planted.ts',
    text: 'export const kinds = ["a", "b"] as const;\nexport const later = (at: number) => new Date(at);\n',
  },
  { file: 'modules/core/diagnostics/catalogue/planted.ts', text: lines(600, '// a line') },
  { file: 'modules/cli/planted.ts', text: "console.log('x');\nprocess.exitCode = 1;\n" },
  { file: 'tools/planted.mjs', text: "console.log('x');\n" },
  {
    file: '__tests__/core/planted.test.ts',
    text: `${fromJest('describe', 'expect', 'test')}describe('a', () => {\n${lines(60, "  test('b', () => {\n    expect(1).toBe(1);\n  });")}});\n`,
  },
];
