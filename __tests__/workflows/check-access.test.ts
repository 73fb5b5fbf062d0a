import { describe, expect, it } from 'vitest'
import type { LocalGitHub } from '../../local/github/index.ts'
import type { LocalLedger } from '../../local/ledger/index.ts'
import type { WorkflowResult } from '../../local/runner/index.ts'
import { formsOf, leaksIn } from '../support/leaks.ts'
import { REPOSITORY, SECRET, storedText } from '../support/servers.ts'
import {
  API_KEY_ID,
  API_KEY_SECRET,
  checkAccess,
  codesOf,
  contentOf,
  type ForeignKey,
  foreignKey,
  jobOf,
  LIVE,
  ledgerTraces,
  putInService,
  readProof,
  resultsOf,
  runRepositoryWorkflow,
  startWorkflowServers,
  tracesOfRun,
  VARIABLE,
  WORKSPACE,
} from '../support/workflows.ts'

const CHECK = 'check'

async function inService() {
  const life = await startWorkflowServers()
  const key = putInService(life.github, life.ledger, LIVE)
  return { ...life, key, before: contentOf(life.github, LIVE) }
}

/** Expects that a check changed nothing and let nothing out. */
function expectHarmless(
  result: WorkflowResult,
  { github, ledger, before }: { github: LocalGitHub; ledger: LocalLedger; before: Record<string, string> },
  key: ForeignKey,
): void {
  expect(contentOf(github, LIVE)).toEqual(before)
  // Only the request job sends requests, to read the protection of the environment.
  expect(github.exchanges.every(({ method, path }) => method === 'GET' && !path.includes('/secrets'))).toBe(true)
  const secrets = formsOf(key.pem)
  expect(leaksIn(ledgerTraces(ledger), secrets)).toEqual([])
  for (const [i, token] of ledger.tokens.entries()) secrets.set(`token ${i} of Ledger's`, token)
  for (const name of [API_KEY_ID, API_KEY_SECRET]) {
    const text = storedText(github, LIVE, name)
    if (text) secrets.set(name, text)
  }
  expect(leaksIn(tracesOfRun(result, github), secrets)).toEqual([])
}

