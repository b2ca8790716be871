/** Three projects: `unit` and `synth` run in parallel, `apply` (terraform and the emulator) runs serially. */
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

module.exports = {
  // A busy machine is slow, and slow is not wrong: only what hangs shall fail. Jest takes this for all projects alone.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: rooms(
        'core',
        'tenants',
        'evaluation',
        'plan',
        'terraform',
        'emulator',
        'demo',
        'cli',
        'tools',
        'vectors',
        'gateway',
      ),
    },
    { ...common, displayName: 'synth', testMatch: rooms('constructs', 'environments') },
    { ...common, displayName: 'apply', testMatch: rooms('apply') },
  ],
};
