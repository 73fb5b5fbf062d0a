// Keeps tests short, because each of thousands of mutants runs them, and lets no mutant reach the next one.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, inject, vi } from 'vitest'
import { TOO_SLOW } from './mutation-test.ts'

// Some properties are tested thousands of times, and it matters only whether they fail.
fc.configureGlobal({ numRuns: 25, interruptAfterTimeLimit: 1_000, endOnFailure: true })

/** The mutant of this run, by Stryker. */
const mutant: unknown = inject('activeMutant' as never)
/** What the thread keeps from run to run. */
const thread = globalThis as { mutant?: unknown; foundMutant?: unknown }

// After the first failure, Vitest would import the remaining files, which takes longer than the failed tests.
if (mutant !== undefined && thread.foundMutant === mutant) throw new Error('The mutant is found already.')
// What a module keeps may come from the last mutant, and a mutant outside of functions acts when its module is loaded.
if (thread.mutant !== mutant) vi.resetModules()
thread.mutant = mutant

// The runs of tests import the actions, and what is outside of functions there would count as run by the first of these tests alone.
if (process.env.MUTATED_FOLDER === 'actions' && inject('mode' as never) === 'dry-run') {
  const folder = join(import.meta.dirname, '../../src/actions')
  for (const name of readdirSync(folder)) await import(join(folder, name))
}

beforeEach(({ task, skip, onTestFailed }) => {
  if (TOO_SLOW.some(name => (task.suite ? `${task.suite.name} ${task.name}` : task.name).includes(name))) skip()
  onTestFailed(() => {
    thread.foundMutant = mutant
  })
})
