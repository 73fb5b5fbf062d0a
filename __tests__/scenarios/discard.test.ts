import { describe, expect, it } from 'vitest'
import { leaksIn, tracesOf } from '../support/leaks.ts'
import { failureOf, generate, type Inputs, run } from '../support/run-action.ts'
import {
  GATE,
  JOB_TOKEN,
  REPOSITORY,
  requests,
  SECRET,
  startTestGitHub,
  storedText,
  TOKEN,
} from '../support/servers.ts'

/** A new key that an admin rejects, and discard for it. */
async function rejected() {
  const github = await startTestGitHub()
  const { outputs } = await generate(github, { 'public-key-variable': 'PK' })
  github.exchanges.length = 0
  const discard = (more: Inputs = {}) => {
    const inputs = {
      'github-token': TOKEN,
      environment: GATE.environment,
      'secret-updated-at': outputs['secret-updated-at'] ?? '',
      'public-key-variable': 'PK',
      ...more,
    }
    return run('discard', github, inputs)
  }
  return { github, discard }
}

describe('discard', () => {
  it('discard deletes the secret that the run stored, and the variable', async () => {
    const { github, discard } = await rejected()
    const result = await discard()
    expect([result.exitCode, result.outputs]).toEqual([0, { discarded: 'true' }])
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    expect(github.variable(GATE, 'PK')).toBeUndefined()
    expect(result.summary).toContain('The operator key was discarded')
  })

  it('discard deletes neither a newer key nor its variable', async () => {
    const { github, discard } = await rejected()
    github.putSecret(GATE, SECRET, 'a newer key')
    const secret = github.secret(GATE, SECRET)
    if (secret) secret.updated_at = '2031-01-01T00:00:00Z'
    const { title, code, message } = failureOf(await discard())
    expect([title, code]).toEqual(['Nothing was deleted', 'secret-newer'])
    expect(message).toContain('2031-01-01T00:00:00Z')
    expect(storedText(github, GATE)).toBe('a newer key')
    expect(github.variable(GATE, 'PK')).toBeDefined()
    expect(requests(github).every(request => request.startsWith('GET'))).toBe(true)
  })

  it('discard succeeds and deletes the variable if the secret does not exist', async () => {
    const { github, discard } = await rejected()
    github.deleteSecret(GATE, SECRET)
    const result = await discard()
    expect([result.exitCode, result.outputs, result.annotations]).toEqual([0, { discarded: 'false' }, []])
    expect(result.summary).toContain('## There is no such operator key here')
    expect(github.variable(GATE, 'PK')).toBeUndefined()
    expect((await discard()).exitCode).toBe(0)
  })

  it('discard reports a wrong name of the secret as no such key', async () => {
    const { github, discard } = await rejected()
    const result = await discard({ 'secret-name': 'LEDGER_OPERATOR_KEY' })
    expect([result.exitCode, result.outputs]).toEqual([0, { discarded: 'false' }])
    expect(result.summary).toContain('compare the secret and its place below')
    expect(github.secret(GATE, SECRET)).toBeDefined()
  })

  it.each(['', '2026-02-31T12:00:00Z'])('discard refuses "%s" as the time at which the key was stored', async time => {
    const { github, discard } = await rejected()
    const { code, message } = failureOf(await discard({ 'secret-updated-at': time }))
    expect(code).toBe('input-invalid')
    expect(message).toContain('`secret-updated-at`')
    expect(github.exchanges).toEqual([])
  })

  it.each([{ repository: REPOSITORY }, { organization: 'octo' }])(
    'discard deletes the secret of %j',
    async destination => {
      const github = await startTestGitHub()
      const { outputs } = await generate(github, destination)
      const inputs = { 'github-token': TOKEN, 'secret-updated-at': outputs['secret-updated-at'] ?? '', ...destination }
      const result = await run('discard', github, inputs as Inputs)
      expect(result.outputs).toEqual({ discarded: 'true' })
      expect(github.secret(destination as { repository: string }, SECRET)).toBeUndefined()
    },
  )

  it('discard deletes no other secret or variable of the environment, and none of the same name elsewhere', async () => {
    const { github, discard } = await rejected()
    const elsewhere = [
      { repository: REPOSITORY },
      { repository: REPOSITORY, environment: 'open' },
      { organization: 'octo' },
    ]
    for (const place of elsewhere) {
      github.putSecret(place, SECRET, 'another')
      github.putVariable(place, 'PK', 'another')
    }
    github.putSecret(GATE, 'LEDGER_API_KEY_ID', 'an id')
    github.putVariable(GATE, 'PK_2', 'another variable')
    expect((await discard()).exitCode).toBe(0)
    for (const place of elsewhere) {
      expect(storedText(github, place)).toBe('another')
      expect(github.variable(place, 'PK')?.value).toBe('another')
    }
    expect(storedText(github, GATE, 'LEDGER_API_KEY_ID')).toBe('an id')
    expect(github.variable(GATE, 'PK_2')?.value).toBe('another variable')
  })

  it('discard leaves the variable if public-key-variable is not set', async () => {
    const { github, discard } = await rejected()
    expect((await discard({ 'public-key-variable': '' })).exitCode).toBe(0)
    expect(github.variable(GATE, 'PK')).toBeDefined()
    expect(requests(github).filter(request => request.includes('/variables'))).toEqual([])
  })

  it('discard reads the approvals and the secret before it deletes', async () => {
    const { github, discard } = await rejected()
    await discard()
    const sent = requests(github).map(request => `${request.split(' ')[0]} ${request.split('/').at(-1)}`)
    expect(sent).toEqual(['GET approvals', `GET ${SECRET}`, `DELETE ${SECRET}`, 'DELETE PK'])
  })
})

