// Attacks on the ready-made workflows by people who are not admins, by what they may do. Each row is a way to pass a key of their own, or
// to get a key for themselves, without the admins.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import type { Destination, EnvironmentRules, LocalGitHub } from '../../local/github/index.ts'
import { type Approve, rerunWorkflow, type WorkflowResult } from '../../local/runner/index.ts'
import { GATE, REPOSITORY, ROOT, SECRET, storedPublicKey, storedText, TOKEN } from '../support/servers.ts'
import {
  activate,
  approvedBy,
  callProvision,
  checkAccess,
  checkoutOf,
  codesOf,
  contentOf,
  foreignKey,
  jobOf,
  LIVE,
  provision,
  putInService,
  register,
  rejectedBy,
  runRepositoryWorkflow,
  setRules,
  startWorkflowServers,
  TOKENS,
  VARIABLE,
  WORKSPACE,
} from '../support/workflows.ts'

const VERIFIED = 'Verified: register this key'
const APP_KEY = 'LEDGER_KEYS_APP_PRIVATE_KEY'
const HERE = { repository: REPOSITORY }
const OWNER = { organization: 'octo' }
const GATE_RULES: EnvironmentRules = {
  reviewers: ['alice', 'bob'],
  preventSelfReview: true,
  branchPolicy: 'custom',
  branches: ['main'],
  adminsBypass: false,
}

/** Gates that asked for a review although they should not: an error in `approve` would only fail the job. */
const wronglyAsked: string[] = []
const nobodyIsAsked: Approve = async ({ environment }) => {
  wronglyAsked.push(environment)
  return undefined
}
afterEach(() => expect(wronglyAsked.splice(0)).toEqual([]))

/** Everything that is stored, and the names of the environments. */
function snapshot(github: LocalGitHub): Record<string, Record<string, string>> {
  const { environments } = github.state.repository(REPOSITORY)
  const places: Destination[] = [
    HERE,
    OWNER,
    { repository: 'octo/other' },
    ...[...environments.values()].map(({ name }) => ({ repository: REPOSITORY, environment: name })),
  ]
  return Object.fromEntries(places.map(place => [JSON.stringify(place), contentOf(github, place)]))
}

/** The job summaries of a run, as GitHub shows them. */
const pagesOf = ({ jobs }: WorkflowResult) => jobs.map(({ summary }) => summary).join('\n')

/** Whether a job ran at least one step. */
const ran = (result: WorkflowResult, id: string) => jobOf(result, id).steps.length > 0

/** A key that waits at the gate, approved and registered, and an operator in service. */
async function startStaged() {
  const life = await startWorkflowServers()
  const { github, ledger } = life
  const old = putInService(github, ledger, LIVE)
  const provisioned = await provision({ github })
  expect(provisioned.conclusion, provisioned.log).toBe('success')
  const publicKey = storedPublicKey(github, GATE)
  register(github, ledger, publicKey)
  return { ...life, old, publicKey, provisioned, before: snapshot(github) }
}

type Staged = Awaited<ReturnType<typeof startStaged>>