describe('check-access.yml', () => {
  it.each(['v1', 'v2'] as const)(
    'check-access.yml accepts a registered key in service, by version %s of the Ledger API',
    async version => {
      const life = await inService()
      const { github, ledger, key } = life
      const result = await checkAccess({
        github,
        ledger,
        runner: { debug: true },
        inputs: { 'ledger-api-version': version, 'ledger-api-url': ledger.baseUrl(version) },
      })
      expect(result.conclusion, result.log).toBe('success')
      const { outputs, summary, permissions, secrets } = jobOf(result, CHECK)
      expect(outputs.kept).toMatchObject({ 'public-key-hex': key.publicKeyHex, registered: 'true' })
      expect(summary).toContain('## This operator key is registered')
      expect([permissions, secrets.toSorted()]).toEqual([{ contents: 'read' }, [API_KEY_ID, API_KEY_SECRET, SECRET]])
      expect((await readProof(outputs.kept.proof, key.publicKeyHex, github.clock.now())).workspace).toBe(WORKSPACE)
      expectHarmless(result, life, key)
    },
  )

  type Life = Awaited<ReturnType<typeof inService>>
  const theirs = foreignKey()
  const BAD: [what: string, prepare: (life: Life) => void, code: string][] = [
    [
      'Ledger has another key registered for the API access in service',
      ({ github, ledger }) => {
        const access = ledger.addAccess(WORKSPACE, theirs.publicKeyHex)
        github.putSecret(LIVE, API_KEY_ID, access.apiKeyId)
        github.putSecret(LIVE, API_KEY_SECRET, access.apiKeySecret)
      },
      'another-key-registered',
    ],
    ['another key is stored', ({ github }) => github.putSecret(LIVE, SECRET, theirs.hex), 'key-mismatch'],
    ['the stored key is deleted', ({ github }) => github.deleteSecret(LIVE, SECRET), 'key-empty'],
    [
      'the stored key is truncated',
      ({ github, key }) => github.putSecret(LIVE, SECRET, key.hex.slice(0, 200)),
      'key-malformed',
    ],
    [
      'another key is approved',
      ({ github }) => github.putVariable(LIVE, VARIABLE, theirs.publicKeyHex),
      'key-mismatch',
    ],
    [
      'Ledger rejects the API access',
      ({ github }) => github.putSecret(LIVE, API_KEY_SECRET, 'x'.repeat(43)),
      'ledger-credentials-rejected',
    ],
    [
      'half of the API access is deleted',
      ({ github }) => github.deleteSecret(LIVE, API_KEY_ID),
      'api-access-incomplete',
    ],
    [
      'Ledger limits requests for long',
      ({ ledger }) => ledger.addFault({ status: 420, headers: { 'retry-after': '900' } }),
      'ledger-rate-limited',
    ],
  ]
  it.each(BAD)('check-access.yml fails if %s', async (_, prepare, code) => {
    const life = await inService()
    prepare(life)
    const { github, ledger } = life
    const before = contentOf(github, LIVE)
    const result = await checkAccess({ github, ledger })
    expect(codesOf(jobOf(result, CHECK))).toEqual([code])
    expect(jobOf(result, CHECK).outputs.kept).toEqual({})
    expectHarmless(result, { ...life, before }, life.key)
    expectHarmless(result, { ...life, before }, theirs)
  })

  it('check-access.yml fails by Ledger’s answer if the key is replaced together with its variable', async () => {
    const { github, ledger } = await inService()
    github.putSecret(LIVE, SECRET, theirs.hex)
    github.putVariable(LIVE, VARIABLE, theirs.publicKeyHex)
    const result = await checkAccess({ github, ledger })
    expect(codesOf(jobOf(result, CHECK))).toEqual(['another-key-registered'])
  })

  it('check-access.yml warns if the environment has no API access or Ledger does not say which key is registered', async () => {
    const { github, ledger } = await inService()
    const silent = ledger.addAccess(WORKSPACE, undefined)
    github.putSecret(LIVE, API_KEY_ID, silent.apiKeyId)
    github.putSecret(LIVE, API_KEY_SECRET, silent.apiKeySecret)
    const unsaid = await checkAccess({ github, ledger })
    expect(jobOf(unsaid, CHECK).outputs.kept.registered).toBe('unknown')
    expect(jobOf(unsaid, CHECK).annotations[0]?.message).toContain('does not say which public key is registered')
    for (const name of [API_KEY_ID, API_KEY_SECRET]) github.deleteSecret(LIVE, name)
    const unasked = await checkAccess({ github, ledger })
    expect(unasked.conclusion).toBe('success')
    expect(jobOf(unasked, CHECK).outputs.kept.registered).toBe('unknown')
    // A run without API access must not look like one that checked the registration.
    for (const result of [unsaid, unasked]) {
      const titled = jobOf(result, CHECK).annotations.filter(({ title }) => title === 'Not confirmed by Ledger')
      expect(titled).toMatchObject([{ level: 'warning' }])
    }
  })

  it('check-access.yml fails with require-registered unless Ledger confirms the key', async () => {
    const { github, ledger } = await inService()
    const check = () => checkAccess({ github, ledger, inputs: { 'require-registered': true } })
    const confirmed = await check()
    expect(confirmed.conclusion, confirmed.log).toBe('success')
    expect(jobOf(confirmed, CHECK).annotations).toEqual([])
    const silent = ledger.addAccess(WORKSPACE, undefined)
    github.putSecret(LIVE, API_KEY_ID, silent.apiKeyId)
    github.putSecret(LIVE, API_KEY_SECRET, silent.apiKeySecret)
    expect(codesOf(jobOf(await check(), CHECK))).toEqual(['registration-unknown'])
    for (const name of [API_KEY_ID, API_KEY_SECRET]) github.deleteSecret(LIVE, name)
    expect(codesOf(jobOf(await check(), CHECK))).toEqual(['api-access-incomplete'])
  })

  it('check-access.yml compares the key with public-key-hex instead of the variable if both are set', async () => {
    const { github, ledger, key } = await inService()
    const check = (publicKey: string) => checkAccess({ github, ledger, inputs: { 'public-key-hex': publicKey } })
    github.state.values(LIVE).variables.delete(VARIABLE)
    const alone = await check(key.publicKeyHex)
    expect(alone.conclusion, alone.log).toBe('success')
    // A user who can replace the secret can replace the variable and the API access too.
    github.putSecret(LIVE, SECRET, theirs.hex)
    github.putVariable(LIVE, VARIABLE, theirs.publicKeyHex)
    const access = ledger.addAccess(WORKSPACE, theirs.publicKeyHex)
    github.putSecret(LIVE, API_KEY_ID, access.apiKeyId)
    github.putSecret(LIVE, API_KEY_SECRET, access.apiKeySecret)
    expect((await checkAccess({ github, ledger })).conclusion).toBe('success')
    expect(codesOf(jobOf(await check(key.publicKeyHex), CHECK))).toEqual(['key-mismatch'])
  })

  it.each<[what: string, job: string, inputs: Record<string, string>, variable?: string]>([
    ['no workspace', 'request', { workspace: '' }],
    ['no environment', 'request', { environment: '' }],
    ['white space as the approved key', 'request', { 'public-key-hex': ' ' }],
    ['neither an approved key nor a variable', CHECK, {}, ''],
    ['white space in the variable', CHECK, {}, ' \u00a0'],
  ])('check-access.yml fails with %s', async (_, job, inputs, variable) => {
    const { github, ledger } = await inService()
    if (variable === '') github.state.values(LIVE).variables.delete(VARIABLE)
    else if (variable !== undefined) github.putVariable(LIVE, VARIABLE, variable)
    const result = await checkAccess({ github, ledger, inputs })
    expect(codesOf(jobOf(result, job)), result.log).toEqual(['input-invalid'])
    expect(result.conclusion).toBe('failure')
    expect(ledger.exchanges).toEqual([])
  })

  it('the form of check-access.yml does not take the address of the Ledger API', async () => {
    const { github, ledger } = await inService()
    const inputs = { environment: LIVE.environment, workspace: WORKSPACE }
    await expect(
      runRepositoryWorkflow('check-access.yml', {
        github,
        inputs: { ...inputs, 'ledger-api-url': ledger.baseUrl('v2') },
      }),
    ).rejects.toThrow('Unexpected inputs provided: ledger-api-url')
    // Without API access nothing is sent.
    for (const name of [API_KEY_ID, API_KEY_SECRET]) github.deleteSecret(LIVE, name)
    const result = await runRepositoryWorkflow('check-access.yml', { github, inputs })
    expect(resultsOf(result), result.log).toEqual({
      'Check the request': 'success',
      'Check that only the environment has the key': 'success',
      'Check the key in service': 'success',
    })
    const required = await runRepositoryWorkflow('check-access.yml', {
      github,
      inputs: { ...inputs, 'require-registered': 'true' },
    })
    expect(codesOf(jobOf(required, CHECK))).toEqual(['api-access-incomplete'])
  })

  it('check-access.yml compares the key with the variable of the environment, not of the repository', async () => {
    const { github, ledger, key } = await inService()
    github.putVariable({ repository: REPOSITORY }, VARIABLE, theirs.publicKeyHex)
    const result = await checkAccess({ github, ledger })
    expect(jobOf(result, CHECK).outputs.kept['public-key-hex']).toBe(key.publicKeyHex)
  })
})
