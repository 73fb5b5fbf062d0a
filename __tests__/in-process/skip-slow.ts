import fc from 'fast-check'
import { beforeEach } from 'vitest'

/** Tests that wait for seconds, or try thousands of values: too slow to be met by each of thousands of mutants. */
const TOO_SLOW = [
  'ends the run in time, with what it was asked',
  'after 10 s without any answer is repeated too',
  'waits ten seconds where a limit names no time',
  'has a public key that @noble/curves computes from the private scalar',
  'has the same sizes whatever zeros its numbers begin with',
  'that nobody answers for is unreachable',
  'are told while they are waited for',
  'that is down ends the run in time',
  'that never answers does not hang the run',
]

fc.configureGlobal({ numRuns: 25 })

beforeEach(({ task, skip }) => {
  if (TOO_SLOW.some(name => task.name.includes(name))) skip()
})
