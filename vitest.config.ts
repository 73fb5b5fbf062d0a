import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 60_000,
    // Loading the sources again for each file would take longer than most of their tests.
    isolate: false,
    unstubEnvs: true,
    // Most of the work is in this many processes of tests; some of them wait for others that they start.
    maxWorkers: 2,
    coverage: {
      include: ['src/**/*.ts'],
      // Run only in the bundles: where they start, and what stands for packages in them.
      exclude: ['src/entry/**', 'src/bundle-stubs.ts'],
      reporter: ['text', 'html'],
      thresholds: { lines: 100, branches: 100 },
    },
  },
})
