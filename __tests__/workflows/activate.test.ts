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

/** A new operator that is provisioned and registered, and an old one that is in service at a place. */
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

/** The three secrets and the variable of the new operator are in service, and the staged key is gone. */
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

/** The run ended with nothing changed: the old operator is in service, the new key is still staged. */
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
  it('puts a new operator over an old one; until its last step the old one is untouched', async () => {
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

    // The variable of the gate stays: it says which key went through it. The next operator is provisioned over it.
    const next = await provision({ github })
    expect(next.conclusion).toBe('success')
    expect(storedPublicKey(github, GATE)).not.toBe(publicKey)
    const checked = await checkAccess({ github, ledger })
    expect(jobOf(checked, 'check').outputs.kept.registered).toBe('true')
  })

  it('lets neither a byte of the key out, nor API access, nor tokens', async () => {
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
  ])('takes the place of the operator in %s', async (_, inputs, destination) => {
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

  it('reaches an environment of another repository', async () => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    github.addEnvironment(ELSEWHERE.repository, 'prod')
    const inputs = { 'destination-repository': ELSEWHERE.repository, 'destination-environment': 'prod' }
    const result = await activate({ github, ledger, inputs })
    expect(result.conclusion, result.log).toBe('success')
    expectInService(github, { ...ELSEWHERE, environment: 'prod' }, rotation)
    expect(contentOf(github, LIVE)).toEqual(rotation.before)
  })

  it('by Ledger’s version 1 too', async () => {
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
    'writes with a token of a GitHub App that may do no more than it takes: %s',
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

  it('can be started by hand, but not with an address that somebody else than Ledger may have', async () => {
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

  it('finds its token behind the gate, where that environment has it', async () => {
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
  /** A key waits at the gate, and nobody may be asked for it. */
  async function startStaged() {
    const life = await startWorkflowServers()
    const staged = foreignKey()
    life.github.putSecret(GATE, SECRET, staged.hex)
    life.github.putVariable(GATE, VARIABLE, staged.publicKeyHex)
    return { ...life, before: contentOf(life.github, GATE) }
  }

  // What preflight refuses has a table of its own; these show that the workflow hands everything on.
  it.each([
    ['no destination', { 'destination-environment': '' }],
    ['no workspace', { workspace: '' }],
    ['no gate', { environment: '' }],
    ['the organization of somebody else', { 'destination-organization': 'evil' }],
    ['the repository of somebody else', { 'destination-repository': 'evil/keys' }],
    ['an audience without an organization', { 'destination-environment': 'production', visibility: 'all' }],
    [
      'repository ids without an organization',
      { 'destination-environment': 'production', 'selected-repository-ids': '1' },
    ],
    ['an unknown if-exists', { 'destination-environment': 'production', 'if-exists': 'burn' }],
    ['an unknown version', { 'destination-environment': 'production', 'ledger-api-version': 'v3' }],
    ['a key that is none', { 'destination-environment': 'production', 'public-key-hex': '04' }],
    ['plain http to Ledger', { 'destination-environment': 'production', 'ledger-api-url': 'http://ledger.example' }],
  ])('refuses %s: nobody is asked, and nothing is changed', async (_, inputs) => {
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

  /** The page that whoever is asked sees at that moment. */
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

  it('shows whoever is asked to approve where the key goes', async () => {
    const { page, ledger } = await atTheGate({ 'destination-environment': 'production', 'if-exists': 'fail' })
    for (const row of [
      '| From the environment | "ledger admins/prod" |',
      '| To the environment | "production" |',
      '| A key that is in service there | stops the run: nothing is changed |',
      `| Ledger workspace | "${WORKSPACE}" |`,
      // A caller's file may name another server: that is what the approval is for, too.
      `| Address of the Ledger API | "${ledger.baseUrl('v2').replaceAll(':', '&#58;')}" |`,
      '| Started by | "octocat" (id 583231) |',
      '| Workflow file | "octo/keys/.github/workflows/caller.yml" |',
    ]) {
      expect(page).toContain(row)
    }
  })

  it('shows the same of a run that somebody started by hand', async () => {
    const { page } = await atTheGate({ 'destination-environment': 'production' }, true)
    expect(page).toContain("| Address of the Ledger API | Ledger's own |")
    expect(page).toContain('| Workflow file | "octo/keys/.github/workflows/activate.yml" |')
  })
})

describe('activate.yml leaves the old operator in service', () => {
  it.each([
    ['rejected', rejectedBy('alice')],
    ['nobody came', async () => undefined],
    ['the starter alone', approvedBy('octocat')],
  ])('where its gate does not open: %s', async (_, approve) => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    const result = await activate({ github, ledger, approve })
    expectUntouched(result, github, rotation)
    expect(ledger.exchanges).toEqual([])
  })

  type Rotation = Awaited<ReturnType<typeof startRotation>>
  const STOPS: [what: string, prepare: (rotation: Rotation) => void, code: string, inputs?: Record<string, string>][] =
    [
      [
        'the new operator is not registered: API access is missing',
        ({ github }) => github.deleteSecret(GATE, API_KEY_ID),
        'api-access-incomplete',
      ],
      [
        'the new operator is not registered: there is no API access at all',
        ({ github }) => {
          for (const name of [API_KEY_ID, API_KEY_SECRET]) github.deleteSecret(GATE, name)
        },
        'api-access-incomplete',
      ],
      [
        'the API access is still the old operator’s',
        ({ github, ledger, old }) => void register(github, ledger, old.publicKeyHex),
        'another-key-registered',
      ],
      ['Ledger does not say', ({ github, ledger }) => void register(github, ledger, undefined), 'registration-unknown'],
      [
        'the API access was copied incompletely',
        ({ github, access }) => github.putSecret(GATE, API_KEY_SECRET, access.apiKeySecret.slice(1)),
        'ledger-credentials-rejected',
      ],
      ['the workspace is another', () => {}, 'ledger-credentials-rejected', { workspace: 'maxivault' }],
      [
        'the approved key is another than the staged one',
        ({ github }) => github.putVariable(GATE, VARIABLE, foreignKey().publicKeyHex),
        'key-mismatch',
      ],
      [
        'nothing says which key was approved',
        ({ github }) => github.state.vault(GATE).variables.delete(VARIABLE),
        'input-invalid',
      ],
      [
        'the token may not write there',
        ({ github }) => github.addToken(TOKEN, { kind: 'fine-grained', repositories: [REPOSITORY], permissions: {} }),
        'permission-missing',
      ],
      ['if-exists is fail', () => {}, 'secret-exists', { 'if-exists': 'fail' }],
      [
        'the destination is not there',
        () => {},
        'destination-not-found',
        { 'destination-environment': 'prodction', 'destination-repository': ELSEWHERE.repository },
      ],
    ]
  it.each(STOPS)('where %s', async (_, prepare, code, inputs = {}) => {
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
  })

  it('where nothing is staged, the key even if a repository secret has its name', async () => {
    const rotation = await startRotation()
    const { github, ledger } = rotation
    github.deleteSecret(GATE, SECRET)
    const empty = await activate({ github, ledger })
    expect(codesOf(jobOf(empty, ACTIVATE))).toEqual(['key-empty'])
    github.putSecret({ repository: REPOSITORY }, SECRET, foreignKey().hex)
    const fallen = await activate({ github, ledger })
    expect(codesOf(jobOf(fallen, ACTIVATE))).toEqual(['key-mismatch'])
    expect(contentOf(github, LIVE)).toEqual(rotation.before)
  })

  it('with if-exists: keep, and says that nothing was changed', async () => {
    const { github, ledger, before, staged } = await startRotation()
    const inputs = { 'destination-environment': LIVE.environment, 'if-exists': 'keep' }
    const result = await activate({ github, ledger, inputs })
    expect(result.conclusion).toBe('success')
    expect(jobOf(result, ACTIVATE).summary).toContain('## Nothing was promoted')
    expect(contentOf(github, LIVE)).toEqual(before)
    expect(storedText(github, GATE)).toBe(staged)
  })
})

describe('activate.yml that fails between its writes', () => {
  const isOld = (github: LocalGitHub, old: ForeignKey) => storedText(github, LIVE) === old.hex

  it.each([
    ['the API Secret', 1, [API_KEY_ID]],
    ['the key', 2, [API_KEY_ID, API_KEY_SECRET]],
  ])(
    'at %s tells what is written, keeps the old key in its place, and is mended by a second run',
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

      // The monitor sees it: the old key with the new operator's access.
      const watched = await checkAccess({ github, ledger })
      expect(watched.conclusion).toBe('failure')

      const mended = await activate({ github, ledger })
      expect(mended.conclusion).toBe('success')
      expectInService(github, LIVE, rotation)
      expect((await checkAccess({ github, ledger })).conclusion).toBe('success')
    },
  )

  it('whose key is stored but whose staged secret cannot be deleted says so, and is mended by a second run', async () => {
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

  it('survives a fault that passes at each of its requests', async () => {
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
