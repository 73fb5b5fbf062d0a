import { describe, expect, it } from 'vitest'
import { settle, settleWithin, waitToSettle } from '../../../src/http/settle.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

describe('settle', () => {
  it.each([
    ['at once', 0, 1, 0],
    ['at the deadline', 2, 3, 1_000],
    ['after the deadline', 9, 3, 1_000],
  ])('returns the last result if the expected one comes %s', async (_, expected, sent, ms) => {
    const clock = new VirtualClock()
    const { sleep } = clock
    let count = 0
    const result = await settle(
      { clock, sleep },
      1_000,
      async () => count++,
      result => result === expected,
    )
    expect([result, count, clock.elapsedMs()]).toEqual([sent - 1, sent, ms])
  })
})

describe('settleWithin', () => {
  it('counts from its call', async () => {
    const clock = new VirtualClock()
    const { sleep } = clock
    clock.advance(700)
    let count = 0
    await settleWithin(
      { clock, sleep },
      1_000,
      async () => count++,
      () => false,
    )
    expect([count, clock.elapsedMs()]).toEqual([3, 1_700])
  })
})

describe('waitToSettle', () => {
  it('waits only if the deadline leaves time for it', async () => {
    const clock = new VirtualClock()
    const { sleep } = clock
    expect(await waitToSettle({ clock, sleep }, 500)).toBe(true)
    expect(await waitToSettle({ clock, sleep }, 999)).toBe(false)
    expect(clock.elapsedMs()).toBe(500)
  })
})
