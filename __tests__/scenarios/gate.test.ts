// What each action requires at the gate: an approval, by another person, of this run's key.
import { describe, expect, it } from 'vitest'
import type { LocalGitHub } from '../../local/github/index.ts'
import type { ActionRun } from '../../local/runner/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { signProof } from '../../src/key/proof.ts'
import { expectNothingChanged, failureOf, generate, type Inputs, run } from '../support/run-action.ts'
import { GATE, JOB_TOKEN, REPOSITORY, SECRET, startTestGitHub, storedText, TOKEN } from '../support/servers.ts'

const RUN_ID = 4711
const STARTER = 'octocat'
const LIVE = { repository: REPOSITORY, environment: 'open' }

interface Review {
  user?: string
  environment?: string
  state?: 'approved' | 'rejected'
}

/** A GitHub with the run and its reviews: by Alice, of the gate, unless a review differs. */
async function startGate(...reviews: Review[]) {
  const github = await startTestGitHub()
  const complete = reviews.map(({ user = 'alice', environment = GATE.environment, state = 'approved' as const }) => ({
    user,
    environment,
    state,
    comment: '',
  }))
  github.addRun(REPOSITORY, RUN_ID, complete, { actor: STARTER })
  return github
}

type Gate = Awaited<ReturnType<typeof startGate>>

/** The runner's context for a job of that run. */
function job(github: Gate, more: ActionRun['github'] = {}): Pick<ActionRun, 'github'> {
  const actor = more?.actor ?? STARTER
  const id = github.state.users.get(actor).id
  return { github: { run_id: String(RUN_ID), actor, actor_id: String(id), triggering_actor: actor, ...more } }
}

/** Generates a key in this run. @returns what a job behind the gate passes to verify */
async function madeKey(github: Gate, more: Inputs = {}) {
  const { outputs } = await generate(github, { 'operator-name': 'payments', ...more }, job(github))
  const inputs: Inputs = {
    'private-key': storedText(github, GATE),
    'public-key-hex': outputs['public-key-hex'] ?? '',
    proof: outputs.proof ?? '',
    'operator-name': 'payments',
    environment: GATE.environment,
    approval: 'require',
  }
  return { outputs, inputs }
}

const verify = (github: Gate, inputs: Inputs, more?: ActionRun['github']) =>
  run('verify', github, inputs, { ...job(github, more), secrets: { KEY: inputs['private-key'] ?? '' } })

const REGISTER = '## Verified: register this key'

