import { basename } from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import config from './vitest.config.ts'

/**
 * The tests beside those of single sources (unit/), the quickest first.
 * Each mutant is met by the tests that reach it, until one fails: the quickest come first, and the slow ones (storms, leaks,
 * whole workflows) not at all, since these together reach all of src/.
 * What stands outside functions (constants, lists) is mutated only for tests that import the sources anew (`ignoreStatic`):
 * those of an action, and a few of single sources. Without `ignoreStatic` each of these mutants would meet all tests, which
 * takes hours.
 */
const TESTS = [
  'time',
  'markdown',
  'registration',
  'ledger',
  'operator-key',
  'private-key-text',
  'inputs',
  'generate',
  'verify',
  'promote',
  'discard',
  'preflight',
  'bad-input',
]

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      moduleId.includes('/unit/') ? -1 : TESTS.indexOf(basename(moduleId, '.test.ts'))
    return files.toSorted((a, b) => rank(a) - rank(b))
  }
}

export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  defineConfig({
    test: {
      include: ['__tests__/unit/**/*.test.ts', ...TESTS.map(name => `__tests__/${name}.test.ts`)],
      // A mutant that has a test wait for ever is found when this is over, which is sooner than Stryker gives up on it.
      testTimeout: 20_000,
      env: { FRESH_SOURCES: 'true' },
      setupFiles: ['__tests__/support/mutation-setup.ts'],
      sequence: { sequencer: QuickestFirst },
      // One worker runs all files of a mutant, and loads what they share once.
      isolate: false,
    },
  }),
)
