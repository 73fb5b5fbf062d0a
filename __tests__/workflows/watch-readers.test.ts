import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WorkflowResult, WorkflowRun } from '../../local/runner/index.ts'
import { canRunCommands } from '../support/doc-commands.ts'
import { REAL_TIME, REPOSITORY, ROOT, SECRET, startTestGitHub, type TestGitHub } from '../support/servers.ts'
import { appKey, checkoutOf, jobOf, runRepositoryWorkflow } from '../support/workflows.ts'

const PATH = '.github/workflows/watch-readers.yml'
const HOUR = 3_600_000
const SIGNER = {
  repo: REPOSITORY,
  environment_name: 'production',
  job_workflow_ref: `${REPOSITORY}/.github/workflows/sign.yml@refs/heads/main`,
}

async function startCompany({ enterprise = true } = {}): Promise<TestGitHub> {
  const github = await startTestGitHub(REAL_TIME)
  github.addOrganization('octo', { enterprise })
  for (const environment of ['ledger-audit', 'production']) github.addEnvironment(REPOSITORY, environment)
  github.putSecret({ repository: REPOSITORY, environment: 'production' }, SECRET)
  const audit = { repository: REPOSITORY, environment: 'ledger-audit' }
  github.putVariable(audit, 'AUDIT_APP_CLIENT_ID', 'Iv23audit')
  github.putSecret(audit, 'AUDIT_APP_PRIVATE_KEY', appKey())
  return github
}

/** Runs a workflow whose job reads a secret. */
async function readKey(github: TestGitHub, name = 'sign.yml', { environment = 'production', secret = SECRET } = {}) {
  const path = `.github/workflows/${name}`
  const steps = [{ run: 'true', env: { KEY: `\${{ secrets.${secret} }}` } }]
  const workflow = {
    on: 'workflow_dispatch',
    permissions: {},
    jobs: { read: { 'runs-on': 'ubuntu-latest', environment, steps } },
  }
  return runRepositoryWorkflow(path, { root: checkoutOf({ [path]: JSON.stringify(workflow) }), github })
}

interface Watch extends Partial<WorkflowRun> {
  list?: unknown
  perPage?: number
}

function watch(github: TestGitHub, { list = [SIGNER], perPage = 100, ...options }: Watch = {}) {
  const text = readFileSync(join(ROOT, 'examples/watch-readers.yml'), 'utf8')
  return runRepositoryWorkflow(PATH, {
    root: checkoutOf({
      [PATH]: text.replace('per_page=100', `per_page=${perPage}`),
      '.github/ledger-readers.json': JSON.stringify(list),
    }),
    event: 'schedule',
    apps: {
      Iv23audit: {
        slug: 'audit',
        privateKey: appKey(),
        permissions: { organization_administration: 'read' },
        repositories: [REPOSITORY],
      },
    },
    ...options,
    github,
  })
}

const jobIn = (result: WorkflowResult) => jobOf(result, 'Search the audit log')
const titleOf = (result: WorkflowResult) => jobIn(result).summary.split('\n')[0]
const errorsOf = (result: WorkflowResult) =>
  jobIn(result)
    .annotations.map(({ message }) => message)
    .slice(0, -1)
/** The time from which a run searches the audit log, as GitHub got it. */
const sinceOf = ({ exchanges }: TestGitHub) =>
  /created:>=(\S+)$/.exec(
    new URL(exchanges.findLast(({ path }) => path.includes('audit-log'))?.path ?? '', 'http://x').searchParams.get(
      'phrase',
    ) ?? '',
  )?.[1]
const iso = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, '+00:00')