describe('the report of discard', () => {
  it('the log lists what discard deleted', async () => {
    const { discard } = await rejected()
    const place = 'LEDGER_OPERATOR_PRIVATE_KEY of the environment "ledger admins/prod" of octo/keys'
    const variable = 'The variable PK of the environment "ledger admins/prod" of octo/keys is deleted.'
    const lines = ({ log }: { log: string }) => log.split('\n')
    expect(lines(await discard())).toEqual(expect.arrayContaining([`The secret ${place} is deleted.`, variable]))
    const none =
      `There is no such key here, so no key was deleted: the secret ${place} does not exist. ` +
      'An earlier run may have deleted it, or it may exist elsewhere. Check `secret-name` and `environment`.'
    expect(lines(await discard())).toEqual(expect.arrayContaining([none, variable]))
  })

  it('discard does not report a secret that does not exist as deleted if it cannot delete the variable', async () => {
    const { github, discard } = await rejected()
    github.deleteSecret(GATE, SECRET)
    const path = /variables\/[A-Z_]+$/
    github.faults.add({ method: 'DELETE', path, when: 'before', do: { kind: 'status', status: 403, body: {} } })
    const { title, message } = failureOf(await discard())
    expect(title).toBe('Nothing was deleted')
    expect(message).toContain('may still exist: run this again.')
  })

  it.each([
    ['the secret', { path: /secrets\/[A-Z_]+$/ }, 'Nothing was deleted'],
    ['the variable', { path: /variables\/[A-Z_]+$/ }, 'The secret is deleted, the run is not complete'],
  ])(
    'discard reports what is left if it cannot delete %s, and a second run deletes that',
    async (what, request, headline) => {
      const { github, discard } = await rejected()
      github.faults.add({ method: 'DELETE', ...request, when: 'before', do: { kind: 'status', status: 403, body: {} } })
      const { title, code, message } = failureOf(await discard())
      expect([title, code]).toEqual([headline, 'github-refused'])
      const left =
        'The variable PK of the environment "ledger admins/prod" of octo/keys may still exist: run this again.'
      expect(message.includes(left)).toBe(what === 'the variable')
      expect(github.secret(GATE, SECRET) === undefined).toBe(what === 'the variable')
      expect(github.variable(GATE, 'PK')).toBeDefined()
      const again = await discard()
      expect([again.exitCode, again.outputs.discarded]).toEqual([0, String(what === 'the secret')])
      expect(github.variable(GATE, 'PK')).toBeUndefined()
    },
  )

  it.each<[what: string, more: Inputs, code: string]>([
    ['a missing token', { 'github-token': '' }, 'token-missing'],
    ['an invalid secret name', { 'secret-name': 'GITHUB_KEY' }, 'input-invalid'],
    ['two destinations', { organization: 'octo' }, 'input-invalid'],
    ["the job's own token, which cannot see secrets", { 'github-token': JOB_TOKEN }, 'permission-missing'],
  ])('discard deletes nothing with %s', async (_, more, code) => {
    const { github, discard } = await rejected()
    const failure = failureOf(await discard(more))
    expect([failure.title, failure.code]).toEqual(['Nothing was deleted', code])
    expect(github.secret(GATE, SECRET)).toBeDefined()
    expect(github.variable(GATE, 'PK')).toBeDefined()
  })

  it('discard masks the token first and does not show it', async () => {
    const { github, discard } = await rejected()
    const result = await discard()
    expect(result.stdout).toMatch(/^::add-mask::github_pat_/)
    const traces = tracesOf({ ...result, log: '' })
    expect(leaksIn(traces, new Map([['the token', TOKEN]]))).toEqual([])
    expect(github.exchanges.length).toBeGreaterThan(0)
  })
})
