import { describe, expect, it, vi } from 'vitest'
import type { Destination, LocalGitHub } from '../../local/github/index.ts'
import type { Gate, RunEvent, WorkflowResult } from '../../local/runner/index.ts'
import { formsOf, leaksIn } from '../support/leaks.ts'
import { GATE, REPOSITORY, SECRET, storedPublicKey, storedText, TOKEN } from '../support/servers.ts'
import {
  API_KEY_ID,
  API_KEY_SECRET,
  activate,
  approvedBy,
  checkAccess,
  codesOf,
  contentOf,
  type ForeignKey,
  foreignKey,
  installApp,
  jobOf,
  LIVE,
  ledgerTraces,
  provision,
  putInService,
  readProof,
  register,
  rejectedBy,
  runRepositoryWorkflow,
  startWorkflowServers,
  TOKENS,
  tracesOfRun,
  VARIABLE,
  WORKSPACE,
} from '../support/workflows.ts'

const REQUEST = 'request'
const ACTIVATE = 'activate'
const ELSEWHERE = { repository: 'octo/other' }
const ORGANIZATION = { organization: 'octo' }

/** A new operator, provisioned and registered, and an old operator in service at a place. */
async function startRotation(destination: Destination = LIVE) {
  const life = await startWorkflowServers()
  const { github, ledger } = life
  const old = putInService(github, ledger, destination)
  const provisioned = await provision({ github })
  expect(provisioned.conclusion).toBe('success')
  const publicKey = storedPublicKey(github, GATE)
  const access = register(github, ledger, publicKey)
  return { ...life, old, publicKey, access, staged: storedText(github, GATE), before: contentOf(github, destination) }
}

/** Expects that the three secrets and the variable of the new operator are in service, and the staged key is deleted. */
function expectInService(
  github: LocalGitHub,
  destination: Destination,
  { publicKey, access, staged }: Pick<Awaited<ReturnType<typeof startRotation>>, 'publicKey' | 'access' | 'staged'>,
): void {
  expect(storedText(github, destination)).toBe(staged)
  expect(storedText(github, destination, API_KEY_ID)).toBe(access.apiKeyId)
  expect(storedText(github, destination, API_KEY_SECRET)).toBe(access.apiKeySecret)
  expect(github.variable(destination, VARIABLE)?.value).toBe(publicKey)
  expect(github.secret(GATE, SECRET)).toBeUndefined()
}

/** Expects that nothing was changed: the old operator is in service, the new key is still staged. */
function expectUntouched(
  result: WorkflowResult,
  github: LocalGitHub,
  { before, staged }: { before: Record<string, string>; staged: string },
): void {
  expect(result.conclusion).toBe('failure')
  expect(contentOf(github, LIVE)).toEqual(before)
  expect(storedText(github, GATE)).toBe(staged)
}

