// Keeps tests short, because each of thousands of mutants runs them.
import fc from 'fast-check'
import { beforeEach, inject } from 'vitest'

/** Tests that wait for seconds, or try thousands of values. */
const TOO_SLOW = [
  'that nobody answers for is unreachable',
  'that is down ends the run in time',
  'waits ten seconds where a limit names no time',
  'has a public key that @noble/curves computes from the private scalar',
  'has the same sizes whatever zeros its numbers begin with',
  // Stryker's workers are threads, which cannot set the umask.
  'gives the file mode 0600 with umask',
]

fc.configureGlobal({ numRuns: 25 })

/** The mutant of this run, by Stryker. */
const mutant: unknown = inject('activeMutant' as never)
const worker = globalThis as { foundMutant?: unknown }

// After the first failure, Vitest would import the remaining files, which takes longer than the failed tests.
if (mutant !== undefined && worker.foundMutant === mutant) throw new Error('The mutant is found already.')

beforeEach(({ task, skip, onTestFailed }) => {
  if (TOO_SLOW.some(name => task.name.includes(name))) skip()
  onTestFailed(() => {
    worker.foundMutant = mutant
  })
})
