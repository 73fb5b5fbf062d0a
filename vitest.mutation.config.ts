import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** A folder of src/, such as `http`. Its mutants are tested by its own unit tests, which `__tests__/unit/` has under the same name. */
const { MUTATED_FOLDER = '*' } = process.env

export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  defineConfig({
    test: {
      include: [`__tests__/unit/${MUTATED_FOLDER}/**/*.test.ts`],
      // A mutant that lets a test wait forever is found when this is over, which is sooner than Stryker gives up on it.
      testTimeout: 20_000,
      setupFiles: ['__tests__/support/mutation-setup.ts'],
      // One worker runs all files of a mutant, and loads what they share once.
      isolate: false,
    },
  }),
)
