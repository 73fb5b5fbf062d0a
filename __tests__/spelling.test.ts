import { describe, expect, it } from 'vitest'
import { closest } from '../src/spelling.ts'

describe('what was probably meant', () => {
  it('which is near it: a third of its letters may differ, or two', () => {
    expect(closest('push', ['pull', 'pushed', 'bush'])).toBe('bush')
    expect(closest('pu sh', ['pu_sh'])).toBe('pu_sh')
    expect(closest('pu - sh', ['pu_sh'])).toBe('pu_sh')
    expect(closest('abc', ['abcde'])).toBe('abcde')
    expect(closest('pu  -  sh', ['pu_sh'])).toBe('pu_sh')
    expect(closest('a b c d', ['a_b_c_d'])).toBe('a_b_c_d')
    expect(closest('abc', ['abcdef'])).toBeUndefined()
    expect(closest('abc', ['xyz'])).toBeUndefined()
    expect(closest('abcdefghi', ['abcdefxyz'])).toBe('abcdefxyz')
    expect(closest('abcdefghi', ['abcdewxyz'])).toBeUndefined()
    expect(closest('ab', ['xb', 'ax'])).toBe('xb')
    expect(closest('', ['a'])).toBeUndefined()
    expect(closest('x'.repeat(80), ['x'.repeat(80)])).toBe('x'.repeat(80))
    expect(closest('x'.repeat(81), ['x'.repeat(81)])).toBeUndefined()
  })
})