describe('activate.yml', () => {
  it('activate.yml replaces the old operator in its last step, and does not change it before', async () => {
    const { github, ledger } = await startWorkflowServers()
    const old = putInService(github, ledger, LIVE)
    const before = contentOf(github, LIVE)
    const untouched: string[] = []
    const watch = (type: string, name: string) => {
      expect(contentOf(github, LIVE), `after ${type} ${name}`).toEqual(before)
      untouched.push(name)
    }

    const provisioned = await provision({
      github,
      onEvent: event => {
        if (event.type === 'step-ends') watch('step', event.step.name)
        if (event.type === 'job-ends') watch('job', event.job.name)
      },
    })
    expect(provisioned.conclusion).toBe('success')
    expect(untouched).toEqual(expect.arrayContaining(['Generate the key', 'Verify the stored key', 'Approve the key']))
    const publicKey = storedPublicKey(github, GATE)
    const staged = storedText(github, GATE)
    const access = register(github, ledger, publicKey)

    untouched.length = 0
    const result = await activate({
      github,
      ledger,
      approve: async () => {
        watch('gate', 'gate')
        return { decision: 'approved', by: 'alice' }
      },
      onEvent: event => {
        if (event.type === 'step-ends' && event.step.name !== 'Promote the key') watch('step', event.step.name)
        if (event.type === 'step-starts') watch('start of step', event.step)
      },
    })
    expect(result.conclusion, result.log).toBe('success')
    expect(untouched).toEqual(expect.arrayContaining(['gate', 'Promote the key']))
    expectInService(github, LIVE, { publicKey, access, staged })
    expect(storedPublicKey(github, LIVE)).not.toBe(old.publicKeyHex)

    const { outputs, summary, permissions } = jobOf(result, ACTIVATE)
    expect(permissions).toEqual({ contents: 'read' })
    expect(summary).toContain('## The operator key is in service')
    expect(summary).toContain("Ledger's own token names this key")
    expect(outputs.kept['public-key-hex']).toBe(publicKey)
    const claims = await readProof(outputs.kept.proof, publicKey, github.clock.now())
    expect(claims).toMatchObject({ workspace: WORKSPACE, secret: { ...LIVE, name: SECRET } })

    // The variable of the gate keeps the public key of the last approved key, until the next operator is provisioned.
    const next = await provision({ github })
    expect(next.conclusion).toBe('success')
    expect(storedPublicKey(github, GATE)).not.toBe(publicKey)
    const checked = await checkAccess({ github, ledger })
    expect(jobOf(checked, 'check').outputs.kept.registered).toBe('true')
  })

  it('activate.yml shows no part of the private key, the API access or tokens', async () => {
    const { github, ledger, access, staged, publicKey } = await startRotation()
    github.exchanges.length = 0
    const result = await activate({ github, ledger, runner: { debug: true } })
    expect(result.conclusion).toBe('success')
    const secrets = formsOf(Buffer.from(staged, 'hex').toString())
    expect(leaksIn(ledgerTraces(ledger), secrets)).toEqual([])
    secrets.set('the API secret', access.apiKeySecret).set('the API key id', access.apiKeyId)
    for (const [i, token] of ledger.tokens.entries()) secrets.set(`token ${i} of Ledger's`, token)
    expect(ledger.tokens).toHaveLength(2)
    expect(leaksIn(tracesOfRun(result, github), secrets)).toEqual([])
    expect(leaksIn(new Map([['the log', result.log]]), new Map([['the token', TOKEN]]))).toEqual([])
    expect(result.log).toContain(publicKey)
  })

  it.each([
    ['this repository', { 'destination-repository': REPOSITORY }, { repository: REPOSITORY }],
    ['another repository', { 'destination-repository': ELSEWHERE.repository }, ELSEWHERE],
    ['an organization', { 'destination-organization': 'octo' }, ORGANIZATION],
  ])('activate.yml replaces the operator in %s', async (_, inputs, destination) => {
    const rotation = await startRotation(destination)
    const { github, ledger } = rotation
    expect(storedPublicKey(github, destination)).toBe(rotation.old.publicKeyHex)
    const result = await activate({ github, ledger, inputs })
    expect(result.conclusion, result.log).toBe('success')
    expectInService(github, destination, rotation)
    if ('organization' in destination) {
      expect(github.secret(destination, SECRET)?.visibility).toBe('private')
      expect(github.variable(destination, VARIABLE)?.visibility).toBe('private')
    }
  })

  it('activate.yml stores the operator in an environment of another repository', async () => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    github.addEnvironment(ELSEWHERE.repository, 'prod')
    const inputs = { 'destination-repository': ELSEWHERE.repository, 'destination-environment': 'prod' }
    const result = await activate({ github, ledger, inputs })
    expect(result.conclusion, result.log).toBe('success')
    expectInService(github, { ...ELSEWHERE, environment: 'prod' }, rotation)
    expect(contentOf(github, LIVE)).toEqual(rotation.before)
  })

  it('activate.yml checks the registration with version 1 of the Ledger API', async () => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    const inputs = {
      'ledger-api-version': 'v1',
      'ledger-api-url': ledger.baseUrl('v1'),
      'destination-environment': 'production',
    }
    const result = await activate({ github, ledger, inputs })
    expect(result.conclusion, result.log).toBe('success')
    expectInService(github, LIVE, rotation)
  })

  it.each([
    [
      'an environment',
      { actions: 'read', environments: 'write' },
      { 'destination-environment': LIVE.environment },
      LIVE,
    ],
    [
      'another repository',
      { actions: 'read', environments: 'write', secrets: 'write', actions_variables: 'write' },
      { 'destination-repository': ELSEWHERE.repository },
      ELSEWHERE,
    ],
    [
      'an organization',
      {
        actions: 'read',
        environments: 'write',
        organization_secrets: 'write',
        organization_actions_variables: 'write',
      },
      { 'destination-organization': 'octo' },
      ORGANIZATION,
    ],
  ] as const)(
    'activate.yml creates a token of a GitHub App with only the permissions for %s',
    async (_, permissions, inputs, destination) => {
      const rotation = await startRotation(destination)
      const { github, ledger } = rotation
      const more = {
        secrets: 'write',
        organization_secrets: 'write',
        organization_actions_variables: 'write',
        actions_variables: 'write',
      } as const
      const apps = installApp(github, { ...permissions, ...more })
      const added = vi.spyOn(github, 'addToken')
      const result = await activate({ github, ledger, apps, inputs })
      expect(result.conclusion, result.log).toBe('success')
      expectInService(github, destination, rotation)
      const minted = added.mock.calls.map(([, grant]) => grant).filter(({ kind }) => kind === 'installation')
      expect(minted.map(grant => grant.permissions)).toEqual([permissions])
    },
  )

  it('the form of activate.yml does not take the address of the Ledger API', async () => {
    const { github, ledger } = await startRotation()
    github.deleteSecret(GATE, SECRET)
    const inputs = {
      environment: GATE.environment,
      workspace: WORKSPACE,
      'destination-environment': LIVE.environment,
    }
    const life = { github, approve: approvedBy('alice') }
    const result = await runRepositoryWorkflow('activate.yml', { ...life, inputs })
    expect(codesOf(jobOf(result, ACTIVATE))).toEqual(['key-empty'])
    const elsewhere = { ...inputs, 'ledger-api-url': ledger.baseUrl('v2') }
    await expect(runRepositoryWorkflow('activate.yml', { ...life, inputs: elsewhere })).rejects.toThrow(
      'Unexpected inputs provided: ledger-api-url',
    )
  })

  it('activate.yml reads its token from the gate environment', async () => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    github.deleteSecret({ repository: REPOSITORY }, 'LEDGER_KEYS_TOKEN')
    github.putSecret(TOKENS, 'LEDGER_KEYS_TOKEN', TOKEN)
    const without = await activate({ github, ledger })
    expect(codesOf(jobOf(without, ACTIVATE))).toEqual(['token-missing'])
    expectUntouched(without, github, rotation)
    github.putSecret(GATE, 'LEDGER_KEYS_TOKEN', TOKEN)
    expect((await activate({ github, ledger })).conclusion).toBe('success')
    expectInService(github, LIVE, rotation)
  })
})

