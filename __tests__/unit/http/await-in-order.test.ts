import { describe, expect, it } from 'vitest'
import { awaitInOrder } from '../../../src/http/await-in-order.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

describe('awaitInOrder', () => {
  const clock = new VirtualClock()
  const delayed = async <T>(ms: number, value: T) => {
    await clock.sleep(ms)
    if (value instanceof Error) throw value
    return value
  }

  it('returns the values in the order of the promises', async () => {
    expect(await awaitInOrder(delayed(20, 'a'), delayed(10, 2), Promise.resolve(undefined))).toEqual([
      'a',
      2,
      undefined,
    ])
    expect(await awaitInOrder()).toEqual([])
  })

  it('throws the first error as listed, even if another failed earlier', async () => {
    const [first, second] = [new Error('first'), new Error('second')]
    await expect(awaitInOrder(delayed(5, 'a'), delayed(20, first), delayed(10, second))).rejects.toBe(first)
  })

  it('leaves no rejection unhandled after the first error', async () => {
    // An unhandled rejection fails the run of the tests.
    await expect(awaitInOrder(delayed(5, new Error('first')), delayed(10, new Error('later')))).rejects.toThrow('first')
    await clock.sleep(100)
  })
})
