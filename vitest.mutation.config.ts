import { basename } from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import inProcess from './vitest.in-process.config.ts'

/**
 * Each mutant is met by the tests that reach it, until one fails: the quickest come first, and the slow ones (storms, leaks,
 * whole workflows) not at all, since these together reach all of src/.
 * A run in this process imports the sources anew, within a test: so what stands outside functions is mutated like the rest
 * (`ignoreStatic`; without it each such mutant would meet all tests).
 */
const TESTS = [
  'told',
  'patience',
  'secret-store',
  'ledger',
  'safety-nets',
  'sealed-box',
  'proof',
  'inputs',
  'private-key-text',
  'page',
  'discard',
  'bad-input',
  'generate',
  'promote',
  'generate-answers',
  'verify',
  'generate-contract',
  'races',
  'operator-key',
  'events',
  'network',
]

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => TESTS.indexOf(basename(moduleId, '.test.ts'))
    return files.toSorted((a, b) => rank(a) - rank(b))
  }
}

export default mergeConfig(
  { ...inProcess, test: { ...inProcess.test, include: [] } },
  defineConfig({
    test: {
      include: TESTS.map(name => `__tests__/${name}.test.ts`),
      retry: 0,
      setupFiles: ['__tests__/in-process/skip-slow.ts'],
      sequence: { sequencer: QuickestFirst },
      // One worker runs all files of a mutant, and loads what they share once.
      isolate: false,
    },
  }),
)
