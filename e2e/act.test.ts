import { createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalGitHub, startGitHub } from '../local/github/index.ts'
import { type LocalLedger, startLedger } from '../local/ledger/index.ts'
import { encodePrivateKey, generateOperatorKey, publicKeyOf } from '../src/key/operator-key.ts'
import { ActRepository } from './act.ts'

const REPOSITORY = 'octo/keys'
const TOKEN = 'github_pat_e2e0000000000000000000'
const GATE = { repository: REPOSITORY, environment: 'ledger-admins' }
const LIVE = { repository: REPOSITORY, environment: 'production' }

/** Somebody's own workflow: a key, and a later job that reads the outputs. */
const OWN_WORKFLOW = `
name: own
on: workflow_dispatch
jobs:
  generate:
    runs-on: ubuntu-latest
    outputs:
      public-key-hex: \${{ steps.key.outputs.public-key-hex }}
      proof: \${{ steps.key.outputs.proof }}
    steps:
      - uses: actions/checkout@v7
      - id: key
        uses: ./
        with:
          github-token: \${{ secrets.LEDGER_KEYS_TOKEN }}
          environment: ledger-admins
  read:
    needs: generate
    runs-on: ubuntu-latest
    steps:
      - env:
          KEY: \${{ needs.generate.outputs.public-key-hex }}
          PROOF: \${{ needs.generate.outputs.proof }}
        run: echo "read $KEY and a proof of \${#PROOF} characters"
`

/** Somebody's own workflow that calls a ready-made one: the form of a start by hand cannot name Ledger's address. */
const caller = (workflow: string, inputs: Record<string, string | boolean>) =>
  JSON.stringify({
    name: 'caller',
    on: 'workflow_dispatch',
    jobs: { call: { uses: `./.github/workflows/${workflow}`, secrets: 'inherit', with: inputs } },
  })

let github: LocalGitHub
let ledger: LocalLedger
let repository: ActRepository
let env: Record<string, string>

beforeAll(async () => {
  github = await startGitHub()
  ledger = await startLedger()
  github.addRepository(REPOSITORY)
  github.addEnvironment(REPOSITORY, GATE.environment, {
    reviewers: ['alice'],
    branchPolicy: 'custom',
    branches: ['main'],
  })
  github.addEnvironment(REPOSITORY, LIVE.environment, { branchPolicy: 'custom', branches: ['main'] })
  github.addToken(TOKEN, {
    kind: 'fine-grained',
    repositories: [REPOSITORY],
    permissions: { environments: 'write', actions: 'read' },
  })
  github.addRun(REPOSITORY, 1, [{ state: 'approved', user: 'alice', comment: '', environment: GATE.environment }])
  const ledgers = { workspace: 'minivault', 'ledger-api-url': ledger.baseUrl('v2') }
  const destination = { 'destination-environment': LIVE.environment, 'if-exists': 'overwrite' }
  repository = await new ActRepository({
    'own.yml': OWN_WORKFLOW,
    // The form of a start by hand has no `keep`.
    'call-provision.yml': caller('provision.yml', {
      environment: GATE.environment,
      'operator-name': 'demo api user',
      'if-exists': 'keep',
    }),
    'call-activate.yml': caller('activate.yml', { environment: GATE.environment, ...destination, ...ledgers }),
    'call-check-access.yml': caller('check-access.yml', {
      environment: LIVE.environment,
      'require-registered': true,
      ...ledgers,
    }),
  }).init()
  env = {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_ACTOR_ID: '583231',
    GITHUB_TRIGGERING_ACTOR: 'nektos/act',
  }
})

afterAll(async () => {
  repository.remove()
  await github.close()
  await ledger.close()
})