describe('activate.yml before its gate', () => {
  /** A key that waits at the gate. */
  async function startStaged() {
    const life = await startWorkflowServers()
    const staged = foreignKey()
    life.github.putSecret(GATE, SECRET, staged.hex)
    life.github.putVariable(GATE, VARIABLE, staged.publicKeyHex)
    return { ...life, before: contentOf(life.github, GATE) }
  }

  // scenarios/preflight.test.ts has what preflight refuses. These rows show that the workflow passes each input to it.
  it.each([
    ['no destination', { 'destination-environment': '' }],
    ['no workspace', { workspace: '' }],
    ['no gate', { environment: '' }],
    ['an organization of another owner', { 'destination-organization': 'evil' }],
    ['a repository of another owner', { 'destination-repository': 'evil/keys' }],
    ['an audience without an organization', { 'destination-environment': 'production', visibility: 'all' }],
    [
      'repository ids without an organization',
      { 'destination-environment': 'production', 'selected-repository-ids': '1' },
    ],
    ['an unknown if-exists', { 'destination-environment': 'production', 'if-exists': 'burn' }],
    ['an unknown version of the Ledger API', { 'destination-environment': 'production', 'ledger-api-version': 'v3' }],
    ['an invalid public key', { 'destination-environment': 'production', 'public-key-hex': '04' }],
    ['plain http to Ledger', { 'destination-environment': 'production', 'ledger-api-url': 'http://ledger.example' }],
  ])('activate.yml refuses %s without asking for a review', async (_, inputs) => {
    const { github, ledger, before } = await startStaged()
    const result = await activate({
      github,
      ledger,
      inputs,
      approve: async () => {
        throw new Error('nobody is asked')
      },
    })
    expect(codesOf(jobOf(result, REQUEST)), result.log).toEqual(['input-invalid'])
    expect(jobOf(result, REQUEST).summary.trim()).toBe('')
    expect(jobOf(result, ACTIVATE).result).toBe('skipped')
    expect(contentOf(github, GATE)).toEqual(before)
    expect([github.exchanges, ledger.exchanges]).toEqual([[], []])
  })

  /** The page that a reviewer sees at the gate. */
  async function atTheGate(inputs: Record<string, string>, byHand = false) {
    const { github, ledger } = await startStaged()
    let page = ''
    let seen: string | undefined
    const life = {
      github,
      inputs,
      onEvent: (event: RunEvent) => {
        if (event.type === 'job-ends') page += event.job.summary
      },
      approve: async ({ jobs }: Gate) => {
        expect(jobs).toEqual([byHand ? 'Activate the key' : 'call / Activate the key'])
        seen = page
        return { decision: 'rejected' as const, by: 'alice' }
      },
    }
    const form = { environment: GATE.environment, workspace: WORKSPACE, ...inputs }
    const result = await (byHand
      ? runRepositoryWorkflow('activate.yml', { ...life, inputs: form })
      : activate({ ...life, ledger }))
    expect(jobOf(result, REQUEST)).toMatchObject({
      permissions: { actions: 'read', contents: 'read' },
      secrets: [],
      result: 'success',
    })
    expect(jobOf(result, REQUEST)).not.toHaveProperty('environment')
    if (seen === undefined) throw new Error(`nobody was asked: ${result.log}`)
    return { page: seen, ledger }
  }

  it('the page at the gate shows the operator, its key and the destination', async () => {
    const { publicKeyHex } = foreignKey()
    const { page, ledger } = await atTheGate({
      'destination-environment': 'production',
      'if-exists': 'fail',
      'operator-name': 'demo api user',
      'public-key-hex': publicKeyHex,
    })
    for (const row of [
      '| Operator | "demo api user" |',
      `\`${publicKeyHex}\``,
      '| From the environment | "ledger admins/prod" |',
      '| To the environment | "production" |',
      '| A key that is in service there | stops the run: nothing is changed |',
      `| Ledger workspace | "${WORKSPACE}" |`,
      // A caller may name another server, so the admins approve this too.
      `| Address of the Ledger API | "${ledger.baseUrl('v2').replaceAll(':', '&#58;')}" |`,
      '| Started by | "octocat" (id 583231) |',
      '| Workflow file | "caller.yml" |\n| Workflow repository | "octo/keys" |',
    ]) {
      expect(page).toContain(row)
    }
  })

  it('the page at the gate names Ledger’s own address if a person started the run from the form', async () => {
    const { publicKeyHex } = foreignKey()
    const { page } = await atTheGate({ 'destination-environment': 'production', 'public-key-hex': publicKeyHex }, true)
    expect(page).toContain(`\`${publicKeyHex}\``)
    expect(page).toContain("| Address of the Ledger API | Ledger's own |")
    expect(page).toContain('| Workflow file | "activate.yml" |\n| Workflow repository | "octo/keys" |')
  })
})

