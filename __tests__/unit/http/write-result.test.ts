import { expect, it } from 'vitest'
import { RetryableError } from '../../../src/http/retry.ts'
import { toWriteResult } from '../../../src/http/write-result.ts'

const CREATED = { status: 201 }
const REFUSED = { status: 422 }
const LOST = new RetryableError('unreachable', 'The connection broke', { indeterminate: true })
const NOT_SENT = new RetryableError('unreachable', 'No such host')

it.each([
  ['is applied if the service says so', CREATED, { kind: 'applied', reply: CREATED }],
  ['is refused if the service says so', REFUSED, { kind: 'refused', reply: REFUSED }],
  ['has failed if it never arrived', NOT_SENT, { kind: 'failed', cause: NOT_SENT }],
  ['is indeterminate if the response was lost', LOST, { kind: 'indeterminate', cause: LOST }],
])('a write %s', async (_, outcome, result) => {
  const sending = outcome instanceof RetryableError ? Promise.reject(outcome) : Promise.resolve(outcome)
  expect(await toWriteResult(sending, ({ status }) => status === 201)).toEqual(result)
})

it('a write does not hide the end of the run', async () => {
  const ended = new Error('cancelled')
  await expect(toWriteResult(Promise.reject(ended), () => true)).rejects.toBe(ended)
})
