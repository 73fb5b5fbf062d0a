import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import type { Gate, JobResult, RunEvent, WorkflowResult } from '../../local/runner/index.ts'
import { formsOf, leaksIn } from '../support/leaks.ts'
import {
  GATE,
  REPOSITORY,
  ROOT,
  SECRET,
  storedPublicKey,
  storedText,
  type TestGitHub,
  TOKEN,
} from '../support/servers.ts'
import {
  activate,
  approvedBy,
  callProvision,
  checkoutOf,
  codesOf,
  contentOf,
  foreignKey,
  installApp,
  jobOf,
  pemIn,
  provision,
  readProof,
  rejectedBy,
  resultsOf,
  runRepositoryWorkflow,
  setRules,
  startWorkflowServers,
  TOKENS,
  tracesOfRun,
  VARIABLE,
  WORKSPACE,
} from '../support/workflows.ts'

const GENERATE = 'Generate the key'
const APPROVE = 'Approve the key'
const DISCARD = 'Discard the key'
const REQUEST = 'Check the request'
const MASKED = 'Stop, because a secret hides a part of the page'

type Result = JobResult['result']

/** The results of the jobs of a run with a valid request and an unmasked page. */
const ends = (generate: Result, approve: Result, discard: Result, prefix = '') => ({
  [`${prefix}${REQUEST}`]: 'success',
  [`${prefix}${GENERATE}`]: generate,
  [`${prefix}${MASKED}`]: 'skipped',
  [`${prefix}${APPROVE}`]: approve,
  [`${prefix}${DISCARD}`]: discard,
})

/** Expects that the run deleted its key and its variable. */
function expectDiscarded(result: WorkflowResult, github: TestGitHub): void {
  expect(resultsOf(result), result.log).toEqual(ends('success', 'failure', 'success'))
  expect(jobOf(result, DISCARD).summary).toContain('## The operator key was discarded')
  expect(github.secret(GATE, SECRET)).toBeUndefined()
  expect(github.variable(GATE, VARIABLE)).toBeUndefined()
}

