import { defineConfig } from 'vitest/config'

// The same tests, with the actions' sources run in the process of the tests: where coverage is taken and mutants are tested.
export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    // Not of src/: the local GitHub and runner, the house, and how the whole is started.
    exclude: ['__tests__/{docs,house,start}.test.ts', '__tests__/local/**'],
    setupFiles: ['__tests__/in-process/setup.ts'],
    env: { IN_PROCESS: 'true' },
    testTimeout: 60_000,
    // Time goes by faster here, and a busy machine may be too slow for it. Whether a test passes, `npm test` says.
    retry: 2,
    maxWorkers: 2,
    coverage: {
      include: ['src/**'],
      // Stands for packages in the bundles only, so that nothing of it runs here; the tests of the bundles load it.
      exclude: ['src/bundle-stubs.ts'],
      reporter: ['text', 'html'],
      thresholds: { lines: 100, branches: 100 },
    },
  },
})
