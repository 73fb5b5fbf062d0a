import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 60_000,
    // Loading the sources again for each file would take longer than most of their tests.
    isolate: false,
    unstubEnvs: true,
    // One more than the two cores that CI has: some tests wait for processes, or for real time.
    maxWorkers: 3,
    coverage: {
      include: ['src/**/*.ts'],
      // Run only in the bundles: where they start, and what stands for packages in them.
      exclude: ['src/entry/**', 'src/bundle-stubs.ts'],
      reporter: ['text', 'html'],
      thresholds: { lines: 100, branches: 100 },
    },
  },
})
