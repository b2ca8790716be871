/** The lint laws; those of our own making have planted violations in __tests__/tools/lint-cases.ts. */
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { lawsOfTests } from './eslint.tests.mjs';

const ts = ['main.ts', 'modules/**/*.ts', 'environments/**/*.ts', 'tools/**/*.ts', '__tests__/**/*.ts'];
const untyped = ['**/*.{js,cjs,mjs}'];
const shipped = ['modules/**/*.ts'];
const pure = ['core', 'evaluation', 'plan', 'review', 'cost', 'constructs'].map((room) => `modules/${room}/**/*.ts`);

const recommended = { name: 'eslint/recommended', ...js.configs.recommended };

const law = (selector, message) => ({ selector, message });

const exportLaws = [
  law('ExportDefaultDeclaration, TSExportAssignment', 'Export by name, so that a thing has one name everywhere.'),
  law('ExportAllDeclaration', 'A door names what it lets through; list the exports.'),
];
const orderLaws = [
  law(
    'CallExpression[callee.property.name=/^(localeCompare|toLocaleString|toLocaleLowerCase|toLocaleUpperCase)$/]',
    'The result depends on the locale of the machine; compare by code unit, or format with a fixed locale.',
  ),
];
const exitLaws = [
  law(
    'MemberExpression[object.name="process"][property.name=/^(exit|exitCode)$/]',
    'The command line alone decides exit codes; throw a DiagnosticError, or return the outcome.',
  ),
];
const pureLaws = [
  law('NewExpression[callee.name="Date"][arguments.length=0]', 'Take the time as an argument.'),
  law('MemberExpression[object.name="Date"][property.name="now"]', 'Take the time as an argument.'),
  law('MemberExpression[object.name="Math"][property.name="random"]', 'Take the randomness as an argument.'),
  law('MemberExpression[object.name="Error"][property.name="stackTraceLimit"]', 'Only an app may switch this.'),
];
const restrict = (...laws) => ({ 'no-restricted-syntax': ['error', ...laws.flat()] });
const globals = (message, ...names) => ({
  'no-restricted-globals': ['error', ...names.map((name) => ({ name, message }))],
});

/** Laws that hold in every file, with types or without. */
const everywhere = {
  'max-lines': ['error', 300],
  'max-lines-per-function': ['error', 50],
  complexity: ['error', 10],
  eqeqeq: 'error',
  'no-console': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  // A program for terminals has every reason to name control characters.
  'no-control-regex': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_$' }],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
};

const typed = {
  '@typescript-eslint/ban-ts-comment': [
    'error',
    { 'ts-check': true, 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
  ],
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  '@typescript-eslint/consistent-type-imports': [
    'error',
    // What is loaded lazily is typed by `typeof import(…)`.
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // Code points are what we mean when we spread a text.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    {
      allowAny: false,
      allowBoolean: false,
      allowNever: false,
      allowNullish: false,
      allowNumber: true,
      allowRegExp: false,
    },
  ],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  'no-param-reassign': ['error', { props: true }],
};

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'cdktf.out/',
      '.cache/',
      '.tenant-buckets/',
      'coverage/',
      '.stryker-tmp/',
      'reports/',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ts,
    extends: [recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: { ...everywhere, ...typed, ...restrict(orderLaws) },
  },
  {
    files: untyped,
    extends: [recommended, tseslint.configs.strict],
    rules: {
      ...everywhere,
      '@typescript-eslint/no-require-imports': 'off',
      // A runtime error anyway, and the globals of Node are many.
      'no-undef': 'off',
    },
  },
  { files: shipped, rules: restrict(exportLaws, orderLaws, exitLaws) },
  {
    files: pure,
    rules: {
      ...restrict(exportLaws, orderLaws, exitLaws, pureLaws),
      ...globals(
        'This room is pure: take the value as an argument.',
        'process',
        'fetch',
        'performance',
        'setTimeout',
        'setInterval',
        'crypto',
      ),
    },
  },
  {
    files: ['modules/gateway/**/*.ts'],
    rules: globals(
      'WHATWG types normalise paths; S3 keys and signatures need the raw request target.',
      'Request',
      'URL',
      'Headers',
    ),
  },
  { files: ['modules/cli/**/*.ts'], rules: { 'no-console': 'off', ...restrict(exportLaws, orderLaws) } },
  // A program of its own, which ends by its own exit code.
  { files: ['modules/emulator/supervisor.ts'], rules: restrict(exportLaws, orderLaws) },
  { files: ['tools/**'], rules: { 'no-console': 'off' } },
  // Data tables are read by key, not from top to bottom.
  { files: ['modules/**/catalogue/*.ts', '__tests__/**/*-cases.ts'], rules: { 'max-lines': ['error', 600] } },
  { files: ['__tests__/**/*.test.ts'], ...lawsOfTests },
);
