import { defineConfig, mergeConfig } from 'vitest/config'
import type { PoolOptions } from 'vitest/node'
import { endThread, ReusedThread } from './__tests__/support/reused-thread.ts'
import config from './vitest.config.ts'

/** What scripts/mutation.ts gives: a folder of src/; `.` for the files beside the folders. */
const { MUTATED_FOLDER: folder = '.' } = process.env

/** Longer than any test takes. A mutant may let a test wait forever. */
const TEST_TIMEOUT_MS = 5_000

/** The mutants of a folder are tested by its unit tests, which `__tests__/unit/` has under the same name, and by these. */
const MORE_TESTS: Record<string, string[]> = {
  actions: ['scenarios/{generate,verify,promote,discard,preflight,bad-inputs,key-stores,gate,runner-environment}'],
  aws: ['unit/stores/aws-*-answers'],
  github: ['unit/{aws,vault}/login-answers'],
  inputs: ['unit/{aws,vault}/settings', 'unit/actions/{key-store-inputs,promotion}'],
  vault: ['unit/stores/vault-*-answers'],
}

export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  defineConfig({
    plugins: [
      {
        name: 'reused-thread',
        configureVitest({ vitest, project }) {
          const createPoolWorker = (options: PoolOptions) => new ReusedThread(options, TEST_TIMEOUT_MS)
          Object.assign(project.config, {
            pool: 'reused-thread',
            poolRunner: { name: 'reused-thread', createPoolWorker },
          })
          vitest.onClose(endThread)
        },
      },
    ],
    test: {
      include: [`unit/${folder}/*`, ...(MORE_TESTS[folder] ?? [])].map(path => `__tests__/${path}.test.ts`),
      maxWorkers: 1,
      testTimeout: TEST_TIMEOUT_MS,
      setupFiles: ['__tests__/support/mutation-setup.ts'],
      // One worker runs all files of a mutant, and loads what they share once.
      isolate: false,
      // A mutant needs the sources to be loaded again, which only Vite's own loader can.
      experimental: { viteModuleRunner: true },
    },
  }),
)