describe('verify', () => {
  it('verify says to register a key that this run made and other people approved', async () => {
    const github = await startGate({}, { user: 'bob' })
    const { inputs } = await madeKey(github)
    const result = await verify(github, inputs)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.summary).toContain(REGISTER)
    expect(result.outputs['approved-by']).toBe('alice,bob')
  })

  it('verify says to register a key in a re-run by a person who did not approve it', async () => {
    const github = await startGate({})
    const { inputs } = await madeKey(github)
    github.state.rerun(REPOSITORY, RUN_ID, 'bob')
    const result = await verify(github, inputs, { run_attempt: '2', triggering_actor: 'bob' })
    expect(result.summary).toContain(REGISTER)
  })

  it.each<[what: string, reviews: Review[], more: Inputs, job: ActionRun['github']]>([
    ['no proof was given', [{}], { proof: '' }, {}],
    ['no environment was given', [{}], { environment: '' }, {}],
    ['the key was not compared', [{}], { 'public-key-hex': '' }, {}],
    ['the approvals were not read', [{}], { approval: 'ignore' }, {}],
    ['nobody approved', [], { approval: 'warn' }, {}],
    ['only the starter approved', [{ user: STARTER }], { approval: 'warn' }, {}],
    ['another environment was approved', [{ environment: 'open' }], { approval: 'warn' }, {}],
    ['a bot started the run', [{}], { approval: 'warn' }, { actor: 'ci[bot]' }],
  ])('verify does not say to register a key if %s', async (_, reviews, more, context) => {
    const github = await startGate(...reviews)
    const { inputs } = await madeKey(github)
    const result = await verify(github, { ...inputs, ...more }, context)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.summary).not.toContain(REGISTER)
    expect(result.summary).not.toContain('Self Managed')
    expect(result.summary).toContain('### Do not register the key from this page')
  })

  it.each<[what: string, reviews: Review[], context: ActionRun['github'], more: Inputs, code: string]>([
    ['nobody approved', [], {}, {}, 'not-approved'],
    ['a person rejected', [{ state: 'rejected' }], {}, {}, 'not-approved'],
    ['only the starter approved', [{ user: STARTER }], {}, {}, 'not-approved'],
    ['another environment was approved', [{ environment: 'open' }], {}, {}, 'not-approved'],
    ['a bot started the run', [{}], { actor: 'ci[bot]' }, {}, 'not-approved'],
    [
      'a bot that is not allowed started the run',
      [{}],
      { actor: 'ci[bot]' },
      { 'allowed-bots': 'cd[bot]' },
      'not-approved',
    ],
    ['a bot re-ran the run', [{}], { run_attempt: '2', triggering_actor: 'ci[bot]' }, {}, 'not-approved'],
    ['`allowed-bots` contains a person', [{}], {}, { 'allowed-bots': 'octocat' }, 'input-invalid'],
  ])('verify fails with approval: require if %s', async (_, reviews, context, more, code) => {
    const github = await startGate(...reviews)
    const { inputs } = await madeKey(github)
    const result = await verify(github, { ...inputs, ...more }, context)
    expect([failureOf(result).code, result.outputs, result.summary]).toEqual([code, {}, ''])
  })

  it('verify accepts the approval of a run that an allowed bot started', async () => {
    const github = await startGate({})
    const { inputs } = await madeKey(github)
    const result = await verify(github, { ...inputs, 'allowed-bots': 'CI[bot]' }, { actor: 'ci[bot]' })
    expect(result.summary).toContain(REGISTER)
  })

  it('verify identifies who started the run by user id, not by login', async () => {
    const github = await startGate({ user: STARTER })
    const { inputs } = await madeKey(github)
    const context = job(github).github
    github.state.renameUser(STARTER, 'mallory')
    const result = await verify(github, inputs, { ...context, actor: STARTER })
    expect(failureOf(result).code).toBe('not-approved')
  })

  it('verify identifies who re-ran the run by user id, not by login', async () => {
    const github = await startGate({ user: 'alice' })
    const { inputs } = await madeKey(github)
    github.state.rerun(REPOSITORY, RUN_ID, 'alice')
    // The runner shows the login of who started the run, which Alice has taken over.
    const result = await verify(github, inputs, { run_attempt: '2', triggering_actor: STARTER })
    expect(failureOf(result).code).toBe('not-approved')
  })

  it.each<[what: string, more: Inputs, context: ActionRun['github']]>([
    ['a proof of another operator', { 'operator-name': 'treasury' }, {}],
    ['a proof of another workspace', { workspace: 'minivault' }, {}],
    ['a proof of another environment', { environment: 'open', approval: 'ignore' }, {}],
    ['a proof of another run', { approval: 'ignore' }, { run_id: '4712' }],
    ['a proof of another repository', { approval: 'ignore' }, { repository_id: '7' }],
    ['a text that is no proof', { proof: 'the generate job handed over no proof' }, {}],
  ])('verify refuses %s', async (_, more, context) => {
    const github = await startGate({})
    const { inputs } = await madeKey(github)
    const result = await verify(github, { ...inputs, ...more }, context)
    expect([failureOf(result).code, result.outputs, result.summary]).toEqual(['proof-invalid', {}, ''])
  })

  it('verify refuses the proof of a key that was replaced later', async () => {
    const github = await startGate({})
    const { inputs } = await madeKey(github)
    const own = generateOperatorKey()
    const replaced = { 'private-key': encodePrivateKey(own.privateKeyPem, 'hex'), 'public-key-hex': own.publicKey.hex }
    expect(failureOf(await verify(github, { ...inputs, ...replaced })).code).toBe('proof-invalid')
  })

  it('verify does not say to register a kept key, which has no proof', async () => {
    const github = await startGate({})
    const own = generateOperatorKey()
    github.putSecret(GATE, SECRET, encodePrivateKey(own.privateKeyPem, 'hex'))
    github.putVariable(GATE, 'PK', own.publicKey.hex)
    const { outputs, inputs } = await madeKey(github, { 'if-exists': 'keep', 'public-key-variable': 'PK' })
    expect([outputs.created, outputs.proof]).toEqual(['false', undefined])
    expect(outputs.page).toContain('## The operator key was kept')
    expect(outputs.page).not.toContain('made it')
    const result = await verify(github, inputs)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.summary).not.toContain(REGISTER)
    expect(result.summary).toContain('| Made by | **Unknown:**')
  })

  it('verify refuses a proof that the holder of a kept key signed for another run', async () => {
    const github = await startGate({})
    const own = generateOperatorKey()
    const claims = { repository: REPOSITORY, repository_id: '1296269', run_id: '1' }
    const secret = { repository: REPOSITORY, environment: GATE.environment, name: SECRET }
    const result = await verify(github, {
      'private-key': encodePrivateKey(own.privateKeyPem, 'hex'),
      'public-key-hex': own.publicKey.hex,
      proof: signProof(own, { secret, run: claims }),
      environment: GATE.environment,
      approval: 'require',
    })
    expect(failureOf(result).code).toBe('proof-invalid')
  })
})

