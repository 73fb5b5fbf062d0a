import { expect, it } from 'vitest'
import { requestsAreWritten } from '../../../src/http/requests-written.ts'

it('requests are written after two turns of the event loop', async () => {
  let turns = 0
  const count = () => {
    turns++
    setImmediate(count)
  }
  const counting = setImmediate(count)
  await requestsAreWritten()
  const waited = turns
  clearImmediate(counting)
  expect(waited).toBe(2)
})
