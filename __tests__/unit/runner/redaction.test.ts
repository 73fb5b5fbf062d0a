import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { HttpFetch } from '../../../src/http/fetch.ts'
import { Redaction, redactingFetch } from '../../../src/runner/redaction.ts'

/** Every kind of character that some notation escapes. */
const SECRET = 'a/b+c=d&e"f\\g<h>i\'j %k\b\t\f\rl'

function redactionOf(...secrets: string[]): Redaction {
  const redaction = new Redaction()
  for (const secret of secrets) redaction.add(secret)
  return redaction
}

/** JSON as some servers write it, with characters escaped that need not be. */
const escapedJson = (text: string, write: (character: string) => string) =>
  JSON.stringify(text).replace(/[/+<>&'=]/g, write)
const unicode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

describe('Redaction', () => {
  it.each<[string, string]>([
    ['as it is', SECRET],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in JSON with \\/', escapedJson(SECRET, c => (c === '/' ? '\\/' : c)).slice(1, -1)],
    ['in JSON with \\u002b', escapedJson(SECRET, unicode).slice(1, -1)],
    ['in JSON with \\u002B', escapedJson(SECRET, c => unicode(c).toUpperCase().replace('U', 'u')).slice(1, -1)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL with lower-case hex', encodeURIComponent(SECRET).replace(/%../g, hex => hex.toLowerCase())],
    ['in a URL in a URL', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in a form', new URLSearchParams({ '': SECRET }).toString().slice(1)],
  ])('replaces a secret %s', (_, form) => {
    expect(redactionOf(SECRET).apply(`before ${form} after, ${form}`)).toBe('before *** after, ***')
  })

  it.each(['', 'x', 'xx', 'xxx'])('replaces a secret in base64, after other bytes ("%s")', before => {
    for (const after of ['', 'y', 'yy', 'yyy']) {
      const base64 = Buffer.from(`${before}${SECRET}${after}`).toString('base64')
      const redacted = redactionOf(SECRET).apply(base64)
      // What is left holds the bytes beside it and at most a part of the first or last character.
      const [left = '', right = ''] = redacted.split('***')
      expect(redacted).toContain('***')
      expect(left.length + right.length).toBeLessThanOrEqual(12)
    }
  })

  it('replaces a key in hex in either case', () => {
    expect(redactionOf('00ff00ff00').apply('00FF00ff00')).toBe('***')
  })

  it('replaces a private key whole, in JSON, and each of its lines', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = privateKey.export({ type: 'sec1', format: 'pem' }) as string
    const redaction = redactionOf(pem)
    expect(redaction.apply(pem.trim())).toBe('***')
    expect(redaction.apply(JSON.stringify({ message: pem.trim() }))).toBe('{"message":"***"}')
    for (const line of pem.trim().split('\n')) expect(redaction.apply(`"${line}"`)).toBe('"***"')
  })

  it('replaces the lines of a secret with Windows line ends', () => {
    expect(redactionOf('first line\r\nsecond line').apply('second line, first line')).toBe('***, ***')
  })

  it('replaces a secret that has no letter or digit', () => {
    expect(redactionOf('+/+/+/+/').apply('is +/+/+/+/, "%2B/%2B/%2B/%2B/"')).toBe('is ***, "***"')
  })

  it('leaves a text alone that has another character than the secret', () => {
    expect(redactionOf('secret text').apply('secret+text, secret-text, secretxtext')).toBe(
      '***, secret-text, secretxtext',
    )
    expect(redactionOf('secret-text').apply('secret+text')).toBe('secret+text')
  })

  it('replaces the longest secret first', () => {
    expect(redactionOf('12345678', '1234567890').apply('1234567890')).toBe('***')
    expect(redactionOf('1234567890', '12345678').apply('1234567890')).toBe('***')
  })

  it('replaces a secret without the white space at its ends', () => {
    expect(redactionOf('  12345678\n').apply('12345678')).toBe('***')
  })

  it.each(['', ' ', '1234567', '1234567\n1234567'])('leaves a text of fewer than 8 characters alone (%j)', secret => {
    const text = 'The text 1234567.'
    expect(redactionOf(secret).apply(text)).toBe(text)
  })

  it('leaves a text without secrets alone', () => {
    expect(redactionOf(SECRET).apply('a/b+c')).toBe('a/b+c')
    expect(redactionOf().apply('')).toBe('')
  })

  it('takes the characters of a secret literally', () => {
    expect(redactionOf('.*.*.*.*').apply('abcdefgh')).toBe('abcdefgh')
    expect(redactionOf('$&$&$&$&').apply('$&$&$&$&')).toBe('***')
  })
})

describe('redactingFetch', () => {
  const fetch: HttpFetch = async (url, init) => ({
    url,
    status: 201,
    statusText: 'Created',
    headers: new Map([['etag', String(init.body)]]),
    text: async () => `{"token":"${SECRET}"}`,
    arrayBuffer: async () => new ArrayBuffer(7),
  })

  it('redacts the text of a response and leaves all else as it is', async () => {
    const response = await redactingFetch(fetch, redactionOf(SECRET))('https://x.example', { body: 'sent' })
    expect(await response.text()).toBe('{"token":"***"}')
    expect(response).toMatchObject({ url: 'https://x.example', status: 201, statusText: 'Created' })
    expect(response.headers.get('etag')).toBe('sent')
    expect((await response.arrayBuffer()).byteLength).toBe(7)
  })

  it('redacts a secret that became known after the response', async () => {
    const redaction = new Redaction()
    const response = await redactingFetch(fetch, redaction)('https://x.example', {})
    redaction.add(SECRET)
    expect(await response.text()).toBe('{"token":"***"}')
  })
})
