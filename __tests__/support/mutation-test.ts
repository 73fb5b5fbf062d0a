/** Whether Stryker runs the tests, once for each of thousands of mutants: without servers that take seconds to start. */
export const isMutationTest = process.env.STRYKER_MUTATOR_WORKER !== undefined