describe('activate.yml without an activation', () => {
  it.each([
    ['a reviewer rejects it', rejectedBy('alice')],
    ['nobody reviews it', async () => undefined],
    ['only its starter approves it', approvedBy('octocat')],
  ])('activate.yml leaves the old operator in service if %s', async (_, approve) => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    const result = await activate({ github, ledger, approve })
    expectUntouched(result, github, rotation)
    expect(ledger.exchanges).toEqual([])
  })

  type Rotation = Awaited<ReturnType<typeof startRotation>>
  const STOPS: [what: string, prepare: (rotation: Rotation) => void, code: string, inputs?: Record<string, string>][] =
    [
      ['the API access is incomplete', ({ github }) => github.deleteSecret(GATE, API_KEY_ID), 'api-access-incomplete'],
      [
        'the gate has no API access',
        ({ github }) => {
          for (const name of [API_KEY_ID, API_KEY_SECRET]) github.deleteSecret(GATE, name)
        },
        'api-access-incomplete',
      ],
      [
        'the API access belongs to the old operator',
        ({ github, ledger, old }) => void register(github, ledger, old.publicKeyHex),
        'another-key-registered',
      ],
      [
        'Ledger does not say which key is registered',
        ({ github, ledger }) => void register(github, ledger, undefined),
        'registration-unknown',
      ],
      [
        'the API Secret lacks a character',
        ({ github, access }) => github.putSecret(GATE, API_KEY_SECRET, access.apiKeySecret.slice(1)),
        'ledger-credentials-rejected',
      ],
      ['the workspace is wrong', () => {}, 'ledger-credentials-rejected', { workspace: 'maxivault' }],
      [
        'the staged key is not the approved one',
        ({ github }) => github.putVariable(GATE, VARIABLE, foreignKey().publicKeyHex),
        'key-mismatch',
      ],
      [
        'no variable holds the approved public key',
        ({ github }) => github.state.values(GATE).variables.delete(VARIABLE),
        'input-invalid',
      ],
      [
        'the token may not write to the destination',
        ({ github }) => github.addToken(TOKEN, { kind: 'fine-grained', repositories: [REPOSITORY], permissions: {} }),
        'permission-missing',
      ],
      ['if-exists is fail', () => {}, 'secret-exists', { 'if-exists': 'fail' }],
      [
        'the destination does not exist',
        () => {},
        'destination-not-found',
        { 'destination-environment': 'prodction', 'destination-repository': ELSEWHERE.repository },
      ],
    ]
  it.each(STOPS)(
    'activate.yml leaves the old operator in service because %s',
    async (_, prepare, code, inputs = {}) => {
      const rotation = await startRotation()
      const { github, ledger } = rotation
      prepare(rotation)
      const result = await activate({
        github,
        ledger,
        inputs: { 'destination-environment': LIVE.environment, ...inputs },
      })
      expect(codesOf(jobOf(result, ACTIVATE))).toEqual([code])
      expectUntouched(result, github, rotation)
      expect(jobOf(result, ACTIVATE).outputs.kept).toEqual({})
    },
  )

  it('activate.yml leaves the old operator in service if no key is staged, even if the repository has one', async () => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    github.deleteSecret(GATE, SECRET)
    const empty = await activate({ github, ledger })
    expect(codesOf(jobOf(empty, ACTIVATE))).toEqual(['key-empty'])
    github.putSecret({ repository: REPOSITORY }, SECRET, foreignKey().hex)
    const otherLevel = await activate({ github, ledger })
    expect(codesOf(jobOf(otherLevel, ACTIVATE))).toEqual(['key-mismatch'])
    expect(contentOf(github, LIVE)).toEqual(rotation.before)
  })

  it('activate.yml changes nothing with if-exists: keep', async () => {
    const { github, ledger, before, staged } = await startRotation()
    const inputs = { 'destination-environment': LIVE.environment, 'if-exists': 'keep' }
    const result = await activate({ github, ledger, inputs })
    expect(result.conclusion).toBe('success')
    expect(jobOf(result, ACTIVATE).summary).toContain('## Nothing was promoted')
    expect(contentOf(github, LIVE)).toEqual(before)
    expect(storedText(github, GATE)).toBe(staged)
  })
})