describe('promote', () => {
  const key = generateOperatorKey()
  const text = encodePrivateKey(key.privateKeyPem, 'hex')
  const promote = (github: Gate, more: Inputs = {}, context?: ActionRun['github']) =>
    run(
      'promote',
      github,
      {
        'github-token': TOKEN,
        'private-key': text,
        'public-key-hex': key.publicKey.hex,
        environment: LIVE.environment,
        'staged-secret-name': SECRET,
        'staged-environment': GATE.environment,
        ...more,
      },
      { ...job(github, context), secrets: { KEY: text } },
    )

  it.each<[what: string, more: Inputs, context: ActionRun['github']]>([
    ['by default', {}, {}],
    ['with approval: require', { approval: 'require' }, {}],
    ['in a run that an allowed bot started', { 'allowed-bots': 'ci[bot]' }, { actor: 'ci[bot]' }],
  ])('promote stores an approved key %s', async (_, more, context) => {
    const github = await startGate({})
    github.putSecret(GATE, SECRET, text)
    const result = await promote(github, more, context)
    expect(result.exitCode, result.log).toBe(0)
    expect(storedText(github, LIVE)).toBe(text)
    expect(result.annotations).toEqual([])
    expect(result.summary).toContain('| Approved by | "alice"')
  })

  it.each<[what: string, reviews: Review[], more: Inputs, context: ActionRun['github'], code: string]>([
    ['nobody approved', [], {}, {}, 'not-approved'],
    ['only the starter approved', [{ user: STARTER }], {}, {}, 'not-approved'],
    ['another environment was approved', [{ environment: 'open' }], {}, {}, 'not-approved'],
    ['a bot started the run', [{}], {}, { actor: 'ci[bot]' }, 'not-approved'],
    ['the approvals cannot be read', [{}], {}, { run_id: '4712' }, 'approvals-unreadable'],
    [
      'the approvals of a re-run cannot be read',
      [{}],
      {},
      { run_id: '4712', run_attempt: '2' },
      'approvals-unreadable',
    ],
    ['nobody approved, even with if-exists: keep', [], { 'if-exists': 'keep' }, {}, 'not-approved'],
    [
      'approval is require but no environment is given',
      [{}],
      { approval: 'require', 'staged-environment': '' },
      {},
      'input-invalid',
    ],
    [
      'approval is warn but no environment is given',
      [{}],
      { approval: 'warn', 'staged-environment': '' },
      {},
      'input-invalid',
    ],
    ['`approval` has another value', [{}], { approval: 'yes' }, {}, 'input-invalid'],
  ])('promote changes nothing if %s', async (_, reviews, more, context, code) => {
    const github = await startGate(...reviews)
    github.putSecret(GATE, SECRET, text)
    expect(expectNothingChanged(await promote(github, more, context), github).code).toBe(code)
  })

  it('promote warns with approval: warn if nobody approved', async () => {
    const github = await startGate()
    github.putSecret(GATE, SECRET, text)
    const result = await promote(github, { approval: 'warn' })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.annotations).toEqual([
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('Nobody has approved this run') }),
    ])
  })

  it.each<[what: string, more: Inputs]>([
    ['with approval: ignore', { approval: 'ignore' }],
    ['if the key comes from no environment', { 'staged-environment': '' }],
    ['if nothing is staged', { 'staged-environment': '', 'staged-secret-name': '' }],
  ])('promote does not read approvals %s', async (_, more) => {
    const github = await startGate()
    github.putSecret(GATE, SECRET, text)
    const result = await promote(github, more)
    expect(result.exitCode, result.log).toBe(0)
    expect(github.exchanges.some(({ path }) => path.includes('/actions/runs/'))).toBe(false)
  })

  it.each([{ repository: REPOSITORY }, { organization: 'octo' }])(
    'promote refuses a staged secret that exists at %j and not in the environment',
    async place => {
      const github = await startGate({})
      github.putSecret(place, SECRET, text)
      for (const more of [{}, { approval: 'ignore' }, { 'if-exists': 'keep' }]) {
        expect(expectNothingChanged(await promote(github, more), github).code).toBe('staged-secret-missing')
      }
    },
  )
})

