import { describe, expect, it } from 'vitest'
import { parseTime } from '../../src/time.ts'

describe('a time', () => {
  it.each([
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.5Z',
    '2026-01-31T12:00:00.123Z',
    '2026-01-31T12:00:00+02:00',
    '2024-02-29T00:00:00-11:30',
  ])('is read as RFC 3339 has it: %s', text => {
    expect(parseTime(text)).toEqual(new Date(text))
  })

  it.each([
    '',
    ' 2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00Zulu',
    '2026-01-31T12:00:00',
    '2026-01-31T12:00:00.Z',
    '2026-01-31T12:00:00+0200',
    '2026-01-31T12:00:00+2:00',
    '2026-01-31',
    '31-01-2026T12:00:00Z',
    '2026-02-31T12:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-01-31T25:00:00Z',
  ])('is nothing else: "%s"', text => {
    expect(parseTime(text)).toBeUndefined()
  })
})
