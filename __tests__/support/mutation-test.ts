/** Whether Stryker runs the tests, once for each of thousands of mutants: without servers that take seconds to start. */
export const isMutationTest = process.env.STRYKER_MUTATOR_WORKER !== undefined

/** How often a test tries something: for a mutant it matters only whether one try fails. */
export const tries = (count: number) => (isMutationTest ? Math.min(count, 25) : count)
