import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 60_000,
    // Most of the time goes by in waiting: for back-off, for limits, for processes.
    maxWorkers: 4,
  },
})
