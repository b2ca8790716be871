/**
 * Four projects: `unit` and `synth` stay in their own process but for the app itself; `process` starts and kills real
 * processes, most of them stand-ins, and `apply` needs terraform and the emulator.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: [
    '<rootDir>/dist',
    '<rootDir>/.cache',
    '<rootDir>/cdktf.out',
    '<rootDir>/.tenant-buckets',
    '<rootDir>/.stryker-tmp',
  ],
};

const rooms = (...names) => names.map((name) => `<rootDir>/__tests__/${name}/**/*.test.ts`);
/** The tests of our tools that run these tools. */
const runningTools = '**/__tests__/tools/{architecture,bootstrap,build-doors,lint,test}.test.ts';
/** The commands that run an app and a terraform, most of them stand-ins. */
const runningPrograms = '**/__tests__/cli/{apply,pipeline,plan}.test.ts';

module.exports = {
  // A busy machine is slow, and slow is not wrong: only what hangs shall fail. Jest takes this for all projects alone.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: [
        ...rooms(
          'core',
          'tenants',
          'evaluation',
          'plan',
          'cost',
          'review',
          'audit',
          'gateway',
          'demo',
          'cli',
          'tools',
          'vectors',
        ),
        `!${runningTools}`,
        `!${runningPrograms}`,
      ],
    },
    {
      ...common,
      displayName: 'process',
      testMatch: [...rooms('terraform', 'emulator'), runningTools, runningPrograms],
    },
    { ...common, displayName: 'synth', testMatch: rooms('constructs', 'environments') },
    { ...common, displayName: 'apply', testMatch: rooms('apply') },
  ],
};
