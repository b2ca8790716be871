/** `npm run test:mutation`: whether the tests of the authorization engine notice when it is changed. */
export default {
  plugins: ['./tools/mutation/runner.mjs'],
  testRunner: 'in-process',
  coverageAnalysis: 'perTest',
  mutate: ['modules/evaluation/**/*.ts'],
  ignorePatterns: ['.cache', '.tenant-buckets', 'coverage', 'reports', 'dist', 'docs'],
  // Endless loops end by Stryker's count of hits; a busy machine shall not pass for one.
  timeoutMS: 60_000,
  concurrency: 2,
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  clearTextReporter: { logTests: false },
};
