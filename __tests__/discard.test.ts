import { describe, expect, it } from 'vitest'
import {
  failureOf,
  GATE,
  generate,
  type Inputs,
  REPOSITORY,
  requests,
  run,
  SECRET,
  startWorld,
  storedText,
  TOKEN,
} from './world.ts'

async function rejected() {
  const github = await startWorld()
  const { outputs } = await generate(github, { 'public-key-variable': 'PK' })
  github.exchanges.length = 0
  const discard = (more: Inputs = {}) =>
    run('discard', github, {
      'github-token': TOKEN,
      environment: GATE.environment,
      'secret-updated-at': outputs['secret-updated-at'] ?? '',
      'public-key-variable': 'PK',
      ...more,
    })
  return { github, discard }
}

describe('discard', () => {
  it('deletes the secret that the run stored, and the variable', async () => {
    const { github, discard } = await rejected()
    const result = await discard()
    expect([result.exitCode, result.outputs]).toEqual([0, { discarded: 'true' }])
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    expect(github.variable(GATE, 'PK')).toBeUndefined()
    expect(result.summary).toContain('The operator key was discarded')
  })

  it("never deletes somebody else's newer key, nor its variable", async () => {
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

  it('succeeds where the secret is gone already, and takes the variable away', async () => {
    const { github, discard } = await rejected()
    github.deleteSecret(GATE, SECRET)
    const result = await discard()
    expect([result.exitCode, result.outputs]).toEqual([0, { discarded: 'false' }])
    expect(github.variable(GATE, 'PK')).toBeUndefined()
    expect((await discard()).exitCode).toBe(0)
  })

  it('succeeds where another run deletes it at the same moment', async () => {
    const { github, discard } = await rejected()
    github.faults.add({
      method: 'DELETE',
      when: 'before',
      do: { kind: 'run', effect: () => github.deleteSecret(GATE, SECRET) },
    })
    expect((await discard()).exitCode).toBe(0)
  })

  it('does not take a place that the token may not see for one where the key is gone', async () => {
    const { github, discard } = await rejected()
    github.addToken('github_pat_elsewhere', {
      kind: 'fine-grained',
      repositories: ['octo/other'],
      permissions: { environments: 'write' },
    })
    const result = await discard({ 'github-token': 'github_pat_elsewhere' })
    expect(failureOf(result)).toMatchObject({ title: 'Nothing was deleted', code: 'destination-not-found' })
    expect(github.secret(GATE, SECRET)).toBeDefined()
  })

  it.each(['', 'yesterday', '2026'])('needs the time at which the key was stored: "%s" is none', async time => {
    const { github, discard } = await rejected()
    const { code, message } = failureOf(await discard({ 'secret-updated-at': time }))
    expect(code).toBe('input-invalid')
    expect(message).toContain('`secret-updated-at`')
    expect(github.exchanges).toEqual([])
  })

  it.each([{ repository: REPOSITORY }, { organization: 'octo' }])('works for %j too', async destination => {
    const github = await startWorld()
    const { outputs } = await generate(github, destination)
    const inputs = { 'github-token': TOKEN, 'secret-updated-at': outputs['secret-updated-at'] ?? '', ...destination }
    const result = await run('discard', github, inputs as Inputs)
    expect(result.outputs).toEqual({ discarded: 'true' })
    expect(github.secret(destination as { repository: string }, SECRET)).toBeUndefined()
  })
})