describe('discard', () => {
  const discard = (github: Gate, updatedAt: string | undefined, more: Inputs = {}, context?: ActionRun['github']) =>
    run(
      'discard',
      github,
      { 'github-token': TOKEN, environment: GATE.environment, 'secret-updated-at': updatedAt ?? '', ...more },
      job(github, context),
    )

  it.each<[what: string, reviews: Review[], more: Inputs, context: ActionRun['github']]>([
    ['nobody approved', [], {}, {}],
    ['a person rejected', [{ state: 'rejected' }], {}, {}],
    ['only the starter approved', [{ user: STARTER }], {}, {}],
    ['another environment was approved', [{ environment: 'open' }], {}, {}],
    ['another person approved and if-approved is discard', [{}], { 'if-approved': 'discard' }, {}],
    ['the approvals cannot be read and if-approved is discard', [{}], { 'if-approved': 'discard' }, { run_id: '4712' }],
  ])('discard deletes the key if %s', async (_, reviews, more, context) => {
    const github = await startGate(...reviews)
    const { outputs } = await madeKey(github)
    const result = await discard(github, outputs['secret-updated-at'], more, context)
    expect(result.exitCode, result.log).toBe(0)
    expect(github.secret(GATE, SECRET)).toBeUndefined()
  })

  it.each<[what: string, reviews: Review[], context: ActionRun['github'], code: string]>([
    ['another person approved', [{}], {}, 'key-approved'],
    ['one person approved and another rejected later', [{}, { user: 'bob', state: 'rejected' }], {}, 'key-approved'],
    ['a bot started the run', [{}], { actor: 'ci[bot]' }, 'key-approved'],
    ['the approvals cannot be read', [], { run_id: '4712' }, 'approvals-unreadable'],
  ])('discard deletes nothing if %s', async (_, reviews, context, code) => {
    const github = await startGate(...reviews)
    const { outputs } = await madeKey(github)
    github.exchanges.length = 0
    const result = await discard(github, outputs['secret-updated-at'], {}, context)
    expect([failureOf(result).code, failureOf(result).title]).toEqual([code, 'Nothing was deleted'])
    expect(github.secret(GATE, SECRET)).toBeDefined()
    expect(github.exchanges.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('discard deletes nothing in a re-run that is rejected if an earlier attempt was approved', async () => {
    const github = await startGate({})
    const { outputs } = await madeKey(github)
    github.state.rerun(REPOSITORY, RUN_ID, 'mallory')
    github.state.addReview(REPOSITORY, RUN_ID, {
      user: 'bob',
      state: 'rejected',
      comment: '',
      environment: GATE.environment,
    })
    const rerun = { run_attempt: '2', triggering_actor: 'mallory' }
    const before = github.exchanges.length
    expect(failureOf(await discard(github, outputs['secret-updated-at'], {}, rerun)).code).toBe('key-approved')
    expect(github.exchanges.slice(before).map(({ path }) => path.split('/').at(-1))).toEqual(['approvals'])
    expect(github.secret(GATE, SECRET)).toBeDefined()
  })

  it('discard names the missing permission if the token may not read approvals', async () => {
    const github = await startGate()
    const { outputs } = await madeKey(github)
    github.addToken(TOKEN, { kind: 'fine-grained', repositories: [REPOSITORY], permissions: { environments: 'write' } })
    const { code, message } = failureOf(await discard(github, outputs['secret-updated-at']))
    expect(code).toBe('approvals-unreadable')
    expect(message).toContain('`permissions: actions: read`')
    expect(github.secret(GATE, SECRET)).toBeDefined()
  })

  it.each([
    { repository: REPOSITORY },
    { organization: 'octo' },
    { repository: 'octo/other', environment: GATE.environment },
  ])('discard does not read approvals for %j', async place => {
    const github = await startGate({})
    github.addEnvironment('octo/other', GATE.environment)
    github.putSecret(place, SECRET)
    const more = { environment: '', ...place }
    const result = await discard(github, github.secret(place, SECRET)?.updated_at, more)
    expect(result.exitCode, result.log).toBe(0)
    expect(github.exchanges.some(({ path }) => path.includes('/actions/runs/'))).toBe(false)
  })
})

describe('generate', () => {
  it.each(['warn', 'ignore'])(
    'generate refuses to overwrite an environment secret with environment-protection: %s',
    async protection => {
      for (const environment of [GATE.environment, 'open']) {
        const github = await startGate()
        const inputs = { environment, 'if-exists': 'overwrite', 'environment-protection': protection }
        const result = await generate(github, inputs)
        expect(expectNothingChanged(result, github).code).toBe('input-invalid')
        expect(github.exchanges).toEqual([])
      }
    },
  )

  it('generate overwrites a secret of a protected environment or of a repository', async () => {
    const github = await startGate()
    github.putSecret(GATE, SECRET, 'an old key')
    github.putSecret({ repository: REPOSITORY }, SECRET, 'an old key')
    for (const more of [{ 'environment-protection': 'require' }, { repository: REPOSITORY }]) {
      const result = await generate(github, { 'if-exists': 'overwrite', ...more })
      expect([result.exitCode, result.outputs.created], result.log).toEqual([0, 'true'])
    }
  })

  it.each<[what: string, prepare: (github: LocalGitHub) => void]>([
    [
      'no reviewers',
      github => github.addEnvironment(REPOSITORY, 'weak', { branchPolicy: 'custom', branches: ['main'] }),
    ],
    ['no branch rule', github => github.addEnvironment(REPOSITORY, 'weak', { reviewers: ['alice'] })],
    [
      'a pattern that every name matches',
      github =>
        github.addEnvironment(REPOSITORY, 'weak', {
          reviewers: ['alice'],
          branchPolicy: 'custom',
          branches: ['main', '*'],
        }),
    ],
    [
      'a rule for protected branches',
      github => github.addEnvironment(REPOSITORY, 'weak', { reviewers: ['alice'], branchPolicy: 'protected' }),
    ],
  ])('generate changes nothing with environment-protection: require if the environment has %s', async (_, prepare) => {
    const github = await startGate()
    prepare(github)
    const result = await generate(github, { environment: 'weak', 'environment-protection': 'require' })
    expect(expectNothingChanged(result, github).code).toBe('environment-unprotected')
  })

  it('generate stores a key and says that patterns were not checked if the token may not list them', async () => {
    const github = await startGate()
    const refusal = {
      kind: 'status',
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    } as const
    github.faults.add({ method: 'GET', path: /\/deployment-branch-policies\?/, when: 'before', do: refusal })
    const result = await generate(github, { 'environment-protection': 'require' })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs.page).toContain('(not checked)')
  })

  it.each<[what: string, more: Inputs]>([
    ['a new key', {}],
    ['a kept key', { 'if-exists': 'keep' }],
    ['a dry run', { 'dry-run': 'true' }],
  ])('generate returns the page of %s as an output', async (what, more) => {
    const github = await startGate()
    if (what === 'a kept key') github.putSecret(GATE, SECRET)
    const { outputs, summary } = await generate(github, more)
    expect(outputs.page).toMatch(/^## /)
    expect(summary).toBe(`${outputs.page}\n`)
  })

  it('the runner drops the output page if a secret of the job occurs on it', async () => {
    const github = await startGate()
    const result = await runWithSecret(github, 'Weak')
    expect(result.jobOutputs.dropped).toContain('page')
    expect(result.summary).not.toContain('Weak')
  })
})

/** A generate whose job has one more secret, so short that it occurs on the page. */
async function runWithSecret(github: Gate, secret: string) {
  const { runAction } = await import('../../local/runner/index.ts')
  return runAction({
    action: '.',
    with: { 'github-token': TOKEN, environment: 'open' },
    secrets: { SHORT: secret },
    github: { repository: REPOSITORY, api_url: github.url, token: JOB_TOKEN },
  })
}