describe('on act', () => {
  it('generates a key, and a later job reads its outputs', async () => {
    const { code, output } = await repository.act({ workflow: 'own.yml', secrets: { LEDGER_KEYS_TOKEN: TOKEN }, env })
    expect(code, output).toBe(0)
    const stored = github.secret(GATE, 'LEDGER_OPERATOR_PRIVATE_KEY')?.value.toString() ?? ''
    const { hex } = publicKeyOf(createPrivateKey(Buffer.from(stored, 'hex')))
    expect(output).toMatch(new RegExp(`read ${hex} and a proof of \\d{3,} characters`))
    expect(output).not.toContain(stored)
    github.deleteSecret(GATE, 'LEDGER_OPERATOR_PRIVATE_KEY')
  })

  it('runs all of provision.yml where a key is kept', async () => {
    const key = generateOperatorKey()
    const stored = encodePrivateKey(key.privateKeyPem, 'hex')
    github.putSecret(GATE, 'LEDGER_OPERATOR_PRIVATE_KEY', stored)
    github.putVariable(GATE, 'LEDGER_OPERATOR_PUBLIC_KEY', key.publicKey.hex)
    const { code, output } = await repository.act({
      workflow: 'call-provision.yml',
      secrets: { LEDGER_KEYS_TOKEN: TOKEN, LEDGER_OPERATOR_PRIVATE_KEY: stored, GITHUB_TOKEN: TOKEN },
      env,
    })
    expect(code, output).toBe(0)
    expect(output).toContain('The stored key is the expected one.')
    expect(output).not.toContain(stored)
    expect(github.secret(GATE, 'LEDGER_OPERATOR_PRIVATE_KEY')?.value.toString()).toBe(stored)
  })

  // act now and then loses the last lines of a step that fails at once.
  const again = { retry: 3 }
  it(
    'starts activate.yml and check-access.yml by hand, and refuses an invalid request before the gate',
    again,
    async () => {
      const dispatch = (workflow: string, inputs: Record<string, string>) =>
        repository.act({
          workflow,
          inputs: { environment: LIVE.environment, workspace: 'minivault', ...inputs },
          secrets: { GITHUB_TOKEN: TOKEN },
          env,
        })
      const refused = await dispatch('activate.yml', {
        'destination-repository': 'evil/keys',
        'if-exists': 'overwrite',
      })
      expect(refused.code).toBe(1)
      expect(refused.output).toContain('one token cannot reach two owners')
      expect(refused.output).not.toContain('Promote the key')
      const unknown = await dispatch('check-access.yml', { 'ledger-api-version': 'v2', 'require-registered': 'false' })
      expect(unknown.code).toBe(1)
      expect(unknown.output).toContain('neither public-key-hex nor LEDGER_OPERATOR_PUBLIC_KEY is a key')
    },
  )

  it('calls activate.yml and check-access.yml with a Ledger', async () => {
    const key = generateOperatorKey()
    const stored = encodePrivateKey(key.privateKeyPem, 'hex')
    const access = ledger.addAccess('minivault', key.publicKey.hex)
    github.putSecret(GATE, 'LEDGER_OPERATOR_PRIVATE_KEY', stored)
    const secrets = {
      LEDGER_KEYS_TOKEN: TOKEN,
      LEDGER_OPERATOR_PRIVATE_KEY: stored,
      LEDGER_API_KEY_ID: access.apiKeyId,
      LEDGER_API_KEY_SECRET: access.apiKeySecret,
      GITHUB_TOKEN: TOKEN,
    }
    const variables = { LEDGER_OPERATOR_PUBLIC_KEY: key.publicKey.hex }
    const activated = await repository.act({ workflow: 'call-activate.yml', secrets, variables, env })
    expect(activated.code, activated.output).toBe(0)
    expect(github.secret(LIVE, 'LEDGER_OPERATOR_PRIVATE_KEY')?.value.toString()).toBe(stored)
    expect(github.secret(LIVE, 'LEDGER_API_KEY_SECRET')?.value.toString()).toBe(access.apiKeySecret)
    expect(github.secret(GATE, 'LEDGER_OPERATOR_PRIVATE_KEY')).toBeUndefined()

    const checked = await repository.act({ workflow: 'call-check-access.yml', secrets, variables, env })
    expect(checked.code, checked.output).toBe(0)
    expect(activated.output).toContain('Activate the key')
    expect(checked.output).toContain('This operator key is registered')
    expect(checked.output).not.toContain('Not confirmed by Ledger')
    for (const { output } of [activated, checked]) {
      for (const secret of [stored, access.apiKeySecret, ...ledger.tokens]) expect(output).not.toContain(secret)
    }
    expect(ledger.violations).toEqual([])
    expect(github.violations).toEqual([])
  })
})
