import { expect, it } from 'vitest'
import { decodeBase64 } from '../../../src/key/base64.ts'

it.each([
  ['base64', '+/8=', 'fbff'],
  ['base64 without padding', '+/8', 'fbff'],
  ['base64url', '-_8', 'fbff'],
  ['padding of two characters', '_w==', 'ff'],
])('decodeBase64 reads %s', (_, text, hex) => {
  expect(decodeBase64(text)?.toString('hex')).toBe(hex)
})

it.each([
  ['nothing', ''],
  ['another character before it', '!-_8'],
  ['another character after it', '-_8!'],
  ['padding within it', '_w==_w=='],
  ['padding alone', '=='],
  ['three characters of padding', '_w==='],
  ['bits that encode nothing', '_x=='],
])('decodeBase64 refuses %s', (_, text) => {
  expect(decodeBase64(text)).toBeUndefined()
})