describe('provision.yml', () => {
  it('provision.yml verifies an approved key, and its page says who approved it and what to register', async () => {
    const { github } = await startWorkflowServers()
    const gates: Gate[] = []
    const events: RunEvent[] = []
    const result = await provision({
      github,
      runner: { debug: true },
      onEvent: event => events.push(event),
      approve: async gate => {
        gates.push(gate)
        // The page is shown before the gate opens.
        const ended = events.flatMap(event => (event.type === 'job-ends' ? [event.job] : []))
        expect(ended.map(({ summary }) => summary).join()).toContain('## A new operator key waits for approval')
        return { decision: 'approved', by: 'alice' }
      },
    })
    expect(resultsOf(result), result.log).toEqual(ends('success', 'success', 'skipped'))
    expect(gates.map(({ environment, actor }) => [environment, actor])).toEqual([[GATE.environment, 'octocat']])

    const publicKey = storedPublicKey(github, GATE)
    const { outputs, summary, permissions, secrets } = jobOf(result, APPROVE)
    expect(outputs.kept['public-key-hex']).toBe(publicKey)
    expect(github.variable(GATE, VARIABLE)?.value).toBe(publicKey)
    expect(summary).toContain('## Verified: register this key')
    expect(summary).toContain(publicKey)
    expect(summary).toContain('| Approved by | "alice" &#40;id ')
    expect(permissions).toEqual({ actions: 'read', contents: 'read' })
    expect(secrets).toEqual([SECRET])

    // Each job has only the secrets that it names.
    expect(jobOf(result, GENERATE).secrets).toEqual(['LEDGER_KEYS_TOKEN'])
    expect(jobOf(result, GENERATE).permissions).toEqual({ contents: 'read' })
    expect(jobOf(result, REQUEST)).toMatchObject({ secrets: [], permissions: { actions: 'read', contents: 'read' } })

    const claims = await readProof(outputs.kept.proof, publicKey, github.clock.now())
    expect(claims).toMatchObject({
      operator: 'demo api user',
      workspace: WORKSPACE,
      repository: REPOSITORY,
      run_id: String(result.runId),
      workflow_ref: `${REPOSITORY}/.github/workflows/provision.yml@refs/heads/main`,
    })
    const made = jobOf(result, GENERATE).steps.find(({ id }) => id === 'key')?.result?.outputs
    expect((await readProof(made?.proof, publicKey, github.clock.now())).secret).toEqual({ ...GATE, name: SECRET })
  })

  it.each(['approved', 'rejected'] as const)(
    'provision.yml shows no part of the private key if it is %s',
    async decision => {
      const { github } = await startWorkflowServers()
      let pem = ''
      const result = await provision({
        github,
        runner: { debug: true },
        approve: async () => {
          pem = pemIn(storedText(github, GATE))
          return { decision, by: 'alice' }
        },
      })
      expect(pem).toMatch(/^-----BEGIN EC PRIVATE KEY-----/)
      const secrets = formsOf(pem).set('the token', TOKEN)
      const traces = tracesOfRun(result, github)
      for (const [name] of traces)
        if (name.startsWith('request')) traces.set(name, traces.get(name)?.replace(TOKEN, '') ?? '')
      expect(leaksIn(traces, secrets)).toEqual([])
    },
  )

  it('provision.yml deletes the secret and the variable of a rejected key, and nothing else', async () => {
    const { github } = await startWorkflowServers()
    github.putSecret(GATE, 'ANOTHER', 'of the same environment')
    github.putSecret({ repository: REPOSITORY }, SECRET, 'of the repository, with the same name')
    const result = await provision({ github, approve: rejectedBy('alice') })
    expectDiscarded(result, github)
    expect(jobOf(result, APPROVE).steps).toEqual([])
    expect(storedText(github, GATE, 'ANOTHER')).toBe('of the same environment')
    expect(storedText(github, { repository: REPOSITORY })).toBe('of the repository, with the same name')
  })

  it('provision.yml does not delete a newer key after a rejection', async () => {
    const { github } = await startWorkflowServers()
    const newer = foreignKey()
    const result = await provision({
      github,
      approve: async () => {
        github.clock.advance(60_000)
        github.putSecret(GATE, SECRET, newer.hex)
        github.putVariable(GATE, VARIABLE, newer.publicKeyHex)
        return { decision: 'rejected', by: 'alice' }
      },
    })
    expect(resultsOf(result), result.log).toEqual(ends('success', 'failure', 'failure'))
    expect(codesOf(jobOf(result, DISCARD))).toEqual(['secret-newer'])
    expect(storedText(github, GATE)).toBe(newer.hex)
    expect(github.variable(GATE, VARIABLE)?.value).toBe(newer.publicKeyHex)
  })

  it('provision.yml deletes the key if nobody reviews it', async () => {
    const { github } = await startWorkflowServers()
    const result = await provision({ github, approve: async () => undefined })
    expectDiscarded(result, github)
    expect(jobOf(result, APPROVE).log).toContain('Nobody reviewed the deployment within 30 days')
  })

  it('provision.yml deletes the key if it is cancelled while it waits', async () => {
    const { github } = await startWorkflowServers()
    const cancel = new AbortController()
    const result = await provision({
      github,
      signal: cancel.signal,
      approve: () => {
        cancel.abort()
        return new Promise(() => {})
      },
    })
    expect(resultsOf(result), result.log).toEqual(ends('success', 'cancelled', 'success'))
    expect(github.secret(GATE, SECRET)).toBeUndefined()
    expect(github.variable(GATE, VARIABLE)).toBeUndefined()
  })

  it('provision.yml deletes a key that only its starter approved, even if the environment allows self-review', async () => {
    const { github } = await startWorkflowServers()
    setRules(github, GATE.environment, {
      reviewers: ['alice', 'octocat'],
      branchPolicy: 'custom',
      branches: ['main'],
      adminsBypass: false,
    })
    const result = await provision({ github, approve: approvedBy('octocat') })
    expectDiscarded(result, github)
    expect(codesOf(jobOf(result, APPROVE))).toEqual(['not-approved'])
    expect(jobOf(result, APPROVE).outputs.kept).toEqual({})
    expect(jobOf(result, GENERATE).summary).toContain('Self-review is not prevented')
  })

  it('provision.yml deletes the key if the gate loses its reviewers while the run waits', async () => {
    const { github } = await startWorkflowServers()
    const result = await provision({
      github,
      onEvent: event => {
        if (event.type === 'job-ends' && event.job.name === GENERATE) setRules(github, GATE.environment, {})
      },
      approve: async () => {
        throw new Error('nobody is asked')
      },
    })
    expectDiscarded(result, github)
    expect(codesOf(jobOf(result, APPROVE))).toEqual(['not-approved'])
  })

  it('provision.yml neither verifies nor deletes a key that replaces the staged key before the approval', async () => {
    const { github } = await startWorkflowServers()
    const theirs = foreignKey()
    const result = await provision({
      github,
      approve: async () => {
        github.clock.advance(60_000)
        github.putSecret(GATE, SECRET, theirs.hex)
        return { decision: 'approved', by: 'alice' }
      },
    })
    expect(resultsOf(result), result.log).toEqual(ends('success', 'failure', 'failure'))
    expect(codesOf(jobOf(result, APPROVE))).toEqual(['key-mismatch'])
    expect(jobOf(result, APPROVE).outputs.kept).toEqual({})
    expect(jobOf(result, APPROVE).summary).toBe('')
    expect(storedText(github, GATE)).toBe(theirs.hex)
    expect(leaksIn(tracesOfRun(result, github), formsOf(theirs.pem))).toEqual([])
  })

  it('provision.yml fails if the staged key is deleted before the approval, and deletes nothing else', async () => {
    const { github } = await startWorkflowServers()
    const result = await provision({
      github,
      approve: async () => {
        github.deleteSecret(GATE, SECRET)
        return { decision: 'approved', by: 'alice' }
      },
    })
    expect(codesOf(jobOf(result, APPROVE))).toEqual(['key-empty'])
    expect(codesOf(jobOf(result, DISCARD))).toEqual(['key-approved'])
    expect(github.variable(GATE, VARIABLE)).toBeDefined()
  })

  it('provision.yml asks for no review and changes nothing if it cannot make a key', async () => {
    const { github } = await startWorkflowServers()
    const before = foreignKey()
    github.putSecret(GATE, SECRET, before.hex)
    github.putVariable(GATE, VARIABLE, before.publicKeyHex)
    const content = contentOf(github, GATE)
    const result = await provision({
      github,
      approve: async () => {
        throw new Error('nobody is asked')
      },
    })
    expect(resultsOf(result), result.log).toEqual(ends('failure', 'skipped', 'skipped'))
    expect(codesOf(jobOf(result, GENERATE))).toEqual(['secret-exists'])
    expect(contentOf(github, GATE)).toEqual(content)
  })

  it('provision.yml deletes the key if its variable cannot be written', async () => {
    const { github } = await startWorkflowServers()
    github.faults.add({ method: 'POST', path: /variables$/, when: 'before', do: { kind: 'status', status: 403 } })
    const result = await provision({ github })
    expect(jobOf(result, GENERATE).result).toBe('failure')
    // Outputs that were set before the failure reach the jobs that need this one.
    expect(resultsOf(result), result.log).toEqual(ends('failure', 'skipped', 'success'))
    expect(github.secret(GATE, SECRET)).toBeUndefined()
  })

  it('provision.yml verifies a kept key without saying who made it, and keeps it after a rejection', async () => {
    const { github } = await startWorkflowServers()
    const kept = foreignKey()
    github.putSecret(GATE, SECRET, kept.hex)
    github.putVariable(GATE, VARIABLE, kept.publicKeyHex)
    const inputs = { 'if-exists': 'keep' }
    const approved = await callProvision({ github, inputs })
    expect(resultsOf(approved), approved.log).toEqual(ends('success', 'success', 'skipped', 'call / '))
    const { outputs, summary } = jobOf(approved, 'approve')
    expect(outputs.kept['public-key-hex']).toBe(kept.publicKeyHex)
    expect(summary).toContain('## The stored key is the expected one')
    expect(jobOf(approved, 'generate').summary).toContain('it does not know who made this one')
    const rejected = await callProvision({ github, inputs, approve: rejectedBy('alice') })
    expect(resultsOf(rejected), rejected.log).toEqual(ends('success', 'failure', 'skipped', 'call / '))
    expect(storedText(github, GATE)).toBe(kept.hex)
  })

  it('provision.yml neither verifies nor deletes a kept key of unknown public key', async () => {
    const { github } = await startWorkflowServers()
    github.putSecret(GATE, SECRET, foreignKey().hex)
    const result = await callProvision({ github, inputs: { 'if-exists': 'keep' } })
    expect(codesOf(jobOf(result, 'approve'))).toEqual(['input-invalid'])
    expect(jobOf(result, 'approve').log).toContain('the generate job handed over no public key')
    expect(github.secret(GATE, SECRET)).toBeDefined()
  })

  it('provision.yml makes and proves a key with if-exists: keep if none exists', async () => {
    const { github } = await startWorkflowServers()
    const result = await callProvision({ github, inputs: { 'if-exists': 'keep' } })
    expect(resultsOf(result), result.log).toEqual(ends('success', 'success', 'skipped', 'call / '))
    expect(jobOf(result, 'approve').summary).toContain('## Verified: register this key')
  })

  it('provision.yml replaces a key with if-exists: overwrite', async () => {
    const { github } = await startWorkflowServers()
    const before = foreignKey()
    github.putSecret(GATE, SECRET, before.hex)
    const result = await provision({ github, inputs: { 'if-exists': 'overwrite' } })
    expect(result.conclusion).toBe('success')
    expect(storedPublicKey(github, GATE)).not.toBe(before.publicKeyHex)
  })

  it('provision.yml stops at an environment without reviewers, or warns with environment-protection: warn', async () => {
    const { github } = await startWorkflowServers()
    const inputs = { environment: 'open' }
    const stopped = await provision({ github, inputs })
    expect(codesOf(jobOf(stopped, REQUEST))).toEqual(['environment-unprotected'])
    expect(jobOf(stopped, GENERATE).result).toBe('skipped')
    const warned = await callProvision({ github, inputs: { ...inputs, 'environment-protection': 'warn' } })
    expect(warned.conclusion, warned.log).toBe('success')
    for (const name of ['request', 'generate', 'approve']) {
      expect(jobOf(warned, name).annotations.filter(({ level }) => level === 'warning')).toHaveLength(1)
    }
    expect(jobOf(warned, 'approve').log).toContain('Nobody has approved this run')
  })

  it('provision.yml reads its token from token-environment', async () => {
    const { github } = await startWorkflowServers()
    github.deleteSecret({ repository: REPOSITORY }, 'LEDGER_KEYS_TOKEN')
    const without = await provision({ github })
    expect(codesOf(jobOf(without, GENERATE))).toEqual(['token-missing'])

    github.putSecret(TOKENS, 'LEDGER_KEYS_TOKEN', TOKEN)
    const inputs = { 'token-environment': TOKENS.environment }
    const result = await provision({ github, inputs, approve: rejectedBy('alice') })
    expectDiscarded(result, github)
    expect(jobOf(result, GENERATE).environment).toBe(TOKENS.environment)
    expect(jobOf(result, DISCARD).environment).toBe(TOKENS.environment)
    // The branch rule of that environment denies other branches the token.
    const pushed = await provision({ github, inputs, context: { ref: 'refs/heads/mine', ref_protected: false } })
    expect(jobOf(pushed, GENERATE).log).toContain('Branch "mine" is not allowed to deploy')
    expect(github.secret(GATE, SECRET)).toBeUndefined()
  })

  it('provision.yml creates a token of a GitHub App in each job that writes', async () => {
    const { github } = await startWorkflowServers()
    const apps = installApp(github, { actions: 'read', environments: 'write' })
    const approved = await provision({ github, apps, runner: { debug: true } })
    expect(approved.conclusion).toBe('success')
    expect(jobOf(approved, APPROVE).secrets).toEqual([SECRET])
    const appKey = storedText(github, { repository: REPOSITORY }, 'LEDGER_KEYS_APP_PRIVATE_KEY').split('\n')[3] ?? ''
    expect(leaksIn(tracesOfRun(approved, github), new Map([['the App’s key', appKey]]))).toEqual([])

    const tokens = new Set(github.exchanges.map(({ requestHeaders }) => requestHeaders.authorization))
    github.deleteSecret(GATE, SECRET)
    const rejected = await provision({ github, apps, approve: rejectedBy('alice') })
    expectDiscarded(rejected, github)
    const later = new Set(github.exchanges.map(({ requestHeaders }) => requestHeaders.authorization))
    // First run: two tokens of jobs, one of the App. Second run: one of a job, and the App's for generate and for discard.
    expect([tokens.size, later.size]).toEqual([3, 6])
  })

  it('provision.yml changes nothing if the GitHub App may not write environments', async () => {
    const { github } = await startWorkflowServers()
    const result = await provision({ github, apps: installApp(github, { actions: 'read' }) })
    expect(resultsOf(result), result.log).toEqual(ends('failure', 'skipped', 'skipped'))
    expect(github.secret(GATE, SECRET)).toBeUndefined()
  })

  it('two runs of provision.yml for one environment run one after the other', async () => {
    const { github } = await startWorkflowServers()
    const [first, second] = await Promise.all([provision({ github }), provision({ github })])
    expect([first.conclusion, second.conclusion].sort()).toEqual(['failure', 'success'])
    const failed = first.conclusion === 'failure' ? first : second
    expect(codesOf(jobOf(failed, GENERATE))).toEqual(['secret-exists'])
    for (const { concurrency } of [jobOf(first, GENERATE), jobOf(second, GENERATE)]) {
      expect(concurrency).toBe(`ledger-operator-keys/${GATE.environment}`)
    }
  })
})

