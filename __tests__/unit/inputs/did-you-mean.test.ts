import { describe, expect, it } from 'vitest'
import { didYouMean } from '../../../src/inputs/did-you-mean.ts'

describe('didYouMean', () => {
  it('returns the nearest choice if at most two letters, or a third of them, differ', () => {
    expect(didYouMean('push', ['pull', 'pushed', 'bush'])).toBe('bush')
    expect(didYouMean('pu sh', ['pu_sh'])).toBe('pu_sh')
    expect(didYouMean('pu - sh', ['pu_sh'])).toBe('pu_sh')
    expect(didYouMean('abc', ['abcde'])).toBe('abcde')
    expect(didYouMean('pu  -  sh', ['pu_sh'])).toBe('pu_sh')
    expect(didYouMean('a b c d', ['a_b_c_d'])).toBe('a_b_c_d')
    expect(didYouMean('abc', ['abcdef'])).toBeUndefined()
    expect(didYouMean('abc', ['xyz'])).toBeUndefined()
    expect(didYouMean('abcdefghi', ['abcdefxyz'])).toBe('abcdefxyz')
    expect(didYouMean('abcdefghi', ['abcdewxyz'])).toBeUndefined()
    expect(didYouMean('ab', ['xb', 'ax'])).toBe('xb')
    expect(didYouMean('PuSH', ['push'])).toBe('push')
    expect(didYouMean('', ['a'])).toBeUndefined()
    expect(didYouMean('x'.repeat(80), ['x'.repeat(80)])).toBe('x'.repeat(80))
    expect(didYouMean('x'.repeat(81), ['x'.repeat(81)])).toBeUndefined()
  })
})
