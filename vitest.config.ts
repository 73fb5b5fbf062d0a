import { readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that wait for real time or for processes. */
const SLOW = ['scenarios/faults', 'scenarios/network', 'local/demo', 'setup/process']

/** Starts the slow files first, so that the others run meanwhile. Vitest knows their durations only from an earlier run. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSlow = ({ moduleId }: TestSpecification) => SLOW.some(name => moduleId.endsWith(`${name}.test.ts`))
    return [...sorted.filter(isSlow), ...sorted.filter(file => !isSlow(file))]
  }
}

/** Temporary folders in memory, if Linux has room there: to remove the folders of a job from a disk takes longer than most jobs. */
function temporaryFolder(): { TMPDIR?: string } {
  if (process.platform !== 'linux') return {}
  const [, options = 'noexec'] = / \/dev\/shm tmpfs (\S+)/.exec(readFileSync('/proc/mounts', 'utf8')) ?? []
  if (options.split(',').includes('noexec')) return {}
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize > 2 ** 30 ? { TMPDIR: '/dev/shm' } : {}
}

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 60_000,
    // Some hooks start a server in Python.
    hookTimeout: 60_000,
    // Loading the sources again for each file would take longer than most of their tests.
    isolate: false,
    // Node.js runs the sources as they are. Vite's own loader would take longer to load and to run them.
    experimental: { viteModuleRunner: false },
    unstubEnvs: true,
    restoreMocks: true,
    env: {
      ...temporaryFolder(),
      // To strip the types of sources takes longer than most processes that tests start run.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node'),
    },
    // One more than the two cores that CI has: some tests wait for processes, or for real time.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    coverage: {
      include: ['src/**/*.ts'],
      // Run only in the bundles: where they start, and what stands for packages in them.
      exclude: ['src/entry/**', 'src/bundle-stubs.ts'],
      reporter: ['text', 'html'],
      thresholds: { lines: 100, branches: 100 },
    },
  },
})