describe.runIf(canRunCommands)('watch-readers.yml', () => {
  it('watch-readers.yml succeeds if no job read a key', async () => {
    const github = await startCompany()
    await readKey(github, 'other.yml', { secret: 'NPM_TOKEN' })
    const result = await watch(github)
    expect(result.conclusion, result.log).toBe('success')
    expect(titleOf(result)).toBe('## Unexpected readers: 0. Expected: 0.')
  })

  it('watch-readers.yml succeeds if the list contains each reader, and shows how often each read', async () => {
    const github = await startCompany()
    for (let i = 0; i < 3; i++) await readKey(github)
    const result = await watch(github)
    expect(result.conclusion, result.log).toBe('success')
    expect(titleOf(result)).toBe('## Unexpected readers: 0. Expected: 3.')
    const row =
      /^\| 3 \| \S+ \| octo\/keys \| production \| octo\/keys\/&#46;github\/workflows\/sign&#46;yml&#64;refs\/heads\/main \|$/m
    expect(jobIn(result).summary).toMatch(row)
  })

  it.each([
    ['another workflow', (github: TestGitHub) => readKey(github, 'steal.yml')],
    [
      'the workflow in another environment',
      async (github: TestGitHub) => {
        github.putSecret({ repository: REPOSITORY }, SECRET)
        return readKey(github, 'sign.yml', { environment: 'open' })
      },
    ],
    [
      'a job that reads API access',
      async (github: TestGitHub) => {
        github.putSecret({ repository: REPOSITORY, environment: 'production' }, 'LEDGER_API_KEY_SECRET')
        return readKey(github, 'api.yml', { secret: 'LEDGER_API_KEY_SECRET' })
      },
    ],
  ])('watch-readers.yml fails if the list does not contain a reader: %s', async (_, read) => {
    const github = await startCompany()
    await readKey(github)
    const { runId } = await read(github)
    const result = await watch(github)
    expect(titleOf(result)).toBe('## Unexpected readers: 1. Expected: 1.')
    expect(jobIn(result).summary).toContain(
      `| octocat | [${runId}](https://github.com/octo/keys/actions/runs/${runId}) | LEDGER`,
    )
    expect(errorsOf(result)).toEqual([expect.stringContaining('were given a key: 1.')])
  })

  it('watch-readers.yml finds a reader on the last of several pages', async () => {
    const github = await startCompany()
    await readKey(github, 'steal.yml')
    for (let i = 0; i < 4; i++) await readKey(github)
    expect(titleOf(await watch(github, { perPage: 2 }))).toBe('## Unexpected readers: 1. Expected: 4.')
    expect(github.exchanges.filter(({ path }) => path.includes('audit-log'))).toHaveLength(3)
  })

  it('watch-readers.yml fails until the list contains the run that read a key', async () => {
    const github = await startCompany()
    const { runId } = await readKey(github, 'migrate.yml')
    for (let i = 0; i < 2; i++) expect((await watch(github)).conclusion).toBe('failure')
    const job_workflow_ref = SIGNER.job_workflow_ref.replace('sign', 'migrate')
    const list = [{ ...SIGNER, job_workflow_ref, workflow_run_id: runId }]
    expect((await watch(github, { list })).conclusion).toBe('success')
    await readKey(github, 'migrate.yml')
    expect(titleOf(await watch(github, { list }))).toBe('## Unexpected readers: 1. Expected: 1.')
  })

  it('watch-readers.yml starts an hour before the last successful scheduled run, or a week ago without one', async () => {
    const github = await startCompany()
    const runAt = async (hoursAgo: number, options: Watch = {}) => {
      const { runId } = await watch(github, options)
      const createdAt = iso(Date.now() - hoursAgo * HOUR).replace('+00:00', 'Z')
      Object.assign(github.state.run(REPOSITORY, runId), { createdAt })
      return Date.parse(createdAt)
    }
    const succeeded = await runAt(50)
    expect(Math.abs(Date.parse(sinceOf(github) ?? '') - (Date.now() - 169 * HOUR))).toBeLessThan(60_000)
    await runAt(20, { event: 'workflow_dispatch' })
    await readKey(github, 'steal.yml')
    await runAt(10)
    await runAt(5)
    expect(sinceOf(github)).toBe(iso(succeeded - HOUR))
  })

  it.each([
    [404, 'GitHub answered 404.', 'GitHub Enterprise Cloud'],
    [403, 'Resource not accessible by integration', 'the organization permission Administration: read'],
    [422, 'GitHub answered 422.', ''],
  ])('watch-readers.yml fails if GitHub answers %i to the request for the audit log', async (status, what, remedy) => {
    const github = await startCompany({ enterprise: status !== 404 })
    if (status !== 404) {
      const body = { message: 'Resource not accessible by integration' }
      github.faults.add({ path: /audit-log/, when: 'before', times: 9, do: { kind: 'status', status, body } })
    }
    const result = await watch(github)
    expect(errorsOf(result)).toEqual([expect.stringContaining(what)])
    expect(errorsOf(result)[0]).toContain(remedy)
  })

  it.each([
    ['no list', SIGNER],
    ['an entry for every workflow', [{ repo: REPOSITORY, environment_name: 'production' }]],
  ])('watch-readers.yml fails if the list is invalid: %s', async (_, list) => {
    const github = await startCompany()
    const result = await watch(github, { list })
    expect(errorsOf(result)).toEqual([expect.stringContaining('needs repo, environment_name and job_workflow_ref')])
  })

  it('watch-readers.yml shows the names of readers as text', async () => {
    const github = await startCompany()
    const environment = '<img src=x> | [a](b) \u202e'
    github.addEnvironment(REPOSITORY, environment)
    github.putSecret({ repository: REPOSITORY, environment }, SECRET)
    await readKey(github, 'sign.yml', { environment })
    const { summary } = jobIn(await watch(github))
    expect(summary).toContain('| &#60;img src&#61;x&#62; &#124; &#91;a&#93;&#40;b&#41; %E2%80%AE |')
  })
})
