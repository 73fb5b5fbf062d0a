import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { EnvironmentRules, LocalGitHub } from '../../local/github/index.ts'
import { startGitHub } from '../../local/github/index.ts'
import type { WorkflowRun } from '../../local/runner/index.ts'
import { rerunWorkflow, runWorkflow } from '../../local/runner/index.ts'
import { findBash } from '../../local/runner/step/script.ts'

const scratch = mkdtempSync(join(tmpdir(), 'local-workflow-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

let count = 0

/** A repository with the files given; `main.yml` is short for a workflow. */
function repository(files: Record<string, string>): string {
  const root = join(scratch, `repository-${++count}`)
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, /^[\w-]+\.yml$/.test(name) ? `.github/workflows/${name}` : name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
  return root
}

/** A GitHub with the repository that the runs belong to; secrets and variables of every kind can be put into it. */
async function startedGitHub(): Promise<LocalGitHub> {
  const github = await startGitHub()
  running.push(github)
  github.addOrganization('octo')
  github.addRepository('octo/keys')
  return github
}

const running: LocalGitHub[] = []
afterEach(() => Promise.all(running.splice(0).map(github => github.close())))

const keys = { repository: 'octo/keys' }
const prod = { repository: 'octo/keys', environment: 'prod' }
const octo = { organization: 'octo' }

type Options = Partial<WorkflowRun> & { files?: Record<string, string> }

/** Runs jobs given as YAML, in a workflow that is started by hand. */
async function run(jobs: string, { files = {}, ...options }: Options = {}) {
  const main = jobs.includes('jobs:') ? jobs : `on: workflow_dispatch\njobs:\n${jobs}`
  return runWorkflow({
    root: repository({ 'main.yml': main, ...files }),
    workflow: '.github/workflows/main.yml',
    ...options,
    github: options.github ?? (await startedGitHub()),
  })
}

const results = ({ jobs }: { jobs: { name: string; result: string }[] }) =>
  Object.fromEntries(jobs.map(job => [job.name, job.result]))
const job = ({ jobs }: Awaited<ReturnType<typeof runWorkflow>>, name: string) => {
  const found = jobs.find(candidate => candidate.name === name)
  if (!found) throw new Error(`no job ${name}: ${jobs.map(candidate => candidate.name).join(', ')}`)
  return found
}

/** What makes a job say a text. */
const says = (text: string) => `runs-on: ubuntu-latest, steps: [{run: 'echo "${text}"'}]`

describe('jobs', () => {
  it('a job runs after its needs and reads their outputs', async () => {
    const result = await run(`
  a:
    runs-on: ubuntu-latest
    outputs: {key: '\${{ steps.s.outputs.key }}'}
    steps: [{id: s, run: 'echo key=04ab >> "$GITHUB_OUTPUT"'}]
  b:
    needs: a
    runs-on: ubuntu-latest
    steps: [{run: 'echo "got \${{ needs.a.outputs.key }} \${{ needs.a.result }}"'}]`)
    expect(job(result, 'b').log).toContain('\ngot 04ab success')
    expect(result.conclusion).toBe('success')
  })

  it('a job is skipped if any earlier job failed or was skipped, unless its condition has a status function', async () => {
    const result = await run(`
  bad: {runs-on: ubuntu-latest, steps: [{run: exit 3}]}
  skipped: {needs: bad, ${says('x')}}
  after: {needs: skipped, if: "\${{ github.actor != '' }}", ${says('x')}}
  on-failure: {needs: skipped, if: failure(), ${says('x')}}
  result: {needs: bad, if: "always() && needs.bad.result == 'failure'", ${says('x')}}
  good: {if: always(), needs: [after], ${says('x')}}
  at-last: {needs: good, ${says('x')}}`)
    expect(results(result)).toEqual({
      bad: 'failure',
      skipped: 'skipped',
      after: 'skipped',
      'on-failure': 'success',
      result: 'success',
      good: 'success',
      'at-last': 'skipped',
    })
    expect(result.conclusion).toBe('failure')
  })

  it('GitHub records how jobs end and what they say, and in the audit log the secrets of each', async () => {
    const github = await startedGitHub()
    github.addOrganization('octo', { enterprise: true })
    github.putSecret(keys, 'USED')
    github.putSecret(keys, 'OTHER')
    let meanwhile: unknown
    const result = await run(
      `
  fails: {name: It fails, runs-on: x, env: {S: '\${{ secrets.USED }}'}, steps: [{run: 'echo "::error title=Why::Because"; exit 1'}]}
  skipped: {needs: fails, ${says('never')}}
  last: {needs: [fails, skipped], if: always(), ${says('done')}}`,
      {
        github,
        onEvent: event => {
          if (event.type !== 'job-starts' || event.job !== 'last') return
          const { jobs } = [...github.state.repository('octo/keys').runs.values()][0] ?? { jobs: [] }
          meanwhile = jobs.map(({ name, conclusion }) => [name, conclusion])
        },
      },
    )
    expect(meanwhile).toEqual([
      ['It fails', 'failure'],
      ['skipped', 'skipped'],
      ['last', null],
    ])
    expect(github.state.run('octo/keys', result.runId).jobs[0]?.annotations).toContainEqual({
      level: 'error',
      title: 'Why',
      message: 'Because',
    })
    expect(github.state.organizations.get('octo')?.auditLog).toMatchObject([
      { action: 'workflows.prepared_workflow_job', repo: 'octo/keys', job_name: 'It fails', secrets_passed: ['USED'] },
      { job_name: 'last', secrets_passed: [] },
    ])
  })

  it('a job loses an output that contains a masked string', async () => {
    const github = await startedGitHub()
    github.putSecret(keys, 'PEM', 'first\nlast line')
    const result = await run(
      `
  a:
    runs-on: ubuntu-latest
    outputs: {good: '\${{ steps.s.outputs.good }}', bad: '\${{ steps.s.outputs.bad }}'}
    steps: [{id: s, env: {PEM: '\${{ secrets.PEM }}'}, run: 'echo good=1 >> "$GITHUB_OUTPUT"; echo bad=the last line >> "$GITHUB_OUTPUT"'}]
  b: {needs: a, ${says(`[\${{ needs.a.outputs.good }}\${{ needs.a.outputs.bad }}]`)}}`,
      { github },
    )
    expect(job(result, 'a').outputs).toEqual({ kept: { good: '1' }, dropped: ['bad'] })
    expect(job(result, 'a').log).toContain("##[warning]Skip output 'bad' since it may contain secret.")
    expect(job(result, 'b').log).toContain('\n[1]')
  })

  it.each([
    ['true', 'true', 'created: true'],
    ['4', '4', '04ab'],
    ['one\ntwo lines\r\n 3', '3', '3'],
    ['one\ntwo lines\r\n 3', 'two lines', 'the two lines'],
  ])('a job with the secret %j loses an output that contains %j', async (secret, masked, value) => {
    const github = await startedGitHub()
    github.putSecret(keys, 'UNUSED', secret)
    const result = await run(
      `
  a:
    runs-on: ubuntu-latest
    env: {UNUSED: '\${{ secrets.UNUSED }}'}
    outputs: {lost: '\${{ steps.s.outputs.lost }}', page: '\${{ steps.s.outputs.page }}'}
    steps: [{id: s, run: 'echo "lost=${value}" >> "$GITHUB_OUTPUT"; echo "page=good" >> "$GITHUB_OUTPUT"; echo "|${value}|" >> "$GITHUB_STEP_SUMMARY"'}]`,
      { github },
    )
    expect(job(result, 'a').outputs).toEqual({ kept: { page: 'good' }, dropped: ['lost'] })
    expect(job(result, 'a').summary).toBe(`|${value.replace(masked, '***')}|\n`)
  })

  it('a job has a token with its permissions, which is revoked when the job ends', async () => {
    const github = await startedGitHub()
    const added = vi.spyOn(github, 'addToken')
    const removed = vi.spyOn(github, 'removeToken')
    const result = await run(
      `
on: workflow_dispatch
permissions: {}
jobs:
  a: {permissions: {actions: read}, ${says(`\${{ github.token }}`)}}
  b: {${says('x')}}`,
      { github },
    )
    expect(job(result, 'a').permissions).toEqual({ actions: 'read' })
    expect(job(result, 'b').permissions).toEqual({})
    expect(job(result, 'a').log).toContain('\n***')
    const repositories = ['octo/keys']
    for (const permissions of [{ actions: 'read' as const }, {}]) {
      expect(added).toHaveBeenCalledWith(expect.any(String), { kind: 'job', repositories, permissions })
    }
    for (const [token] of added.mock.calls) expect(removed).toHaveBeenCalledWith(token)
  })

  it('a matrix runs a job for each combination, and a failure cancels the others', async () => {
    const result = await run(`
  a:
    strategy: {matrix: {x: [1, 2], y: [p, q]}}
    runs-on: ubuntu-latest
    outputs: {last: '\${{ matrix.x }}'}
    steps: [{run: 'echo "\${{ matrix.x }}\${{ matrix.y }} \${{ strategy.job-total }}"'}]
  b:
    strategy: {matrix: {include: [{x: bad}, {x: slow}]}}
    runs-on: ubuntu-latest
    steps: [{run: 'if [ \${{ matrix.x }} = bad ]; then sleep 0.3; exit 1; fi; exec sleep 20'}]`)
    expect(results(result)).toEqual({
      'a (1, p)': 'success',
      'a (1, q)': 'success',
      'a (2, p)': 'success',
      'a (2, q)': 'success',
      'b (bad)': 'failure',
      'b (slow)': 'cancelled',
    })
    expect(job(result, 'a (1, q)').log).toContain('\n1q 4')
  })

  it('a concurrency group runs one job at a time, and a newer job replaces one that waits', async () => {
    const github = await startedGitHub()
    const files = {
      'main.yml': `
on: workflow_dispatch
jobs:
  a: {concurrency: 'keys-\${{ github.ref_name }}', runs-on: ubuntu-latest, steps: [{run: sleep 0.5}]}`,
    }
    const root = repository(files)
    const start = () => runWorkflow({ root, workflow: '.github/workflows/main.yml', github })
    const [first, second, third] = await Promise.all([start(), start(), start()])
    expect([first.conclusion, second.conclusion, third.conclusion]).toEqual(['success', 'cancelled', 'success'])
  })

  it('a concurrency group with queue: max runs every job', async () => {
    const github = await startedGitHub()
    const group = (more: string) => `
on: workflow_dispatch
jobs:
  a: {concurrency: {group: keys, ${more}}, runs-on: ubuntu-latest, steps: [{run: sleep 0.2}]}`
    const starts = Array.from({ length: 4 }, () => run(group('queue: max'), { github }))
    expect((await Promise.all(starts)).map(({ conclusion }) => conclusion)).toEqual(Array(4).fill('success'))
  })

  it('a cancelled run cancels its jobs, except those with always()', async () => {
    const cancel = new AbortController()
    const result = await run(
      `
  a:
    runs-on: ubuntu-latest
    steps: [{run: exec sleep 20}, {if: cancelled(), run: echo tidy}, {run: echo never}]
  b: {needs: a, ${says('x')}}
  c: {needs: a, if: always(), ${says('always')}}`,
      {
        signal: cancel.signal,
        onEvent: event => event.type === 'step-starts' && setTimeout(() => cancel.abort(), 300),
      },
    )
    expect(results(result)).toEqual({ a: 'cancelled', b: 'skipped', c: 'success' })
    expect(job(result, 'a').steps.map(step => step.conclusion)).toEqual(['cancelled', 'success', 'skipped'])
    expect(result.conclusion).toBe('cancelled')
  })
})

describe('steps', () => {
  it('steps share env, workspace and outputs, and run if their conditions hold', async () => {
    const result = await run(`
on: workflow_dispatch
env: {WHERE: workflow, ONLY: '1'}
jobs:
  a:
    runs-on: ubuntu-latest
    env: {WHERE: job}
    steps:
      - {id: first, run: 'echo here > file; echo said=yes >> "$GITHUB_OUTPUT"'}
      - {if: "steps.first.outcome == 'success'", run: 'echo "$WHERE $ONLY \${{ steps.first.outputs.said }} $(cat file)"', env: {WHERE: step}}
      - {name: stops, run: exit 2}
      - {run: echo no}
      - {if: failure(), run: 'echo "status \${{ job.status }}"'}`)
    const { steps, log, result: end } = job(result, 'a')
    expect(steps.map(step => step.conclusion)).toEqual(['success', 'success', 'failure', 'skipped', 'success'])
    expect(steps[2]?.name).toBe('stops')
    expect(log).toContain('\nstep 1 yes here')
    expect(log).toContain('\nstatus failure')
    expect(end).toBe('failure')
  })

  it('a job has the masked summaries of its steps', async () => {
    const result = await run(`
  a:
    runs-on: ubuntu-latest
    steps:
      - run: 'echo "::add-mask::hidden"; echo "# one hidden" >> "$GITHUB_STEP_SUMMARY"'
      - run: 'printf two >> "$GITHUB_STEP_SUMMARY"'`)
    expect(job(result, 'a').summary).toBe('# one ***\ntwo\n')
  })

  it('a script runs in the bash of Git on Windows', () => {
    const programs = repository({ 'Git/bin/bash.exe': '' })
    expect(findBash('win32', programs)).toBe(join(programs, 'Git', 'bin', 'bash.exe'))
    expect(findBash('win32', join(programs, 'nowhere'))).toBe('bash')
    expect(findBash('win32', '')).toBe('bash')
    expect(findBash('linux', programs)).toBe('bash')
  })
})

describe('actions', () => {
  const action = {
    'say/action.yml': `
name: say
inputs: {text: {required: true}, where: {default: '\${{ github.repository }}'}}
runs: {using: node24, main: ../main.mjs}`,
    'main.mjs': `
import { appendFileSync } from 'node:fs'
console.log(process.env.INPUT_TEXT, process.env.INPUT_WHERE, process.env.GITHUB_ACTION, process.env.GITHUB_ACTION_REPOSITORY)
appendFileSync(process.env.GITHUB_OUTPUT, 'said=' + process.env.INPUT_TEXT + '\\n')`,
  }
  const uses = (name: string) => `
  a: {runs-on: ubuntu-latest, steps: [{id: s, uses: ${name}, with: {text: hello}}, {run: 'echo "\${{ steps.s.outputs.said }}!"'}]}`

  it('an action named by $/ runs without a checkout', async () => {
    const result = await run(uses('$/say'), { files: action })
    expect(result.log).toContain('\nhello octo/keys s octo/keys\n')
    expect(result.log).toContain('\nhello!')
  })

  it('an action named by ./ runs after a checkout only', async () => {
    const without = await run(uses('./say'), { files: action })
    expect(without.conclusion).toBe('failure')
    expect(without.log).toContain('Did you forget to run actions/checkout')
    const checkout = uses('./say').replace(
      '[{id',
      '[{uses: actions/checkout@v6, with: {persist-credentials: false}}, {id',
    )
    expect((await run(checkout, { files: action })).log).toContain('\nhello octo/keys s \n')
  })

  it('an action of another repository is found by name and ref', async () => {
    const result = await run(uses('else/where/say@v1'), { sources: { 'else/where': repository(action) } })
    expect(result.log).toContain('\nhello octo/keys s else/where\n')
  })

  it.each([
    ['$/', 'a path must follow $/'],
    ['$/nowhere', 'no action.yml there'],
    ['docker://alpine', 'containers'],
    ['else/where@v1', 'else/where is not among the sources'],
  ])('a workflow with an unknown action is refused before a job runs: %s', async (name, message) => {
    await expect(run(uses(name), { files: action })).rejects.toThrow(message)
  })

  it('create-github-app-token creates a token with the permissions asked for, which is revoked when the job ends', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const github = await startedGitHub()
    github.putSecret(keys, 'APP_KEY', pem)
    const added = vi.spyOn(github, 'addToken')
    const removed = vi.spyOn(github, 'removeToken')
    const apps = {
      Iv1: {
        slug: 'keys',
        privateKey: pem,
        permissions: { environments: 'write' as const, actions_variables: 'write' as const },
        repositories: ['octo/keys'],
      },
    }
    const steps = (more: string, env = '{}') => `
  a:
    runs-on: ubuntu-latest
    steps:
      - {id: app, uses: actions/create-github-app-token@v3, env: ${env}, with: {client-id: Iv1, private-key: '\${{ secrets.APP_KEY }}'${more}}}
      - run: 'echo "token \${{ steps.app.outputs.token }}"'`
    const result = await run(steps(', permission-environments: write'), { github, apps })
    expect(result.log).toContain('\ntoken ***')
    expect(added.mock.calls[1]?.[1]).toEqual({
      kind: 'installation',
      repositories: ['octo/keys'],
      permissions: { environments: 'write' },
    })
    expect(removed).toHaveBeenCalledWith(added.mock.calls[1]?.[0])
    added.mockClear()
    await run(steps('', '{INPUT_PERMISSION-ACTIONS-VARIABLES: write}'), { github, apps })
    expect(added.mock.calls[1]?.[1].permissions, 'narrowed by the environment').toEqual({ actions_variables: 'write' })
    expect((await run(steps(', permission-secrets: write'), { github, apps })).log).toContain('not granted')
    expect((await run(steps(', repositories: other'), { github, apps })).log).toContain('not installed in octo/other')
    for (const name of ['colour: red', 'permission-variables: write']) {
      const refused = await run(steps(`, ${name}`), { github, apps })
      expect(refused.log).toContain(`not supported by this stub: ${name.split(':')[0]}`)
    }
  })

  it('attest needs its permissions and records the subject', async () => {
    const digest = `sha256:${'ab'.repeat(32)}`
    const attest = (permissions: string) => `
  a:
    permissions: ${permissions}
    runs-on: ubuntu-latest
    steps: [{uses: actions/attest@v4, with: {subject-name: key, subject-digest: '${digest}'}}]`
    const result = await run(attest('{id-token: write, attestations: write}'))
    expect(result.attestations).toEqual([{ subject: { name: 'key', digest }, job: 'a' }])
    expect((await run(attest('{id-token: write}'))).log).toContain('missing "attestations" permission')
  })
})

describe('secrets', () => {
  const show = (name: string) => `echo "${name}=$(echo "\${{ secrets.${name} }}" | rev)"`
  const shown = (value: string) => [...value].reverse().join('')

  it('a job gets the secrets that it names, from the environment, the repository or the organization, in this order', async () => {
    const github = await startedGitHub()
    github.addEnvironment('octo/keys', 'prod')
    for (const name of ['A', 'B', 'C']) github.putSecret(octo, name, `org-${name}`, { visibility: 'private' })
    github.putSecret(octo, 'NOT_OURS', 'x', { visibility: 'selected', selected_repository_ids: [1] })
    for (const name of ['B', 'C', 'OTHER']) github.putSecret(keys, name, `repo-${name}`)
    github.putSecret(prod, 'C', 'env-C')
    const result = await run(
      `
  a:
    environment: {name: prod, deployment: false}
    runs-on: ubuntu-latest
    steps: [{run: '${show('A')}; ${show('B')}; ${show('C')}; echo "\${{ secrets.OTHER && secrets.NONE }}"'}]
  b:
    runs-on: ubuntu-latest
    steps: [{run: '${show('C')}'}]
  c:
    runs-on: ubuntu-latest
    steps: [{run: 'echo "\${{ secrets[github.actor] }}"'}]`,
      { github },
    )
    for (const [name, value] of Object.entries({ A: 'org-A', B: 'repo-B', C: 'env-C' })) {
      expect(job(result, 'a').log).toContain(`\n${name}=${shown(value)}`)
    }
    expect(job(result, 'b').log).toContain(`C=${shown('repo-C')}`)
    expect(job(result, 'b').secrets).toEqual(['C'])
    expect(job(result, 'c').secrets).toEqual(['A', 'B', 'C', 'OTHER'])
  })

  it('a run reads repository secrets and variables when it is queued, and those of an environment when the job starts', async () => {
    const github = await startedGitHub()
    github.addEnvironment('octo/keys', 'prod')
    github.putSecret(keys, 'S', 'old')
    github.putVariable(keys, 'V', 'first')
    const result = await run(
      `
  a: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: '${show('S')} \${{ vars.V }}'}]}
  c: {needs: a, environment: prod, runs-on: ubuntu-latest, steps: [{run: '${show('S')} \${{ vars.V }}'}]}`,
      {
        github,
        onEvent: event => {
          if (event.type !== 'job-ends' || event.job.id !== 'a') return
          github.putSecret(keys, 'S', 'new')
          github.putVariable(keys, 'V', 'new')
          github.putSecret(prod, 'S', 'environment')
          github.putVariable(prod, 'V', 'variable')
        },
      },
    )
    expect(job(result, 'b').log).toContain(`S=${shown('old')} first`)
    expect(job(result, 'c').log).toContain(`S=${shown('environment')} variable`)
  })
})

describe('gates', () => {
  const jobs = `
  approve: {environment: prod, runs-on: ubuntu-latest, outputs: {done: 'yes'}, steps: [{run: echo open}]}
  other: {environment: prod, runs-on: ubuntu-latest, steps: [{run: echo open}]}
  after: {needs: approve, if: "failure() && needs.approve.result == 'failure'", ${says('rejected')}}`
  const reviewed = async (rules: EnvironmentRules = {}) => {
    const github = await startedGitHub()
    github.addEnvironment('octo/keys', 'prod', { reviewers: ['ada', 'octocat'], ...rules })
    return github
  }
  const reviews = (github: LocalGitHub, runId: number) => github.state.repository('octo/keys').runs.get(runId)?.reviews

  it('a gate opens if a reviewer approves, once for all jobs that wait, and records the review', async () => {
    const github = await reviewed()
    const asked: string[][] = []
    const result = await run(jobs, {
      github,
      approve: async gate => {
        asked.push(gate.jobs)
        return { decision: 'approved', by: 'ada', comment: 'compared' }
      },
    })
    expect(results(result)).toEqual({ approve: 'success', other: 'success', after: 'skipped' })
    expect(asked).toEqual([['approve', 'other']])
    expect(reviews(github, result.runId)).toEqual([
      { state: 'approved', user: github.state.users.get('ada'), comment: 'compared', environment: 'prod' },
    ])
    expect(job(result, 'approve').review?.by).toBe('ada')
  })

  it('a gate fails the job if a reviewer rejects it', async () => {
    const result = await run(jobs, {
      github: await reviewed(),
      approve: async () => ({ decision: 'rejected', by: 'ada' }),
    })
    expect(results(result)).toEqual({ approve: 'failure', other: 'failure', after: 'success' })
    expect(job(result, 'approve')).toMatchObject({ steps: [], outputs: { kept: {} } })
  })

  it('a gate stays closed without a review by a required reviewer other than who started the run', async () => {
    expect((await run(jobs, { github: await reviewed() })).conclusion).toBe('failure')
    const refusals: (string | undefined)[] = []
    const github = await reviewed({ preventSelfReview: true })
    const result = await run(jobs, {
      github,
      approve: async ({ refused }) => {
        refusals.push(refused)
        return { decision: 'approved', by: refused ? 'mallory' : 'octocat' }
      },
    })
    expect(result.conclusion).toBe('failure')
    expect(refusals).toEqual([undefined, 'octocat started this run and may not review it'])
    expect(reviews(github, result.runId)).toEqual([])
  })

  it('a gate identifies reviewers by user, not by login', async () => {
    const github = await reviewed({ preventSelfReview: true })
    const refusals: (string | undefined)[] = []
    const result = await run(jobs, {
      github,
      approve: async ({ refused }) => {
        refusals.push(refused)
        if (!refused) github.renameUser('octocat', 'tentacle')
        else github.renameUser('ada', 'lovelace')
        return { decision: 'approved', by: refused ? 'lovelace' : 'tentacle' }
      },
    })
    expect(refusals).toEqual([undefined, 'tentacle started this run and may not review it'])
    expect(reviews(github, result.runId)).toMatchObject([{ user: { login: 'lovelace' } }])
  })

  it('a gate is open if the environment has no reviewers, and GitHub creates a missing environment', async () => {
    const github = await startedGitHub()
    expect((await run(jobs, { github })).conclusion).toBe('success')
    expect(github.state.environment('octo/keys', 'prod')).toBeDefined()
  })

  it('a gate refuses branches that the environment does not allow', async () => {
    const github = await reviewed({ reviewers: [], branchPolicy: 'protected' })
    const other = { ref: 'refs/heads/other' }
    const result = await run(jobs, { github, context: other })
    expect(job(result, 'approve').log).toContain('Branch "other" is not allowed to deploy to prod')
    expect((await run(jobs, { github })).conclusion).toBe('success')
    github.setBranch('octo/keys', 'other', { protected: true })
    expect((await run(jobs, { github, context: other })).conclusion).toBe('success')
    github.setBranch('octo/keys', 'other', { protected: false })
    github.setBranch('octo/keys', 'main', { protected: false })
    expect((await run(jobs, { github, context: other })).conclusion, 'no protected branch').toBe('success')
    const named = await reviewed({ reviewers: [], branchPolicy: 'custom', branches: ['main', 'release/*'] })
    expect((await run(jobs, { github: named, context: { ref: 'refs/heads/release/1' } })).conclusion).toBe('success')
    expect((await run(jobs, { github: named, context: { ref: 'refs/heads/other' } })).conclusion).toBe('failure')
  })
})

describe('called workflows', () => {
  const called = `
on:
  workflow_call:
    inputs: {environment: {type: string, required: true}, dry-run: {type: boolean}}
    secrets: {NAMED: {required: false}}
    outputs: {key: {value: '\${{ jobs.make.outputs.key }}'}}
permissions: {}
jobs:
  make:
    environment: \${{ inputs.environment }}
    permissions: {actions: read}
    runs-on: ubuntu-latest
    outputs: {key: '\${{ steps.s.outputs.key }}'}
    steps:
      - {id: s, run: 'echo "key=of \${{ inputs.environment }}" >> "$GITHUB_OUTPUT"'}
      - run: 'echo "dry \${{ inputs.dry-run }} named [\${{ secrets.NAMED && ''set'' }}] other [\${{ secrets.OTHER && ''set'' }}]"'`
  const vaults = async (rules: EnvironmentRules = {}) => {
    const github = await startedGitHub()
    github.addEnvironment('octo/keys', 'prod', rules)
    github.addEnvironment('octo/keys', 'test', rules)
    github.putSecret(keys, 'OTHER', 'other-value')
    github.putSecret(keys, 'REPOSITORY', 'named-value')
    github.putSecret(prod, 'NAMED', 'environment-value')
    github.putSecret(prod, 'OTHER', 'other-value')
    return github
  }
  const call = (more: string, uses = '$/.github/workflows/called.yml') => `
  call:
    permissions: {actions: read}
    uses: ${uses}
    ${more}
  after: {needs: call, ${says(`got \${{ needs.call.outputs.key }}`)}}`
  const files = {
    'called.yml': called,
    'itself.yml': 'on: workflow_call\njobs: {a: {uses: ./.github/workflows/itself.yml}}',
  }

  it.each(['$/.github/workflows/called.yml', './.github/workflows/called.yml'])(
    'a called workflow runs in place of the job: %s',
    async uses => {
      const result = await run(call('with: {environment: prod, dry-run: true}', uses), {
        files,
        github: await vaults(),
      })
      expect(results(result)).toEqual({ 'call / make': 'success', after: 'success' })
      expect(job(result, 'call / make').log).toContain('\ndry true ')
      expect(job(result, 'call / make').permissions).toEqual({ actions: 'read' })
      expect(job(result, 'after').log).toContain('\ngot of prod')
    },
  )

  it.each([
    ['none', '', 'named [] other []'],
    ['all by inherit, with those of its environment', 'secrets: inherit', 'named [set] other [set]'],
    [
      'one by name, with the environment’s value first',
      `secrets: {NAMED: '\${{ secrets.REPOSITORY }}'}`,
      'named [set] other []',
    ],
  ])('a called workflow gets the secrets that it is passed, %s', async (_what, secrets, expected) => {
    const result = await run(call(`with: {environment: prod}\n    ${secrets}`), { files, github: await vaults() })
    expect(job(result, 'call / make').log).toContain(expected)
  })

  it('a called workflow in a matrix has a gate for each leg', async () => {
    const asked: string[] = []
    const result = await run(
      call(`strategy: {matrix: {environment: [prod, test]}}\n    with: {environment: "\${{ matrix.environment }}"}`),
      {
        files,
        github: await vaults({ reviewers: ['ada'] }),
        approve: async gate => {
          asked.push(gate.environment)
          return { decision: 'approved', by: 'ada' }
        },
      },
    )
    expect(results(result)).toEqual({
      'call (prod) / make': 'success',
      'call (test) / make': 'success',
      after: 'success',
    })
    expect(asked.toSorted()).toEqual(['prod', 'test'])
  })

  it('a called workflow of another repository finds its own actions by $/ and the caller’s by ./', async () => {
    const theirs = repository({
      'called.yml': `
on: workflow_call
jobs:
  make: {runs-on: ubuntu-latest, steps: [{uses: $/say}, {uses: actions/checkout@v6}, {uses: ./say}]}`,
      'say/action.yml': 'runs: {using: node24, main: main.mjs}',
      'say/main.mjs': 'console.log("theirs", process.env.GITHUB_REPOSITORY)',
    })
    const result = await run('  call: {uses: their/keys/.github/workflows/called.yml@v1}', {
      sources: { 'their/keys': theirs },
      files: { 'say/action.yml': 'runs: {using: node24, main: main.mjs}', 'say/main.mjs': 'console.log("ours")' },
    })
    expect(result.log).toContain('\ntheirs octo/keys')
    expect(result.log).toContain('\nours')
  })

  it.each([
    [
      'more permissions than the caller has',
      call('with: {environment: prod}').replace('actions: read', 'contents: read'),
      "'actions: read', but is only allowed 'actions: none'",
    ],
    ['a required input missing', call(''), 'requires the inputs environment'],
    ['an unknown input', call('with: {environment: prod, colour: red}'), 'has no inputs named colour'],
    ['an unknown secret', call("with: {environment: prod}\n    secrets: {OTHER: '1'}"), 'has no secrets named OTHER'],
    ['itself', call('with: {environment: prod}', './.github/workflows/itself.yml'), 'nested more than 10'],
    [
      'the token',
      call(`with: {environment: prod}\n    secrets: {NAMED: '\${{ secrets.GITHUB_TOKEN }}'}`),
      'passing GITHUB_TOKEN',
    ],
    ['no such workflow', call('', './.github/workflows/nowhere.yml'), 'no such workflow'],
    ['a workflow that cannot be called', call('', './.github/workflows/main.yml'), 'not a reusable workflow'],
  ])('a call is refused before a job runs: %s', async (_what, jobs, message) => {
    await expect(run(jobs, { files })).rejects.toThrow(message)
  })
})

describe('re-runs', () => {
  /** Each job hands on the attempt in which it ran. */
  const attempt = (more: string, ends = 'true') =>
    `{${more}, runs-on: ubuntu-latest, outputs: {at: '\${{ steps.s.outputs.at }}'}, steps: [{id: s, run: 'echo "at=\${{ github.run_attempt }}" >> "$GITHUB_OUTPUT"; ${ends}'}]}`
  const flaky = `test "$GITHUB_RUN_ATTEMPT" -gt 1`
  const jobs = `
  first: ${attempt('if: true')}
  flaky: ${attempt('needs: first', flaky)}
  after: ${attempt('needs: flaky')}
  beside: ${attempt('needs: first')}
  last: {needs: [after, beside], if: always(), ${says(`\${{ needs.after.outputs.at }} \${{ needs.beside.outputs.at }}`)}}`
  const attempts = ({ jobs }: Awaited<ReturnType<typeof runWorkflow>>) =>
    Object.fromEntries(jobs.map(({ name, attempt, result }) => [name, `${attempt} ${result}`]))

  it('a re-run of failed jobs runs them and what depends on them, and keeps the outputs of the others', async () => {
    const first = await run(jobs)
    expect(attempts(first)).toEqual({
      first: '1 success',
      flaky: '1 failure',
      after: '1 skipped',
      beside: '1 success',
      last: '1 success',
    })
    const ended: string[] = []
    const second = await rerunWorkflow(first, {
      jobs: 'failed',
      onEvent: event => event.type === 'job-ends' && ended.push(event.job.name),
    })
    expect(attempts(second)).toEqual({
      first: '1 success',
      flaky: '2 success',
      after: '2 success',
      beside: '1 success',
      last: '2 success',
    })
    expect(ended).toEqual(['flaky', 'after', 'last'])
    expect(job(second, 'last').log).toContain('\n2 1')
    expect(second).toMatchObject({ runId: first.runId, attempt: 2, conclusion: 'success' })
    const third = await rerunWorkflow(second, { jobs: { job: 'after' } })
    expect(job(third, 'last').log).toContain('\n3 1')
  })

  it('a re-run runs all jobs, or one job and what depends on it', async () => {
    const first = await run(jobs)
    const all = await rerunWorkflow(first)
    expect(new Set(all.jobs.map(({ attempt }) => attempt))).toEqual(new Set([2]))
    const one = await rerunWorkflow(all, { jobs: { job: 'beside' } })
    expect(attempts(one)).toMatchObject({ flaky: '2 success', beside: '3 success', last: '3 success' })
    await expect(rerunWorkflow(one, { jobs: { job: 'nobody' } })).rejects.toThrow('0 jobs')
  })

  it('a re-run has the id, actor and inputs of the run, and a triggering actor of its own', async () => {
    const workflow = `
on: {workflow_dispatch: {inputs: {x: {type: string}}}}
jobs:
  a: {${says(`$GITHUB_RUN_ID $GITHUB_ACTOR $GITHUB_ACTOR_ID $GITHUB_TRIGGERING_ACTOR \${{ inputs.x }}`)}}`
    const github = await startedGitHub()
    github.addUser({ login: 'ada', id: 7 })
    const first = await run(workflow, { github, inputs: { x: 'given' }, context: { actor: 'ada' } })
    expect(first.log).toContain(`\n${first.runId} ada 7 ada given`)
    const second = await rerunWorkflow(first, { actor: 'eve' })
    expect(second.log).toContain(`\n${first.runId} ada 7 eve given`)
    expect((await rerunWorkflow(second)).log).toContain(`\n${first.runId} ada 7 eve given`)
    expect(github.state.run('octo/keys', first.runId)).toMatchObject({
      attempt: 3,
      actor: { login: 'ada' },
      triggeringActor: { login: 'eve' },
      conclusion: 'success',
    })
  })

  it('a re-run needs a review at the gates of its jobs, and keeps the record of reviews', async () => {
    const github = await startedGitHub()
    github.addEnvironment('octo/keys', 'prod', { reviewers: ['ada', 'bob'] })
    const gated = `
  before: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  gate: {needs: before, environment: prod, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  after: {needs: gate, runs-on: ubuntu-latest, steps: [{run: '${flaky}'}]}`
    const approve = (by: string, decision: 'approved' | 'rejected') => async () => ({ by, decision })
    const approved = await run(gated, { github, approve: approve('ada', 'approved') })
    const after = await rerunWorkflow(approved, { jobs: 'failed', approve: approve('bob', 'rejected') })
    expect(after.conclusion, 'the gate is not asked again').toBe('success')
    const gate = await rerunWorkflow(after, { jobs: { job: 'gate' }, approve: approve('bob', 'rejected') })
    expect(attempts(gate)).toEqual({ before: '1 success', gate: '3 failure', after: '3 skipped' })
    const { reviews } = github.state.run('octo/keys', approved.runId)
    expect(reviews.map(({ state, user }) => [state, user.login])).toEqual([
      ['approved', 'ada'],
      ['rejected', 'bob'],
    ])
  })

  it('a re-run reads secrets and variables again', async () => {
    const github = await startedGitHub()
    github.putVariable(keys, 'V', 'old')
    const first = await run(`  a: {${says(`\${{ vars.V }}`)}}`, { github })
    github.putVariable(keys, 'V', 'new')
    expect((await rerunWorkflow(first)).log).toContain('\nnew')
  })

  it('a re-run of failed jobs runs only the failed legs of a matrix and the failed jobs of a called workflow', async () => {
    const files = {
      'called.yml': `
on: {workflow_call: {outputs: {at: {value: '\${{ jobs.make.outputs.at }}'}}}}
jobs:
  make: ${attempt('if: true')}
  check: ${attempt('needs: make', flaky)}
  end: ${attempt('needs: check')}`,
    }
    const calling = `
  legs: ${attempt('strategy: {fail-fast: false, matrix: {x: [1, 2]}}', `test \${{ matrix.x }} = 1 || ${flaky}`)}
  call: {uses: $/.github/workflows/called.yml}
  skipped: {needs: legs, uses: $/.github/workflows/called.yml}
  last: {needs: call, if: always(), ${says(`\${{ needs.call.outputs.at }}`)}}`
    const first = await run(calling, { files })
    const second = await rerunWorkflow(first, { jobs: 'failed' })
    expect(attempts(first)).toMatchObject({
      'legs (2)': '1 failure',
      'call / check': '1 failure',
      skipped: '1 skipped',
    })
    expect(attempts(second)).toEqual({
      'legs (1)': '1 success',
      'legs (2)': '2 success',
      'call / make': '1 success',
      'call / check': '2 success',
      'call / end': '2 success',
      'skipped / make': '2 success',
      'skipped / check': '2 success',
      'skipped / end': '2 success',
      last: '2 success',
    })
    expect(job(second, 'last').log).toContain('\n1')
  })

  it('a re-run of one leg of a matrix is not cancelled by another leg that failed before', async () => {
    const legs = `
  legs:
    strategy: {matrix: {x: [bad, slow]}}
    runs-on: ubuntu-latest
    steps: [{run: 'if [ \${{ matrix.x }} = bad ]; then sleep 0.3; exit 1; fi; ${flaky} || exec sleep 20; sleep 0.3'}]`
    const first = await run(legs)
    expect(attempts(first)).toEqual({ 'legs (bad)': '1 failure', 'legs (slow)': '1 cancelled' })
    const second = await rerunWorkflow(first, { jobs: { job: 'legs (slow)' } })
    expect(attempts(second)).toEqual({ 'legs (bad)': '1 failure', 'legs (slow)': '2 success' })
    expect(second.conclusion).toBe('failure')
  })

  it('a re-run does not take over the signal that cancelled the run', async () => {
    const cancel = new AbortController()
    const first = await run(`  a: {runs-on: ubuntu-latest, steps: [{run: '${flaky} || exec sleep 20'}]}`, {
      signal: cancel.signal,
      onEvent: event => event.type === 'step-starts' && setTimeout(() => cancel.abort(), 300),
    })
    expect(first.conclusion).toBe('cancelled')
    expect((await rerunWorkflow(first, { jobs: 'failed' })).conclusion).toBe('success')
  })
})

describe('starts by hand', () => {
  const form = `
on:
  workflow_dispatch:
    inputs:
      environment: {type: environment, required: true}
      if-exists: {type: choice, options: [fail, keep], default: fail}
      dry-run: {type: boolean, default: false}
jobs:
  a: {runs-on: ubuntu-latest, steps: [{run: 'echo "\${{ inputs.environment }} \${{ inputs.if-exists }} \${{ inputs.dry-run || ''no'' }} \${{ github.event.inputs.dry-run }}"'}]}`

  it('a start by hand has the defaults of the form', async () => {
    expect((await run(form, { inputs: { environment: 'prod' } })).log).toContain('\nprod fail no false')
  })

  it.each([
    [{}, "Required input 'environment' not provided"],
    [{ environment: 'prod', colour: 'red' }, 'Unexpected inputs provided: colour'],
    [{ environment: 'prod', 'if-exists': 'burn' }, 'one of fail, keep'],
    [{ environment: 'prod', 'dry-run': 'maybe' }, 'true or false'],
  ])('a start by hand refuses inputs that the form would not send: %j', async (inputs, message) => {
    await expect(run(form, { inputs })).rejects.toThrow(message)
  })
})

describe('unsupported features', () => {
  it.each([
    ['containers', '  a: {runs-on: ubuntu-latest, container: node, steps: [{run: x}]}', 'container'],
    ['services', '  a: {runs-on: ubuntu-latest, services: {db: {image: x}}, steps: [{run: x}]}', 'services'],
    [
      'continue-on-error of a job',
      '  a: {runs-on: ubuntu-latest, continue-on-error: true, steps: [{run: x}]}',
      'continue-on-error',
    ],
    ['hashFiles', `  a: {runs-on: ubuntu-latest, steps: [{run: "echo \${{ hashFiles('x') }}"}]}`, 'hashFiles'],
    ['a key that GitHub does not know', '  a: {runs-on: ubuntu-latest, steps: [{run: x, colour: red}]}', 'colour'],
    [
      'a context that is not allowed there',
      '  a: {if: "secrets.A != \'\'", runs-on: ubuntu-latest, steps: [{run: x}]}',
      'secrets',
    ],
    [
      'a cycle',
      `  a: {needs: b, ${says('x')}}\n  b: {needs: a, ${says('x')}}`,
      'at least one job with no dependencies',
    ],
    ['another event', `on: push\njobs:\n  a: {${says('x')}}`, 'not started by workflow_dispatch'],
    ['a group of runners', '  a: {runs-on: {group: large}, steps: [{run: x}]}', 'jobs.a.runs-on: not supported'],
    ['a name of runs', `run-name: x\non: workflow_dispatch\njobs:\n  a: {${says('x')}}`, 'run-name'],
    ['defaults', `on: workflow_dispatch\ndefaults: {run: {shell: bash}}\njobs:\n  a: {${says('x')}}`, 'defaults'],
    ['concurrency of a run', `on: workflow_dispatch\nconcurrency: x\njobs:\n  a: {${says('x')}}`, 'concurrency'],
    ['concurrency of a call', '  a: {concurrency: x, uses: ./.github/workflows/main.yml}', 'concurrency'],
    ['read-all', `  a: {permissions: read-all, ${says('x')}}`, 'read-all'],
    ['a limit of parallel legs', `  a: {strategy: {max-parallel: 1, matrix: {x: [1]}}, ${says('x')}}`, 'max-parallel'],
    ['an environment’s URL', `  a: {environment: {name: prod, url: x}, ${says('x')}}`, 'url'],
    ...['continue-on-error: true', 'timeout-minutes: 1', 'working-directory: x', 'shell: sh'].map(key => [
      `${key} of a step`,
      `  a: {runs-on: ubuntu-latest, steps: [{run: x, ${key}}]}`,
      key.startsWith('shell') ? 'steps[0].shell: not supported by this local runner: sh' : (key.split(':')[0] ?? ''),
    ]),
    [
      'a number as input',
      `on: {workflow_dispatch: {inputs: {x: {type: number}}}}\njobs:\n  a: {${says('x')}}`,
      'inputs.x: not supported by this local runner: number',
    ],
  ])('an unsupported feature is refused by name before a job runs: %s', async (_what, jobs, message) => {
    await expect(run(jobs)).rejects.toThrow(message)
  })

  it.each([
    ['push', '{branches: [release], paths-ignore: [docs/**]}', 'branches, paths-ignore'],
    ['push', '{tags: [v*]}', 'tags'],
    ['pull_request', '{types: [opened]}', 'types'],
    ['release', '{types: [published]}', 'types'],
  ])('a filter of the event that starts the run is refused: on.%s: %s', async (event, filters, named) => {
    const workflow = `on: {${event}: ${filters}, workflow_dispatch: }\njobs:\n  a: {${says('x')}}`
    await expect(run(workflow, { event })).rejects.toThrow(`on.${event}: not supported by this local runner: ${named}`)
    expect((await run(workflow)).conclusion).toBe('success')
    expect((await run(workflow.replace(filters, ''), { event })).conclusion).toBe('success')
  })

  it('an unsupported value fails the job', async () => {
    expect((await run('  a: {runs-on: windows-latest, steps: [{run: x}]}')).log).toContain('windows-latest')
    expect((await run('  a: {runs-on: [x, macos-15], steps: [{run: x}]}')).log).toContain('macos-15')
    const group = `  a: {runs-on: "\${{ fromJSON('{\\"group\\": \\"large\\"}') }}", steps: [{run: x}]}`
    expect((await run(group)).log).toContain('runs-on: not supported by this local runner: {"group":"large"}')
    const matrix = (more: string) => run(`  a: {strategy: {matrix: {x: [1], ${more}}}, ${says('x')}}`)
    expect((await matrix('exclude: [{x: 1}]')).log).toContain('not supported by this local runner: exclude')
    expect((await matrix('include: [{x: 1}]')).log).toContain('not supported by this local runner: include beside')
    const cancelling = `  a: {concurrency: {group: x, cancel-in-progress: true}, ${says('x')}}`
    expect((await run(cancelling)).log).toContain('not supported by this local runner: cancel-in-progress')
  })
})