describe('the queue of an environment', () => {
  it('the queue of an environment runs a waiting discard before a later provision', async () => {
    const { github, ledger } = await startWorkflowServers()
    const gates = { A: Promise.withResolvers<void>(), B: Promise.withResolvers<void>() }
    const rejections = { A: Promise.withResolvers<void>(), B: Promise.withResolvers<void>() }
    const waits = (name: 'A' | 'B') => async () => {
      gates[name].resolve()
      await rejections[name].promise
      return { decision: 'rejected' as const, by: 'alice' }
    }

    // A waits at its gate, and so does an activation, which holds the group.
    const order: string[] = []
    let left: unknown
    const a = provision({
      github,
      approve: waits('A'),
      onEvent: event => {
        if (event.type === 'job-ends' && event.job.id === 'approve') order.push('A is rejected')
        if (event.type === 'step-ends' && event.step.name === DISCARD) {
          order.push('A is discarded')
          left = contentOf(github, GATE)
        }
      },
    })
    await gates.A.promise
    const b = activate({ github, ledger, approve: waits('B') })
    await gates.B.promise

    // A is rejected, and its discard waits. Then another provision is queued behind it.
    rejections.A.resolve()
    await vi.waitFor(() => expect(order).toEqual(['A is rejected']))
    await setImmediate()
    const c = provision({
      github,
      onEvent: event => {
        if (event.type === 'job-starts' && event.job !== REQUEST) order.push(`C: ${event.job}`)
      },
    })
    await setTimeout(300)
    expect(order).toEqual(['A is rejected'])

    rejections.B.resolve()
    const [first, , last] = await Promise.all([a, b, c])
    expect(resultsOf(first), first.log).toEqual(ends('success', 'failure', 'success'))
    expect(left).toEqual({})
    expect(last.conclusion, last.log).toBe('success')
    expect(order.slice(0, 3)).toEqual(['A is rejected', 'A is discarded', `C: ${GENERATE}`])
  })

  it('the ready-made workflows share one queue for each environment, which cancels no job', () => {
    for (const name of ['provision', 'activate', 'check-access']) {
      const { jobs } = parse(readFileSync(join(ROOT, `.github/workflows/${name}.yml`), 'utf8')) as {
        jobs: Record<string, { concurrency?: Record<string, unknown> }>
      }
      const groups = Object.values(jobs).flatMap(({ concurrency }) => concurrency ?? [])
      expect(groups).not.toHaveLength(0)
      for (const group of groups) {
        expect(group).toEqual({
          group: `ledger-operator-keys/\${{ inputs.environment }}`,
          'cancel-in-progress': false,
          queue: 'max',
        })
      }
    }
  })
})

