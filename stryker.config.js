/** What scripts/mutation.ts gives: a folder of src/; `.` for the files beside the folders. */
const { MUTATED_FOLDER: folder = '.' } = process.env
const name = folder === '.' ? 'files' : folder

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  // The stubs have no behavior: they stand in the bundles for packages that no action calls.
  mutate: folder === '.' ? ['src/*.ts', '!src/bundle-stubs.ts'] : [`src/${folder}/**/*.ts`],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Ends a loop that lets no timer pass, and so no timeout of a test.
  timeoutMS: 10_000,
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
  htmlReporter: { fileName: `reports/mutation/${name}.html` },
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  tempDirName: `.stryker-tmp/${name}`,
  ignorePatterns: ['.stryker-tmp'],
  tsconfigFile: 'none',
  thresholds: { high: 95, low: 92, break: 92 },
}