describe('activate.yml after a failed write', () => {
  const isOld = (github: LocalGitHub, old: ForeignKey) => storedText(github, LIVE) === old.hex

  it.each([
    ['the API Secret', 1, [API_KEY_ID]],
    ['the key', 2, [API_KEY_ID, API_KEY_SECRET]],
  ])(
    'activate.yml reports what it stored if it fails at %s, and a second run completes the activation',
    async (_, skip, written) => {
      const rotation = await startRotation()
      const { github, ledger, old, staged } = rotation
      const path = /environments\/production\/secrets\//
      github.faults.add({ method: 'PUT', path, skip, when: 'before', do: { kind: 'status', status: 409, body: {} } })
      const failed = await activate({ github, ledger })
      const job = jobOf(failed, ACTIVATE)
      expect(codesOf(job)).toEqual(['github-refused'])
      const [error] = job.annotations.filter(({ level }) => level === 'error')
      expect(error?.title).toBe('Some secrets were changed')
      for (const name of written) {
        expect(error?.message).toContain(`the secret ${name} of the environment "production" of ${REPOSITORY}`)
      }
      expect(isOld(github, old)).toBe(true)
      expect(github.variable(LIVE, VARIABLE)?.value).toBe(old.publicKeyHex)
      expect(storedText(github, GATE)).toBe(staged)
      expect(job.outputs.kept).toEqual({})

      // check-access.yml finds the old key beside the API access of the new operator.
      const watched = await checkAccess({ github, ledger })
      expect(watched.conclusion).toBe('failure')

      const again = await activate({ github, ledger })
      expect(again.conclusion).toBe('success')
      expectInService(github, LIVE, rotation)
      expect((await checkAccess({ github, ledger })).conclusion).toBe('success')
    },
  )

  it('activate.yml reports a staged secret that it cannot delete, and a second run deletes it', async () => {
    const rotation = await startRotation()
    const { github, ledger, publicKey } = rotation
    github.faults.add({ method: 'DELETE', when: 'before', do: { kind: 'status', status: 403, body: {} } })
    const failed = await activate({ github, ledger })
    const [error] = jobOf(failed, ACTIVATE).annotations.filter(({ level }) => level === 'error')
    expect(error?.title).toBe('The key is stored, the run is not complete')
    expect(error?.message).toContain(publicKey)
    expect(storedPublicKey(github, LIVE)).toBe(publicKey)
    expect(github.secret(GATE, SECRET)).toBeDefined()
    expect((await activate({ github, ledger })).conclusion).toBe('success')
    expectInService(github, LIVE, rotation)
  })

  it('activate.yml succeeds if each kind of request fails once', async () => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      github.faults.add({ method, when: 'after', do: { kind: 'reset' } })
    }
    ledger.addFault({ status: 502, body: '<html>' })
    expect((await activate({ github, ledger })).conclusion).toBe('success')
    expectInService(github, LIVE, rotation)
  })
})
