// The ready-made workflows, attacked by people who are not admins. Each describe is one of them, each row a way to get a key of theirs, or a
// key for themselves, past the admins.
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
  branchPolicy: 'protected',
  adminsBypass: false,
}

/** Gates that asked somebody although nobody should be asked: an error in there would only fail the job. */
const wronglyAsked: string[] = []
const nobodyIsAsked: Approve = async ({ environment }) => {
  wronglyAsked.push(environment)
  return undefined
}
afterEach(() => expect(wronglyAsked.splice(0)).toEqual([]))

/** Everything that is stored anywhere, and which environments there are. */
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

/** The pages of a run, as its page on GitHub shows them. */
const pagesOf = ({ jobs }: WorkflowResult) => jobs.map(({ summary }) => summary).join('\n')

/** Whether a job ran, by what its runner was handed. */
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

describe('someone who may start workflows', () => {
  it.each<[what: string, environment: string, code: string, prepare?: (staged: Staged) => void]>([
    ['the environment in which the software runs', LIVE.environment, 'environment-unprotected'],
    ['the same in capitals', LIVE.environment.toUpperCase(), 'environment-unprotected'],
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
      'an environment with reviewers for all branches of a pattern',
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
      'the gate, for protected branches of which there are none',
      GATE.environment,
      'environment-unprotected',
      ({ github }) => github.state.setBranch(REPOSITORY, 'main', false),
    ],
    [
      'the gate without its reviewers',
      GATE.environment,
      'environment-unprotected',
      ({ github }) => setRules(github, GATE.environment, { ...GATE_RULES, reviewers: [] }),
    ],
  ])('cannot activate a key from %s', async (_, environment, code, prepare) => {
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
  ])('cannot have the key of %s promoted in place of one that is not staged', async (_, place) => {
    const { github, ledger } = await startWorkflowServers()
    const theirs = putInService(github, ledger, place)
    if ('organization' in place)
      for (const name of github.state.vault(place).secrets.values()) name.visibility = 'private'
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
    ['a gate that is switched off after the request', nobodyIsAsked],
    [
      'their own approval',
      approvedBy('octocat'),
      github => setRules(github, GATE.environment, { ...GATE_RULES, reviewers: ['octocat'], preventSelfReview: false }),
    ],
  ])('cannot activate a key with %s', async (_, approve, prepare) => {
    const { github, ledger } = await startStaged()
    prepare?.(github)
    const before = snapshot(github)
    const result = await activate({
      github,
      ledger,
      approve,
      onEvent: event => {
        if (event.type === 'job-ends' && event.job.id === 'request' && !prepare) {
          setRules(github, GATE.environment, { branchPolicy: 'protected' })
        }
      },
    })
    expect(codesOf(jobOf(result, 'activate')), result.log).toEqual(['not-approved'])
    expect(snapshot(github)).toEqual(before)
  })

  it.each<[what: string, inputs: Record<string, string>, code: string]>([
    ['the environment in service, by hand', { environment: LIVE.environment }, 'environment-unprotected'],
    [
      'the environment in service, with warn',
      { environment: LIVE.environment, 'environment-protection': 'warn' },
      'input-invalid',
    ],
    [
      'the environment in service, with ignore',
      { environment: LIVE.environment, 'environment-protection': 'ignore' },
      'input-invalid',
    ],
    ['the gate, with branches', { 'environment-protection': 'branches' }, 'input-invalid'],
  ])('cannot overwrite the key of %s', async (_, inputs, code) => {
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
    'cannot have a key discarded that a run has kept, by a caller that writes %j',
    async ifExists => {
      const { github, before } = await startStaged()
      const result = await callProvision({ github, inputs: { 'if-exists': ifExists }, approve: rejectedBy('alice') })
      expect(codesOf(jobOf(result, 'request')), result.log).toEqual(['input-invalid'])
      expect(snapshot(github)).toEqual(before)
    },
  )

  it.each([['keep'], ['ignore']])('has no %s in the form', async word => {
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
  ])('cannot write on the page by the name of an operator or a workspace: %s', async (_, name) => {
    const { github } = await startWorkflowServers()
    for (const input of ['operator-name', 'workspace']) {
      const result = await provision({ github, inputs: { [input]: name }, approve: nobodyIsAsked })
      expect(codesOf(jobOf(result, 'request')), result.log).toEqual(['input-invalid'])
      expect(pagesOf(result).trim()).toBe('')
    }
  })

  it('sees a name that is allowed in a cell of its own, quoted, and nowhere else', async () => {
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
    ['a tab after it', name => `${name}\t`],
    ['a no-break space before it', name => `\u00a0${name}`],
    ['a byte order mark after it', name => `${name}\ufeff`],
    ['an em space before it', name => `\u2003${name}`],
    ['nothing but an em space', () => '\u2003'],
    ['nothing but a no-break space', () => '\u00a0'],
    ['a zero width joiner in it', name => `${name.slice(0, 3)}\u200d${name.slice(3)}`],
    ['a Hangul filler after it', name => `${name}\u3164`],
  ]

  it.each(SPACES)('cannot get past a check by a name with %s', async (_, around) => {
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
    ['an admin starts and another rejects', rejectedBy('bob'), false, 'alice'],
    ['an admin starts and cancels', undefined, true, 'alice'],
  ])('cannot discard an approved key by a re-run that %s', async (_, approve, cancels, actor) => {
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
  })

  it('cannot discard an approved key even if the record of approvals cannot be read', async () => {
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

  it('leaves a rejected key that could not be discarded to a re-run of that job', async () => {
    const { github } = await startWorkflowServers()
    github.faults.add({ method: 'DELETE', when: 'before', do: { kind: 'status', status: 403, body: {} } })
    const result = await provision({ github, approve: rejectedBy('alice') })
    expect(jobOf(result, 'discard').result).toBe('failure')
    const again = await rerunWorkflow(result, { jobs: { job: 'Discard the key' } })
    expect(jobOf(again, 'discard').result, again.log).toBe('success')
    expect(github.secret(GATE, SECRET)).toBeUndefined()
  })
})

describe('someone with write access', () => {
  /** Puts a pair of their own where a run looks for it; an environment's secrets need no admin. */
  function plant(github: LocalGitHub, place: Destination) {
    const theirs = foreignKey()
    github.putSecret(place, SECRET, theirs.hex, 'organization' in place ? { visibility: 'private' } : {})
    github.putVariable(place, VARIABLE, theirs.publicKeyHex, 'organization' in place ? { visibility: 'private' } : {})
    return theirs
  }

  it('gets no page that says "register" for a pair of their own that is kept', async () => {
    const { github } = await startWorkflowServers()
    const theirs = plant(github, GATE)
    const result = await callProvision({ github, inputs: { 'if-exists': 'keep' } })
    expect(jobOf(result, 'approve').result, result.log).toBe('success')
    expect(jobOf(result, 'approve').summary).toContain(theirs.publicKeyHex)
    expect(pagesOf(result)).not.toContain(`## ${VERIFIED}`)
    expect(pagesOf(result)).not.toContain('What to do at Ledger')
    expect(jobOf(result, 'generate').summary).not.toContain('Who and what made it')
  })

  it.each<[what: string, environment: string]>([
    ['at the gate', GATE.environment],
    ['at the repository, after they have deleted the staged one', ''],
  ])('gets no page for a pair of their own that replaces the staged one %s', async (_, environment) => {
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
  })

  it.each([
    ['repository-secret.yml', HERE],
    ['organization-secret.yml', OWNER],
  ] as const)('gets no page that says "register" from %s, where they type the key themselves', async (name, place) => {
    const { github } = await startWorkflowServers()
    github.addEnvironment(REPOSITORY, 'ledger-admins', GATE_RULES)
    const theirs = plant(github, place)
    const path = `.github/workflows/${name}`
    const result = await runRepositoryWorkflow(path, {
      github,
      root: checkoutOf({ [path]: readFileSync(join(ROOT, 'examples', name), 'utf8') }),
      sources: { 'OWNER/ledger-operator-keys': ROOT },
      inputs: { 'public-key-hex': theirs.publicKeyHex },
      approve: approvedBy('alice'),
    })
    expect(jobOf(result, 'verify').result, result.log).toBe('success')
    expect(jobOf(result, 'verify').summary).toContain(theirs.publicKeyHex)
    expect(jobOf(result, 'verify').summary).toContain('### Do not register the key from this page')
    expect(pagesOf(result)).not.toContain(`## ${VERIFIED}`)
  })

  it('cannot have the proof of an earlier run count', async () => {
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
    ['hides the starter', 'octocat'],
    ['hides what is weak', '**Weak:**'],
    ['hides what is weak, among other lines', 'x1x2x3\nWeak\ny1y2y3'],
    ['hides a part of every key', 'a'],
    ['hides the operator', 'demo api user'],
    ['hides a branch', 'main'],
    ['hides the proof alone', 'eyJ'],
  ])('cannot have a page approved of which a secret %s', async (_, value) => {
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
    // The time of the key may be dropped as well: then the key stays, and the run says so.
    const { result: discarded } = jobOf(result, 'discard')
    expect(discarded === 'success').toBe(github.secret(GATE, SECRET) === undefined)
    expect(discarded).toBe(jobOf(result, 'generate').outputs.kept['secret-updated-at'] ? 'success' : 'failure')
  })

  it.each(['true', 'tru', '1234'])(
    'cannot keep a rejected key from being discarded by a secret that drops an output: %s',
    async value => {
      const { github } = await startWorkflowServers()
      github.putSecret(HERE, APP_KEY, value)
      const result = await provision({ github, approve: rejectedBy('alice'), mayDrop: true })
      if (value === 'true') expect(jobOf(result, 'generate').outputs.dropped).toEqual(['created'])
      expect(jobOf(result, 'discard').result, result.log).toBe('success')
      expect(github.secret(GATE, SECRET)).toBeUndefined()
    },
  )

  it('cannot hide a part of the page of an activation: its job has no secrets', async () => {
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

  it('stops an activation whose page does not arrive whole', async () => {
    const { github, ledger, before } = await startStaged()
    const file = parseDocument(readFileSync(join(ROOT, '.github/workflows/activate.yml'), 'utf8'))
    // As if GitHub handed the job a secret after all.
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

  it('can print the verified page in a workflow on another branch, and cannot have it wait for a review', async () => {
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
    // This much GitHub does not prevent: docs/admin.md says what to look at.
    expect(jobOf(result, 'alone').summary).toContain(theirs)
    expect(jobOf(result, 'gated').log).toContain('Branch "mine" is not allowed to deploy')
    // What the page asks the reader to compare with GitHub's own parts of the page.
    expect(page).toContain('### Is this page genuine?')
    expect(page).toContain('| Branch | "main" |')
  })

  it.each<[what: string, environment: string, code: string]>([
    ['a misspelt environment', 'prodction', 'destination-not-found'],
    ['an environment that every branch may use', 'open', 'environment-unprotected'],
  ])('cannot have the key of the repository checked as that of %s', async (_, environment, code) => {
    const { github, ledger } = await startWorkflowServers()
    putInService(github, ledger, HERE)
    const before = snapshot(github)
    const result = await checkAccess({ github, ledger, inputs: { environment } })
    expect(codesOf(jobOf(result, 'request')), result.log).toEqual([code])
    expect(ran(result, 'check')).toBe(false)
    expect(snapshot(github)).toEqual(before)
    expect(ledger.exchanges).toEqual([])
  })
})

describe('someone with write access who deletes the key in service', () => {
  it.each<[what: string, place: Destination]>([
    ['the repository', HERE],
    ['the organization', OWNER],
  ])('cannot have the key of %s checked in its stead', async (_, place) => {
    const { github, ledger } = await startWorkflowServers()
    putInService(github, ledger, LIVE)
    for (const name of [...github.state.vault(LIVE).secrets.keys()]) github.deleteSecret(LIVE, name)
    github.state.vault(LIVE).variables.delete(VARIABLE)
    putInService(github, ledger, place)
    if ('organization' in place)
      for (const secret of github.state.vault(place).secrets.values()) secret.visibility = 'private'
    const result = await checkAccess({ github, ledger })
    expect(jobOf(result, 'fallback').annotations[0], result.log).toMatchObject({ title: 'The key is not verified' })
    expect(result.conclusion).toBe('failure')
    expect(ran(result, 'check')).toBe(false)
    expect(ledger.exchanges).toEqual([])
  })
})

describe('a reviewer', () => {
  const SELF_REVIEW: EnvironmentRules = { ...GATE_RULES, preventSelfReview: false }

  it('is not another person under a new login', async () => {
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

  it('is not another person than the one who runs it again', async () => {
    const { github } = await startWorkflowServers()
    setRules(github, GATE.environment, SELF_REVIEW)
    const first = await provision({ github, approve: rejectedBy('bob') })
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    const again = await rerunWorkflow(first, { jobs: 'all', actor: 'alice', approve: approvedBy('alice') })
    expect(codesOf(jobOf(again, 'approve')), again.log).toEqual(['not-approved'])
    expect(pagesOf(again)).not.toContain(`## ${VERIFIED}`)
  })

  it('is not another person than the bot that they have start the run, unless the workflow allows that bot', async () => {
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
    // Behind the gate the actions decide for themselves: a job may be re-run alone, by a bot, after its request was checked.
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