describe('invalid inputs of provision.yml', () => {
  it.each([
    ['the gate as token-environment', { 'token-environment': GATE.environment }],
    ['the gate in capitals as token-environment', { 'token-environment': GATE.environment.toUpperCase() }],
    ['an empty environment', { environment: '' }],
    ['an overwrite with environment-protection: warn', { 'if-exists': 'overwrite', 'environment-protection': 'warn' }],
  ])('provision.yml refuses %s before it creates a token', async (_, inputs) => {
    const { github } = await startWorkflowServers()
    const apps = installApp(github, { actions: 'read', environments: 'write' })
    const added = vi.spyOn(github, 'addToken')
    const result = await callProvision({ github, apps, inputs })
    expect(result.jobs.map(({ id, result }) => [id, result])).toEqual([
      ['request', 'failure'],
      ['generate', 'skipped'],
      ['masked', 'skipped'],
      ['approve', 'skipped'],
      ['discard', 'skipped'],
    ])
    expect(codesOf(jobOf(result, 'request'))).toEqual(['input-invalid'])
    // Only the token of the job, and none of the App.
    expect(added.mock.calls.map(([, grant]) => grant.kind)).toEqual(['job'])
    expect(github.exchanges).toEqual([])
  })
})

describe('a workflow that calls provision.yml', () => {
  const caller = (more: string) => `
on: workflow_dispatch
permissions: {}
jobs:
  key:
    uses: their/keys/.github/workflows/provision.yml@v1
    permissions: {actions: read, contents: read}
    ${more}
    with: {environment: '${GATE.environment}', operator-name: demo api user}
  after:
    needs: key
    runs-on: ubuntu-latest
    steps:
      - run: 'echo "got \${{ needs.key.outputs.public-key-hex }} \${{ needs.key.outputs.public-key-fingerprint }}"'`
  const run = (github: TestGitHub, more: string) =>
    runRepositoryWorkflow('.github/workflows/mine.yml', {
      github,
      root: checkoutOf({ '.github/workflows/mine.yml': caller(more) }),
      sources: { 'their/keys': ROOT },
      approve: approvedBy('alice'),
    })

  it('a caller with secrets: inherit gets a verified key in its environment, and the outputs', async () => {
    const { github } = await startWorkflowServers()
    const result = await run(github, 'secrets: inherit')
    expect(resultsOf(result), result.log).toEqual({
      ...ends('success', 'success', 'skipped', 'key / '),
      after: 'success',
    })
    expect(jobOf(result, 'after').log).toContain(`\ngot ${storedPublicKey(github, GATE)} `)
    const { proof } = jobOf(result, `key / ${APPROVE}`).outputs.kept
    const claims = await readProof(proof, storedPublicKey(github, GATE), github.clock.now())
    expect(claims.workflow_ref).toBe(`${REPOSITORY}/.github/workflows/mine.yml@refs/heads/main`)
  })

  it('a caller that passes its secrets one by one gets a verified key', async () => {
    const { github } = await startWorkflowServers()
    const names = ['LEDGER_KEYS_TOKEN', 'LEDGER_KEYS_APP_PRIVATE_KEY', SECRET]
    const result = await run(github, `secrets: {${names.map(name => `${name}: '\${{ secrets.${name} }}'`).join(', ')}}`)
    expect(result.conclusion, result.log).toBe('success')
    expect(jobOf(result, `key / ${APPROVE}`).summary).toContain('## Verified: register this key')
  })

  it('a call without secrets fails before it makes a key, because it has no token', async () => {
    const { github } = await startWorkflowServers()
    const result = await run(github, '')
    expect(codesOf(jobOf(result, `key / ${GENERATE}`))).toEqual(['token-missing'])
    // Only the request job sent requests, with its own token, to read the protection of the gate.
    expect(github.exchanges.every(({ method, path }) => method === 'GET' && !path.includes('/secrets'))).toBe(true)
  })
})
