/** Whether Stryker runs the tests, once for each of thousands of mutants: without servers that take seconds to start. */
export const isMutationTest = process.env.STRYKER_MUTATOR_WORKER !== undefined

/** How often a test tries something: for a mutant it matters only whether one try fails. */
export const tries = (count: number) => (isMutationTest ? Math.min(count, 25) : count)

/** The tests that a mutation test skips, by a part of their titles: they start processes, or try thousands of values. */
export const TOO_SLOW = [
  'takes no longer to refuse than to read',
  'a text that was cut anywhere',
  'of which a character is changed, left out or doubled',
  'of which a bit is changed',
  'ends in a key or an ActionError that shows nothing',
  'accepts what it suggests',
  'accepts no environment whose path leads elsewhere',
  'a process that stores a key and is killed',
  'six processes that store at the same time',
  'what OpenSSL signs',
  'if nobody reads its log',
  'if the workflow sets NODE_OPTIONS',
  // Stryker's workers are threads, which cannot set the umask.
  'gives the file mode 0600 with umask',
]