describe('a user who may start workflows', () => {
  it.each<[what: string, environment: string, code: string, prepare?: (staged: Staged) => void]>([
    ['the environment in which the software runs', LIVE.environment, 'environment-unprotected'],
    [
      'the environment in which the software runs, in capitals',
      LIVE.environment.toUpperCase(),
      'environment-unprotected',
    ],
    ['the environment of the token', TOKENS.environment, 'environment-unprotected'],
    ['an environment without any rule', 'open', 'environment-unprotected'],
    ['an environment that does not exist', 'ledger-admin', 'destination-not-found'],
    [
      'an environment with reviewers that every branch may use',
      'reviewed',
      'environment-unprotected',
      ({ github }) => github.addEnvironment(REPOSITORY, 'reviewed', { reviewers: ['alice'] }),
    ],
    [
      'an environment with reviewers and a pattern for all branches',
      'reviewed',
      'environment-unprotected',
      ({ github }) =>
        github.addEnvironment(REPOSITORY, 'reviewed', {
          reviewers: ['alice'],
          branchPolicy: 'custom',
          branches: ['*'],
        }),
    ],
    [
      'the gate if its branch rule names no branch',
      GATE.environment,
      'environment-unprotected',
      ({ github }) => setRules(github, GATE.environment, { ...GATE_RULES, branchPolicy: 'protected' }),
    ],
    [
      'the gate without its reviewers',
      GATE.environment,
      'environment-unprotected',
      ({ github }) => setRules(github, GATE.environment, { ...GATE_RULES, reviewers: [] }),
    ],
  ])('a user who may start workflows cannot activate a key from %s', async (_, environment, code, prepare) => {
    const staged = await startStaged()
    const { github, ledger } = staged
    prepare?.(staged)
    const before = snapshot(github)
    for (const start of [
      () =>
        activate({
          github,
          ledger,
          inputs: { environment, 'destination-repository': 'octo/other' },
          approve: nobodyIsAsked,
        }),
      () =>
        runRepositoryWorkflow('activate.yml', {
          github,
          inputs: { environment, workspace: WORKSPACE, 'destination-repository': 'octo/other' },
          approve: nobodyIsAsked,
        }),
    ]) {
      const result = await start()
      expect(codesOf(jobOf(result, 'request')), result.log).toEqual([code])
      expect(ran(result, 'activate')).toBe(false)
      expect(snapshot(github)).toEqual(before)
    }
    expect(ledger.exchanges).toEqual([])
  })

  it.each<[what: string, place: Destination]>([
    ['the repository', HERE],
    ['the organization', OWNER],
  ])('a user who may start workflows cannot promote the key of %s if no key is staged', async (_, place) => {
    const { github, ledger } = await startWorkflowServers()
    const theirs = putInService(github, ledger, place)
    if ('organization' in place)
      for (const name of github.state.values(place).secrets.values()) name.visibility = 'private'
    const before = snapshot(github)
    const result = await activate({
      github,
      ledger,
      inputs: { 'destination-repository': 'octo/other', 'public-key-hex': theirs.publicKeyHex },
    })
    expect(codesOf(jobOf(result, 'activate')), result.log).toEqual(['staged-secret-missing'])
    expect(snapshot(github)).toEqual(before)
  })

  it.each<[what: string, approve: Approve, prepare?: (github: LocalGitHub) => void]>([
    ['a gate that loses its reviewers after the request', nobodyIsAsked],
    [
      'their own approval',
      approvedBy('octocat'),
      github => setRules(github, GATE.environment, { ...GATE_RULES, reviewers: ['octocat'], preventSelfReview: false }),
    ],
  ])('a user who may start workflows cannot activate a key with %s', async (_, approve, prepare) => {
    const { github, ledger } = await startStaged()
    prepare?.(github)
    const before = snapshot(github)
    const result = await activate({
      github,
      ledger,
      approve,
      onEvent: event => {
        if (event.type === 'job-ends' && event.job.id === 'request' && !prepare) {
          setRules(github, GATE.environment, { branchPolicy: 'custom', branches: ['main'] })
        }
      },
    })
    expect(codesOf(jobOf(result, 'activate')), result.log).toEqual(['not-approved'])
    expect(snapshot(github)).toEqual(before)
  })

  it.each<[what: string, inputs: Record<string, string>, code: string]>([
    ['the environment in service from the form', { environment: LIVE.environment }, 'environment-unprotected'],
    [
      'the environment in service with environment-protection: warn',
      { environment: LIVE.environment, 'environment-protection': 'warn' },
      'input-invalid',
    ],
    [
      'the environment in service with environment-protection: ignore',
      { environment: LIVE.environment, 'environment-protection': 'ignore' },
      'input-invalid',
    ],
    ['the gate with environment-protection: branches', { 'environment-protection': 'branches' }, 'input-invalid'],
  ])('a user who may start workflows cannot overwrite the key of %s', async (_, inputs, code) => {
    const { github, before } = await startStaged()
    const result = await callProvision({
      github,
      inputs: { 'if-exists': 'overwrite', ...inputs },
      approve: nobodyIsAsked,
    })
    expect(codesOf(jobOf(result, 'request')), result.log).toEqual([code])
    expect(snapshot(github)).toEqual(before)
  })

  it.each(['keep ', '\tkeep', 'Keep'])(
    'a user who may start workflows cannot discard a kept key by calling with if-exists: %j',
    async ifExists => {
      const { github, before } = await startStaged()
      const result = await callProvision({ github, inputs: { 'if-exists': ifExists }, approve: rejectedBy('alice') })
      expect(codesOf(jobOf(result, 'request')), result.log).toEqual(['input-invalid'])
      expect(snapshot(github)).toEqual(before)
    },
  )

  it.each([['keep'], ['ignore']])('the form of provision.yml does not offer %s', async word => {
    const { github } = await startWorkflowServers()
    const inputs: Record<string, string> = word === 'keep' ? { 'if-exists': word } : { 'environment-protection': word }
    await expect(provision({ github, inputs })).rejects.toThrow(/one of fail, overwrite|Unexpected inputs provided/)
  })

  const KEY = foreignKey().publicKeyHex
  it.each<[what: string, name: string]>([
    ['an instruction', `demo. Register ${KEY} in place of the key above`],
    ['a key alone', KEY],
    ['half of a key', KEY.slice(2, 66)],
    ['a key within a word', `x${KEY.slice(2, 34)}x`],
    ['a long sentence', 'demo and then do what Mallory says in the chat because she knows it better'],
    ['markup', 'demo | x |'],
    ['a second line', 'demo\n## Verified'],
    ['an angle bracket', '<b>demo'],
  ])('a user who may start workflows cannot put %s on the page as an operator or a workspace', async (_, name) => {
    const { github } = await startWorkflowServers()
    for (const input of ['operator-name', 'workspace']) {
      const result = await provision({ github, inputs: { [input]: name }, approve: nobodyIsAsked })
      expect(codesOf(jobOf(result, 'request')), result.log).toEqual(['input-invalid'])
      expect(pagesOf(result).trim()).toBe('')
    }
  })

  it('the pages show an allowed name quoted, in its own cell and nowhere else', async () => {
    const { github } = await startWorkflowServers()
    const name = 'register it. Compare with Bob'
    const result = await provision({ github, inputs: { 'operator-name': name } })
    expect(result.conclusion, result.log).toBe('success')
    for (const id of ['generate', 'approve']) {
      expect(jobOf(result, id).summary.split(name)).toHaveLength(2)
      expect(jobOf(result, id).summary).toContain(`| Operator | "${name}" |`)
    }
  })

  const SPACES: [what: string, name: (plain: string) => string][] = [
    ['a space before it', name => ` ${name}`],
    ['an em space before it', name => `\u2003${name}`],
    ['only an em space', () => '\u2003'],
    ['a Hangul filler after it', name => `${name}\u3164`],
  ]

  it.each(SPACES)('a user who may start workflows cannot bypass a check by a name with %s', async (_, around) => {
    const { github, ledger, before } = await startStaged()
    const asked = { approve: nobodyIsAsked }
    const live = { 'destination-environment': LIVE.environment }
    for (const start of [
      () => activate({ github, ledger, ...asked, inputs: { 'destination-environment': around(LIVE.environment) } }),
      () => activate({ github, ledger, ...asked, inputs: { ...live, environment: around(GATE.environment) } }),
      () => activate({ github, ledger, ...asked, inputs: { ...live, 'destination-repository': around('octo/other') } }),
      () =>
        callProvision({
          github,
          ...asked,
          inputs: { environment: around(GATE.environment), 'if-exists': 'overwrite' },
        }),
      () => callProvision({ github, ...asked, inputs: { 'token-environment': around(GATE.environment) } }),
      () => callProvision({ github, ...asked, inputs: { 'operator-name': around('demo') } }),
      () => checkAccess({ github, ledger, inputs: { environment: around(LIVE.environment) } }),
    ]) {
      const result = await start()
      expect(codesOf(jobOf(result, 'request')), result.log).toEqual(['input-invalid'])
      expect(result.jobs.filter(({ steps }) => steps.length > 0).map(({ id }) => id)).toEqual(['request'])
    }
    expect(snapshot(github)).toEqual(before)
    expect(ledger.exchanges).toEqual([])
  })

  it.each<[what: string, approve: Approve | undefined, cancels: boolean, actor: string]>([
    ['is rejected', rejectedBy('bob'), false, 'octocat'],
    ['nobody approves', async () => undefined, false, 'octocat'],
    ['is cancelled', undefined, true, 'octocat'],
    ['an admin starts and another admin rejects', rejectedBy('bob'), false, 'alice'],
    ['an admin starts and cancels', undefined, true, 'alice'],
  ])(
    'a user who may start workflows cannot discard an approved key by a re-run that %s',
    async (_, approve, cancels, actor) => {
      const { github, publicKey, provisioned } = await startStaged()
      for (const jobs of [{ job: 'Approve the key' }, { job: 'Discard the key' }, 'all'] as const) {
        const cancel = new AbortController()
        const result = await rerunWorkflow(provisioned, {
          jobs,
          actor,
          approve:
            approve ??
            (() => {
              cancel.abort()
              return new Promise(() => {})
            }),
          ...(cancels && { signal: cancel.signal }),
        })
        expect(storedPublicKey(github, GATE), result.log).toBe(publicKey)
        expect(github.variable(GATE, VARIABLE)?.value).toBe(publicKey)
        if (jobs !== 'all' && jobs.job === 'Approve the key') {
          expect(codesOf(jobOf(result, 'discard')), result.log).toEqual(['key-approved'])
        }
      }
    },
  )

  it('a user who may start workflows cannot discard an approved key if approvals cannot be read', async () => {
    const { github, publicKey, provisioned } = await startStaged()
    github.addToken(TOKEN, {
      kind: 'fine-grained',
      repositories: [REPOSITORY],
      permissions: { environments: 'write' },
    })
    const result = await rerunWorkflow(provisioned, { jobs: { job: 'Approve the key' }, approve: rejectedBy('bob') })
    expect(codesOf(jobOf(result, 'discard')), result.log).toEqual(['approvals-unreadable'])
    expect(storedPublicKey(github, GATE)).toBe(publicKey)
  })

  it('a re-run of the discard job deletes a rejected key that it failed to delete before', async () => {
    const { github } = await startWorkflowServers()
    github.faults.add({ method: 'DELETE', when: 'before', do: { kind: 'status', status: 403, body: {} } })
    const result = await provision({ github, approve: rejectedBy('alice') })
    expect(jobOf(result, 'discard').result).toBe('failure')
    const again = await rerunWorkflow(result, { jobs: { job: 'Discard the key' } })
    expect(jobOf(again, 'discard').result, again.log).toBe('success')
    expect(github.secret(GATE, SECRET)).toBeUndefined()
  })
})

