import { describe, expect, it } from 'vitest'
import type { Fault } from '../../local/github/index.ts'
import { failureOf, generate, type Inputs, OVERWRITE } from '../support/run-action.ts'
import { answerTogether, GATE, requests, SECRET, startTestGitHub, storedPublicKey } from '../support/servers.ts'

const status = (status: number, headers: Record<string, string> = {}): Fault => ({ kind: 'status', status, headers })

describe('the requests of generate', () => {
  it.each([
    ['', GATE.environment],
    [' if the environment has no branch rule', 'open'],
  ])('generate sends six requests in three round trips%s', async (_, environment) => {
    const github = await startTestGitHub()
    answerTogether(github, 4)
    expect((await generate(github, { environment })).exitCode).toBe(0)
    expect(github.exchanges).toHaveLength(6)
    // A request is one round trip deeper than each that had ended before it began.
    const depths: number[] = []
    for (const { startedAt } of github.exchanges) {
      const before = github.exchanges.map(({ endedAt }, i) => (endedAt <= startedAt ? (depths[i] ?? 0) : 0))
      depths.push(Math.max(0, ...before) + 1)
    }
    expect(Math.max(...depths)).toBe(3)
  })

  it('generate reads the variable together with the rest and writes it last', async () => {
    const github = await startTestGitHub()
    answerTogether(github, 5)
    expect((await generate(github, { environment: 'open', 'public-key-variable': 'PK' })).exitCode).toBe(0)
    const methods = requests(github).map(request => request.split(' ')[0])
    expect(methods).toEqual(['GET', 'GET', 'GET', 'GET', 'GET', 'PUT', 'GET', 'POST'])
    const looks = github.exchanges.slice(0, 5)
    const lastStart = Math.max(...looks.map(({ startedAt }) => startedAt))
    expect(lastStart).toBeLessThan(Math.min(...looks.map(({ endedAt }) => endedAt)))
  })

  it('each request names the API version, and holds the token in no place but its header', async () => {
    const inputs: Inputs = { 'public-key-variable': 'PK' }
    const github = await startTestGitHub()
    await generate(github, inputs)
    await generate(github, { ...inputs, ...OVERWRITE })
    expect(new Set(github.exchanges.map(({ method }) => method))).toEqual(new Set(['GET', 'PUT', 'POST', 'PATCH']))
    for (const { requestLine, requestHeaders, requestBody } of github.exchanges) {
      const { authorization, ...others } = requestHeaders
      expect(authorization).toMatch(/^(token|Bearer) github_pat_/)
      expect(requestHeaders['x-github-api-version']).toBe('2022-11-28')
      expect(requestHeaders.accept).toBe('application/vnd.github.v3+json')
      expect(requestHeaders['user-agent']).toBeTruthy()
      expect(requestLine + JSON.stringify(others) + requestBody).not.toContain('github_pat_')
    }
  })
})

describe('a redirect', () => {
  it.each([301, 302, 307, 308])('generate does not follow a redirect with status %s', async code => {
    const elsewhere = await startTestGitHub()
    const location = `${elsewhere.url}/repositories/1/actions/secrets/${SECRET}`
    for (const method of ['GET', 'PUT']) {
      const github = await startTestGitHub()
      github.faults.add({ method, when: 'before', do: status(code, { location }) })
      expect(failureOf(await generate(github))).toMatchObject({
        title: 'Nothing was changed',
        code: 'destination-moved',
      })
    }
    expect(elsewhere.exchanges).toEqual([])
  })

  it('generate prints the command that shows the new name if the repository is renamed', async () => {
    const github = await startTestGitHub()
    github.renameRepository('octo/keys', 'octo/vault-keys')
    const { code, message } = failureOf(await generate(github))
    expect(code).toBe('destination-moved')
    expect(message).toContain('`gh api repositories/1296269 --jq .full_name`')
  })
})

describe('a lost response', () => {
  it('generate sends the same sealed box again if a response is lost, however often', async () => {
    const github = await startTestGitHub()
    const stored: string[] = []
    const check: Fault = { kind: 'run', effect: () => void stored.push(storedPublicKey(github, GATE)) }
    for (const fault of [status(500), { kind: 'reset' }, status(503)] as Fault[]) {
      github.faults.add({ method: 'PUT', when: 'after', do: fault })
    }
    github.faults.add({ method: 'GET', path: /PRIVATE_KEY$/, skip: 1, when: 'before', do: check })
    const result = await generate(github)
    expect(result.exitCode, result.log).toBe(0)
    const puts = github.exchanges.filter(({ method }) => method === 'PUT')
    expect(new Set(puts.map(({ requestBody }) => requestBody)).size).toBe(1)
    expect(stored).toEqual([result.outputs['public-key-hex']])
    expect(storedPublicKey(github, GATE)).toBe(result.outputs['public-key-hex'])
  })

  it('generate says how to find out which key the secret holds if its store may have been applied', async () => {
    const github = await startTestGitHub()
    github.faults.add({ method: 'PUT', when: 'after', do: status(202) })
    const { message } = failureOf(await generate(github))
    expect(message).toContain(
      'may hold what this run sent, or nothing. Do not register a public key for this secret. ' +
        'Run `verify` in a new run to find out which key it holds, or start over with `if-exists: overwrite`.',
    )
  })

  it('generate sends no further request if it is cancelled before it retries', async () => {
    const github = await startTestGitHub()
    github.faults.add({ method: 'PUT', when: 'after', times: 99, do: status(500) })
    const cancellation = new AbortController()
    github.onExchange = ({ method }) => {
      const puts = github.exchanges.filter(exchange => exchange.method === 'PUT')
      if (method === 'PUT' && puts.length === 2) setImmediate(() => cancellation.abort())
    }
    const result = await generate(github, {}, { signal: cancellation.signal })
    expect(failureOf(result)).toMatchObject({ title: 'The secret may have been changed', code: 'cancelled' })
    expect(github.exchanges.filter(({ method }) => method === 'PUT')).toHaveLength(2)
    expect(github.clock.sleeping).toBe(0)
  })
})
