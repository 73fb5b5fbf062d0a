import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MINIMUM_RUNNER, proxyFor } from '../../../src/http/proxy.ts'

const URL_ = 'https://api.github.com/orgs/acme'
const PROXY = 'http://proxy.example:3128'

const thrown = (action: () => unknown): NodeJS.ErrnoException | undefined => {
  try {
    action()
    return undefined
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}

describe('the proxy', () => {
  it.each<[how: string, env: Record<string, string>, proxy: string | undefined]>([
    ['no variable', {}, undefined],
    ['an empty variable', { HTTPS_PROXY: ' ' }, undefined],
    ['empty quotes', { HTTPS_PROXY: '""' }, undefined],
    ['HTTPS_PROXY', { HTTPS_PROXY: PROXY }, `${PROXY}/`],
    ['https_proxy, which comes first', { https_proxy: PROXY, HTTPS_PROXY: 'http://x.example' }, `${PROXY}/`],
    ['HTTPS_PROXY beside an empty https_proxy', { https_proxy: "''", HTTPS_PROXY: PROXY }, `${PROXY}/`],
    ['HTTP_PROXY, which is for http', { HTTP_PROXY: PROXY, http_proxy: PROXY, ALL_PROXY: PROXY }, undefined],
    ['a host and port', { HTTPS_PROXY: 'proxy.example:3128' }, `${PROXY}/`],
    ['a host whose path holds a scheme', { HTTPS_PROXY: 'proxy.example:3128/http://x' }, `${PROXY}/http://x`],
    ['an https URL', { HTTPS_PROXY: 'https://proxy.example' }, 'https://proxy.example/'],
    ['an IPv6 address', { HTTPS_PROXY: 'http://[::1]:3128' }, 'http://[::1]:3128/'],
    ['a user and password', { HTTPS_PROXY: 'http://u:p%40x@proxy.example' }, 'http://u:p%40x@proxy.example/'],
    ['white space around it', { HTTPS_PROXY: ` ${PROXY}\n` }, `${PROXY}/`],
    ['double quotes around it', { HTTPS_PROXY: `"${PROXY}"` }, `${PROXY}/`],
    ['single quotes around it', { HTTPS_PROXY: ` ' ${PROXY} ' ` }, `${PROXY}/`],
  ])('is read from %s', (_, env, proxy) => {
    expect(proxyFor(URL_, env)).toBe(proxy)
  })

  it.each([
    'socks5://user:hush@127.0.0.1:1080',
    'xhttp://127.0.0.1:3128',
    'httpx://127.0.0.1:3128',
    'http://user:p#hush@127.0.0.1:3128',
    'http://hush%@127.0.0.1:3128',
    'http://user:hush%@127.0.0.1:3128',
    'not a url',
  ])('is never "%s", of which the error shows nothing', HTTPS_PROXY => {
    expect(thrown(() => proxyFor(URL_, { HTTPS_PROXY }))).toMatchObject({
      code: 'ERR_INVALID_PROXY',
      message:
        'HTTPS_PROXY is not the URL of an HTTP proxy, such as http://proxy.example:3128 (a password in it has to be percent-encoded)',
    })
  })

  it.each([
    ['20.19.0', false],
    ['24.4.1', false],
    ['24.5.0', true],
    ['24.10.0', true],
    ['26.0.0', true],
  ])('of Node.js %s is supported: %s', (version, supported) => {
    const error = thrown(() => proxyFor(URL_, { HTTPS_PROXY: PROXY }, version))
    expect(error === undefined).toBe(supported)
    if (error) expect(error).toMatchObject({ code: 'ERR_INVALID_NODE_VERSION' })
    if (error) expect(error.message).toMatch(new RegExp(`Node.js ${version} .* runner to version 2\\.328\\.0`))
    expect(proxyFor(URL_, {}, version)).toBeUndefined()
    expect(proxyFor(URL_, { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, version)).toBeUndefined()
  })

  it('needs the runner that the documents name', () => {
    const page = readFileSync('docs/platform-engineer.md', 'utf8')
    expect(page).toContain(`version ${MINIMUM_RUNNER} or newer`)
    expect(page).not.toContain('2.327')
  })
})

describe('NO_PROXY', () => {
  it.each([
    ['*', 'https://x.example', true],
    ['x.example', 'https://x.example', true],
    ['X.Example', 'https://x.EXAMPLE', true],
    ['x.example', 'https://api.x.example', true],
    ['x.example', 'https://notx.example', false],
    ['x.example', 'https://x.example.org', false],
    ['.x.example', 'https://x.example', true],
    ['.x.example', 'https://api.x.example', true],
    ['.x.example', 'https://notx.example', false],
    ['*.x.example', 'https://api.x.example', true],
    ['*.x.example', 'https://x.example', false],
    ['*.x.example', 'https://notx.example', false],
    ['a*.example', 'https://ab.example', false],
    ['x.example:443', 'https://x.example', true],
    ['x.example:8443', 'https://x.example:8443', true],
    ['x.example:8443', 'https://api.x.example:8443', true],
    ['x.example:8443', 'https://x.example', false],
    ['x.example', 'https://x.example:8443', true],
    ['_x', 'https://api._x', true],
    ['-x', 'https://api.-x', true],
    ['bücher.example', 'https://xn--bcher-kva.example', true],
    ['127.0.0.1', 'https://127.0.0.1', true],
    ['127.0.0.1:9', 'https://127.0.0.1:9', true],
    ['127.0.0.0/8', 'https://127.0.0.1', false],
    ['127.0.0.0/8', 'https://127.0.0.0', false],
    ['[::1]', 'https://[::1]', true],
    ['::1', 'https://[::1]', true],
    ['0:0:0:0:0:0:0:1', 'https://[::1]', true],
    ['[::1]:9', 'https://[::1]:9', true],
    ['[::1]:9', 'https://[::1]', false],
    ['fe80::1', 'https://[FE80::1]', true],
    ['::ffff:127.0.0.1', 'https://[::ffff:7f00:1]', true],
    ['::2', 'https://[::1]', false],
    ['fd00::/8', 'https://[fd00::1]', false],
    ['a, x.example ,b', 'https://x.example', true],
    ['a x.example\tb', 'https://x.example', true],
    ['"a,x.example"', 'https://x.example', true],
    [',,', 'https://x.example', false],
    ['', 'https://x.example', false],
    ['http://x.example', 'https://x.example', false],
    ['%,x%', 'https://x.undefined', false],
  ])('"%s" means %s: %s', (exceptions, url, direct) => {
    const proxy = direct ? undefined : `${PROXY}/`
    expect(proxyFor(url, { HTTPS_PROXY: PROXY, NO_PROXY: exceptions })).toBe(proxy)
    expect(proxyFor(url, { HTTPS_PROXY: PROXY, no_proxy: exceptions })).toBe(proxy)
  })

  it('no_proxy wins over NO_PROXY', () => {
    expect(proxyFor('https://x', { HTTPS_PROXY: PROXY, no_proxy: 'y', NO_PROXY: 'x' })).toBe(`${PROXY}/`)
    expect(proxyFor('https://x', { HTTPS_PROXY: PROXY, no_proxy: ' ', NO_PROXY: 'x' })).toBeUndefined()
  })
})