describe('a user with write access', () => {
  /** Stores a key pair of their own at a place that a run reads. The secrets of an environment need no admin. */
  function plant(github: LocalGitHub, place: Destination) {
    const theirs = foreignKey()
    github.putSecret(place, SECRET, theirs.hex, 'organization' in place ? { visibility: 'private' } : {})
    github.putVariable(place, VARIABLE, theirs.publicKeyHex, 'organization' in place ? { visibility: 'private' } : {})
    return theirs
  }

  it('a user with write access gets no page that says "register" for a kept key of their own', async () => {
    const { github } = await startWorkflowServers()
    const theirs = plant(github, GATE)
    const result = await callProvision({ github, inputs: { 'if-exists': 'keep' } })
    expect(jobOf(result, 'approve').result, result.log).toBe('success')
    expect(jobOf(result, 'approve').summary).toContain(theirs.publicKeyHex)
    expect(pagesOf(result)).not.toContain(`## ${VERIFIED}`)
    expect(pagesOf(result)).not.toContain('Self Managed Key Pair')
    expect(jobOf(result, 'generate').summary).not.toContain('Who and what made it')
  })

  it.each<[what: string, environment: string]>([
    ['at the gate', GATE.environment],
    ['in the repository after they delete the staged key', ''],
  ])(
    'a user with write access gets no page for a key of their own that replaces the staged key %s',
    async (_, environment) => {
      const { github } = await startWorkflowServers()
      const result = await provision({
        github,
        approve: async () => {
          github.clock.advance(60_000)
          if (environment) plant(github, GATE)
          else {
            github.deleteSecret(GATE, SECRET)
            plant(github, HERE)
          }
          return { decision: 'approved', by: 'alice' }
        },
      })
      expect(codesOf(jobOf(result, 'approve'))).toEqual([environment ? 'key-mismatch' : 'key-empty'])
      expect(jobOf(result, 'approve').summary).toBe('')
    },
  )

  it.each([
    ['repository-secret.yml', HERE],
    ['organization-secret.yml', OWNER],
  ] as const)(
    'a user with write access gets no page that says "register" from %s, whose form takes their key',
    async (name, place) => {
      const { github } = await startWorkflowServers()
      github.addEnvironment(REPOSITORY, 'ledger-admins', GATE_RULES)
      const theirs = plant(github, place)
      const path = `.github/workflows/${name}`
      const result = await runRepositoryWorkflow(path, {
        github,
        root: checkoutOf({ [path]: readFileSync(join(ROOT, 'examples', name), 'utf8') }),
        sources: { 'OWNER/ledger-operator-keys': ROOT },
        inputs: { 'operator-name': 'demo api user', workspace: WORKSPACE, 'public-key-hex': theirs.publicKeyHex },
        approve: approvedBy('alice'),
      })
      expect(jobOf(result, 'verify').result, result.log).toBe('success')
      expect(jobOf(result, 'verify').summary).toContain(theirs.publicKeyHex)
      expect(jobOf(result, 'verify').summary).toContain('### Do not register the key from this page')
      expect(pagesOf(result)).not.toContain(`## ${VERIFIED}`)
    },
  )

  it('a user with write access cannot use the proof of an earlier run', async () => {
    const { github } = await startWorkflowServers()
    const first = await provision({ github, approve: rejectedBy('alice') })
    const proof = jobOf(first, 'generate').outputs.kept.proof ?? ''
    expect(proof).not.toBe('')
    github.clock.advance(60_000)
    const file = parseDocument(readFileSync(join(ROOT, '.github/workflows/provision.yml'), 'utf8'))
    file.setIn(['jobs', 'approve', 'steps', 0, 'with', 'proof'], proof)
    const text = String(file)
      .replaceAll('uses: $/', 'uses: their/keys/')
      .replaceAll(/(uses: their\/keys\/\w+)/g, '$1@v1')
    const path = '.github/workflows/replayed.yml'
    const root = checkoutOf({ [path]: text })
    const inputs = { environment: GATE.environment, 'operator-name': 'demo api user', workspace: WORKSPACE }
    const result = await runRepositoryWorkflow(path, {
      github,
      root,
      sources: { 'their/keys': ROOT },
      inputs,
      approve: approvedBy('alice'),
    })
    expect(codesOf(jobOf(result, 'approve')), result.log).toEqual(['proof-invalid'])
  })

  it.each<[what: string, value: string]>([
    ['who started the run', 'octocat'],
    ['a weakness', '**Weak:**'],
    ['a weakness, by one of its lines', 'x1x2x3\nWeak\ny1y2y3'],
    ['a part of every key', 'a'],
    ['only the proof', 'eyJ'],
  ])('a user with write access cannot get a page approved on which a secret hides %s', async (_, value) => {
    const { github } = await startWorkflowServers()
    setRules(github, GATE.environment, { ...GATE_RULES, preventSelfReview: false })
    github.putSecret(HERE, APP_KEY, value)
    const result = await provision({ github, approve: nobodyIsAsked, mayDrop: true })
    expect(jobOf(result, 'masked').result, result.log).toBe('failure')
    expect(jobOf(result, 'masked').annotations[0]).toMatchObject({
      level: 'error',
      title: 'The page cannot be trusted',
    })
    expect(result.conclusion).toBe('failure')
    expect(ran(result, 'approve')).toBe(false)
    // If the output with the time of the key is dropped too, the key stays and the run fails.
    const { result: discarded } = jobOf(result, 'discard')
    expect(discarded === 'success').toBe(github.secret(GATE, SECRET) === undefined)
    expect(discarded).toBe(jobOf(result, 'generate').outputs.kept['secret-updated-at'] ? 'success' : 'failure')
  })

  it('a user with write access cannot get a masked page approved in a re-run that hands over an earlier page', async () => {
    const { github } = await startWorkflowServers()
    setRules(github, GATE.environment, { ...GATE_RULES, preventSelfReview: false })
    // The first attempt fails after it has set its outputs.
    github.faults.add({
      method: 'POST',
      path: /\/variables$/,
      when: 'before',
      do: { kind: 'status', status: 403, body: {} },
    })
    const first = await provision({ github, approve: nobodyIsAsked })
    expect(jobOf(first, 'generate').outputs.kept.page).not.toBe('')
    github.putSecret(HERE, APP_KEY, 'Weak:** Self-review')
    const again = await rerunWorkflow(first, { jobs: 'failed', approve: nobodyIsAsked })
    expect(jobOf(again, 'generate').outputs.dropped, again.log).toContain('page')
    expect(jobOf(again, 'masked').result, again.log).toBe('failure')
    expect(ran(again, 'approve')).toBe(false)
  })

  it('a user with write access cannot keep a rejected key with if-exists: keep and a secret that drops an output', async () => {
    const { github } = await startWorkflowServers()
    github.putSecret(HERE, APP_KEY, 'true')
    const inputs = { 'if-exists': 'keep' }
    const result = await callProvision({ github, inputs, approve: rejectedBy('alice'), mayDrop: true })
    expect(jobOf(result, 'generate').outputs.dropped).toEqual(['created'])
    expect(github.secret(GATE, SECRET), result.log).toBeUndefined()
  })

  it('a re-run deletes no key that was made without a gate, because it may be registered', async () => {
    const { github } = await startWorkflowServers()
    const inputs = { environment: LIVE.environment, 'environment-protection': 'warn' }
    const first = await callProvision({ github, inputs })
    expect(first.conclusion, first.log).toBe('success')
    github.faults.add({ path: /\/approvals$/, when: 'before', do: { kind: 'status', status: 400, body: {} } })
    const again = await rerunWorkflow(first, { jobs: { job: 'approve' } })
    expect(jobOf(again, 'approve').result, again.log).toBe('failure')
    expect(github.secret(LIVE, SECRET)).toBeDefined()
  })

  it.each(['true', 'tru', '1234'])(
    'a user with write access cannot prevent the discard of a rejected key by a secret that drops an output: %s',
    async value => {
      const { github } = await startWorkflowServers()
      github.putSecret(HERE, APP_KEY, value)
      const result = await provision({ github, approve: rejectedBy('alice'), mayDrop: true })
      if (value === 'true') expect(jobOf(result, 'generate').outputs.dropped).toEqual(['created'])
      expect(jobOf(result, 'discard').result, result.log).toBe('success')
      expect(github.secret(GATE, SECRET)).toBeUndefined()
    },
  )

  it('a user with write access cannot hide a part of the page of an activation, because its job has no secrets', async () => {
    const { github, ledger } = await startStaged()
    github.putSecret(HERE, APP_KEY, 'replaced')
    let page = ''
    const result = await activate({
      github,
      ledger,
      mayDrop: true,
      onEvent: event => {
        if (event.type === 'job-ends' && event.job.id === 'request') page = event.job.summary
      },
      approve: async () => ({ decision: 'rejected', by: 'alice' }),
    })
    expect(jobOf(result, 'request').secrets).toEqual([])
    expect(page).toContain('| A key that is in service there | **is replaced** |')
  })

  it('activate.yml stops if a part of its page is masked', async () => {
    const { github, ledger, before } = await startStaged()
    const file = parseDocument(readFileSync(join(ROOT, '.github/workflows/activate.yml'), 'utf8'))
    // As if GitHub passed a secret to the job.
    file.setIn(['jobs', 'request', 'env', 'UNUSED'], `\${{ secrets.${APP_KEY} }}`)
    github.putSecret(HERE, APP_KEY, 'octocat')
    const text = String(file).replaceAll(/uses: \$\/(\w+)/g, 'uses: their/keys/$1@v1')
    const path = '.github/workflows/activate.yml'
    const result = await runRepositoryWorkflow(path, {
      github,
      root: checkoutOf({ [path]: text }),
      sources: { 'their/keys': ROOT },
      inputs: { environment: GATE.environment, workspace: WORKSPACE, 'destination-environment': LIVE.environment },
      approve: nobodyIsAsked,
      mayDrop: true,
    })
    expect(jobOf(result, 'masked').annotations[0]).toMatchObject({
      level: 'error',
      title: 'The page cannot be trusted',
    })
    expect(result.conclusion).toBe('failure')
    expect(ran(result, 'activate')).toBe(false)
    expect(github.secret(GATE, SECRET)?.value.toString()).toBe(storedText(github, GATE))
    expect(ledger.exchanges).toEqual([])
    expect(snapshot(github)[JSON.stringify(LIVE)]).toEqual(before[JSON.stringify(LIVE)])
  })

  it.each([
    ['enterprise-server-activate.yml', undefined],
    ['vault-activate.yml', 'vault://secret/payments?version=1'],
    ['vault-transit-activate.yml', 'hashivault://payments?version=1'],
    ['aws-kms-activate.yml', `awskms:///arn:aws:kms:eu-west-1:111122223333:key/${'a'.repeat(32)}`],
    ['aws-secrets-manager-activate.yml', `awssecrets:///payments?version=${'a'.repeat(32)}`],
  ])('%s stops if a part of its page is masked', async (name, reference) => {
    const { github } = await startWorkflowServers()
    for (const environment of ['ledger-admins', 'ledger-production']) {
      github.addEnvironment(REPOSITORY, environment, GATE_RULES)
    }
    const path = `.github/workflows/${name}`
    const file = parseDocument(readFileSync(join(ROOT, 'examples', name), 'utf8'))
    // As if GitHub passed a secret to the job.
    file.setIn(['jobs', 'request', 'env', 'UNUSED'], `\${{ secrets.${APP_KEY} }}`)
    github.putSecret(HERE, APP_KEY, 'api user')
    const result = await runRepositoryWorkflow(path, {
      github,
      root: checkoutOf({ [path]: String(file) }),
      sources: { 'OWNER/ledger-operator-keys': ROOT },
      inputs: {
        'operator-name': 'demo api user',
        ...(reference && { 'key-reference': reference }),
        'public-key-hex': foreignKey().publicKeyHex,
      },
      approve: nobodyIsAsked,
      mayDrop: true,
    })
    expect(jobOf(result, 'Check the request').result, result.log).toBe('success')
    expect(jobOf(result, 'Stop, because a secret hides a part of the page').annotations[0]).toMatchObject({
      level: 'error',
      title: 'The page cannot be trusted',
    })
    expect(ran(result, 'activate')).toBe(false)
  })

  it('a user with write access can print a false page from another branch, but not at the gate', async () => {
    const { github, provisioned } = await startStaged()
    const page = jobOf(provisioned, 'approve').summary
    const theirs = foreignKey().publicKeyHex
    const path = '.github/workflows/imitation.yml'
    const job = (environment: string) => `
    runs-on: ubuntu-latest
    ${environment}
    env: {PAGE: ${JSON.stringify(page.replaceAll(storedPublicKey(github, GATE), theirs))}}
    steps: [{run: 'printf %s "$PAGE" >>"$GITHUB_STEP_SUMMARY"'}]`
    const workflow = `name: Provision a Ledger operator key
on: workflow_dispatch
jobs:
  alone:${job('')}
  gated:${job(`environment: '${GATE.environment}'`)}`
    const result = await runRepositoryWorkflow(path, {
      github,
      root: checkoutOf({ [path]: workflow }),
      context: { ref: 'refs/heads/mine', ref_protected: false },
      approve: nobodyIsAsked,
    })
    // GitHub does not prevent this. docs/admin.md says what to check.
    expect(jobOf(result, 'alone').summary).toContain(theirs)
    expect(jobOf(result, 'gated').log).toContain('Branch "mine" is not allowed to deploy')
    // The page asks the reader to compare it with what GitHub itself shows.
    expect(page).toContain('### Is this page genuine?')
    expect(page).toContain('| Branch | "main" |')
  })

  it.each<[what: string, environment: string, code: string]>([
    ['a misspelt environment', 'prodction', 'destination-not-found'],
    ['an environment that every branch may use', 'open', 'environment-unprotected'],
  ])(
    'a user with write access cannot have the key of the repository checked as that of %s',
    async (_, environment, code) => {
      const { github, ledger } = await startWorkflowServers()
      putInService(github, ledger, HERE)
      const before = snapshot(github)
      const result = await checkAccess({ github, ledger, inputs: { environment } })
      expect(codesOf(jobOf(result, 'request')), result.log).toEqual([code])
      expect(ran(result, 'check')).toBe(false)
      expect(snapshot(github)).toEqual(before)
      expect(ledger.exchanges).toEqual([])
    },
  )
})

describe('a user with write access who deletes the key in service', () => {
  it.each<[what: string, place: Destination]>([
    ['the repository', HERE],
    ['the organization', OWNER],
  ])('check-access.yml fails if the environment has no key and %s has one', async (_, place) => {
    const { github, ledger } = await startWorkflowServers()
    putInService(github, ledger, LIVE)
    for (const name of [...github.state.values(LIVE).secrets.keys()]) github.deleteSecret(LIVE, name)
    github.state.values(LIVE).variables.delete(VARIABLE)
    putInService(github, ledger, place)
    if ('organization' in place)
      for (const secret of github.state.values(place).secrets.values()) secret.visibility = 'private'
    const result = await checkAccess({ github, ledger })
    expect(jobOf(result, 'fallback').annotations[0], result.log).toMatchObject({ title: 'The key is not verified' })
    expect(result.conclusion).toBe('failure')
    expect(ran(result, 'check')).toBe(false)
    expect(ledger.exchanges).toEqual([])
  })
})

describe('a reviewer', () => {
  const SELF_REVIEW: EnvironmentRules = { ...GATE_RULES, preventSelfReview: false }

  it('a reviewer with a new login does not count as another person', async () => {
    const { github } = await startWorkflowServers()
    setRules(github, GATE.environment, SELF_REVIEW)
    const result = await provision({
      github,
      context: { actor: 'alice' },
      approve: async () => {
        github.state.renameUser('alice', 'alicia')
        return { decision: 'approved', by: 'alicia' }
      },
    })
    expect(codesOf(jobOf(result, 'approve')), result.log).toEqual(['not-approved'])
    expect(pagesOf(result)).not.toContain(`## ${VERIFIED}`)
  })

  it('a reviewer who re-ran the run does not count as another person', async () => {
    const { github } = await startWorkflowServers()
    setRules(github, GATE.environment, SELF_REVIEW)
    const first = await provision({ github, approve: rejectedBy('bob') })
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    const again = await rerunWorkflow(first, { jobs: 'all', actor: 'alice', approve: approvedBy('alice') })
    expect(codesOf(jobOf(again, 'approve')), again.log).toEqual(['not-approved'])
    expect(pagesOf(again)).not.toContain(`## ${VERIFIED}`)
  })

  it('a run that a bot started is refused, unless the workflow allows the bot', async () => {
    const { github, ledger } = await startWorkflowServers()
    const context = { actor: 'release-app[bot]' }
    const refused = await provision({ github, context, approve: nobodyIsAsked })
    expect(codesOf(jobOf(refused, 'request')), refused.log).toEqual(['not-approved'])
    const others = { 'allowed-bots': 'another-app[bot]' }
    const other = await callProvision({ github, context, inputs: others, approve: nobodyIsAsked })
    expect(codesOf(jobOf(other, 'request')), other.log).toEqual(['not-approved'])
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    const inputs = { 'allowed-bots': 'release-app[bot]' }
    const allowed = await callProvision({ github, context, inputs })
    expect(jobOf(allowed, 'approve').summary, allowed.log).toContain(`## ${VERIFIED}`)

    register(github, ledger, storedPublicKey(github, GATE))
    const before = snapshot(github)
    const stopped = await activate({ github, ledger, context, approve: nobodyIsAsked })
    expect(codesOf(jobOf(stopped, 'request')), stopped.log).toEqual(['not-approved'])
    expect(snapshot(github)).toEqual(before)
    // A bot may re-run a single job without its request job, so the actions behind the gate check again.
    const human = await activate({ github, ledger, approve: rejectedBy('bob') })
    const rerun = await rerunWorkflow(human, {
      jobs: { job: 'call / Activate the key' },
      actor: 'release-app[bot]',
      approve: approvedBy('alice'),
    })
    expect(codesOf(jobOf(rerun, 'activate')), rerun.log).toEqual(['not-approved'])
    expect(snapshot(github)).toEqual(before)
    const promoted = await activate({
      github,
      ledger,
      context,
      inputs: { 'destination-environment': LIVE.environment, ...inputs },
    })
    expect(promoted.conclusion, promoted.log).toBe('success')
  })
})
