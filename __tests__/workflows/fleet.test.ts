import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseDocument } from 'yaml'
import type { LocalLedger } from '../../local/ledger/index.ts'
import { rerunWorkflow, type WorkflowResult, type WorkflowRun } from '../../local/runner/index.ts'
import { parsePublicKey } from '../../src/key/parse-public-key.ts'
import { canRunCommands } from '../support/doc-commands.ts'
import { formsOf, leaksIn } from '../support/leaks.ts'
import { root, SKIPS_MINISTACK, sharedMinistack } from '../support/ministack.ts'
import { REPOSITORY, ROOT, SECRET, startTestGitHub, startTestLedger, type TestGitHub } from '../support/servers.ts'
import {
  API_KEY_ID,
  API_KEY_SECRET,
  checkoutOf,
  type ForeignKey,
  foreignKey,
  jobOf,
  putInService,
  register,
  runRepositoryWorkflow,
  tracesOfRun,
} from '../support/workflows.ts'

const PATH = '.github/workflows/fleet.yml'
const LIST = '.github/ledger-operators.json'
const today = (daysAgo = 0) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)

interface Company {
  github: TestGitHub
  ledger: LocalLedger
  keys: ForeignKey[]
  operators: Record<string, string>[]
}

/** A company with operators in service, each in an environment of its own. */
async function startCompany(count: number): Promise<Company> {
  const github = await startTestGitHub()
  const ledger = await startTestLedger(github)
  const keys = Array.from({ length: count }, (_, i) => {
    const environment = `production-${i + 1}`
    github.addEnvironment(REPOSITORY, environment, { branchPolicy: 'custom', branches: ['main'] })
    return putInService(github, ledger, { repository: REPOSITORY, environment })
  })
  const operators = keys.map(({ publicKeyHex }, i) => ({
    operator: `operator ${i + 1}`,
    workspace: 'minivault',
    environment: `production-${i + 1}`,
    'public-key-hex': publicKeyHex,
    'approved-by': 'alice',
    'approved-on': today(i),
  }))
  return { github, ledger, keys, operators }
}

interface FleetRun extends Partial<WorkflowRun> {
  /** The file of operators, if it is not the company's. */
  list?: unknown
  /** How many entries a page of GitHub's answers has. */
  perPage?: number
  /** Variables of the jobs that check a key in a key store. */
  env?: Record<string, string>
}

function runFleet(
  { github, ledger, operators }: Company,
  { list = operators, perPage, env = {}, ...options }: FleetRun = {},
) {
  const text = readFileSync(join(ROOT, 'examples/fleet.yml'), 'utf8')
  const file = parseDocument(text.replaceAll('per_page=100', `per_page=${perPage ?? 100}`))
  for (const path of [
    ['environments', 'with'],
    ['key-stores', 'steps', 0, 'with'],
  ]) {
    file.setIn(['jobs', ...path, 'ledger-api-url'], ledger.baseUrl('v2'))
  }
  for (const [name, value] of Object.entries(env)) file.setIn(['jobs', 'key-stores', 'env', name], value)
  const files = {
    [PATH]: file.toString({ lineWidth: 0 }),
    [LIST]: typeof list === 'string' ? list : JSON.stringify(list),
  }
  return runRepositoryWorkflow(PATH, {
    root: checkoutOf(files),
    sources: { 'OWNER/ledger-operator-keys': ROOT },
    event: 'schedule',
    ...options,
    github,
  })
}

const pageOf = (result: WorkflowResult) => jobOf(result, 'Write the page').summary
/** The rows of the table, without markup. */
const rowsOf = (result: WorkflowResult) =>
  pageOf(result)
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(2)
    .map(line => line.slice(2, -2).replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))))
const place = (i: number) => ({ repository: REPOSITORY, environment: `production-${i}` })
/** No private key is in anything that the run let out. */
function expectNoLeak({ github, keys }: Company, result: WorkflowResult): void {
  for (const { pem } of keys) expect(leaksIn(tracesOfRun(result, github), formsOf(pem))).toEqual([])
}

/** A folder for key files, removed when the test is over. */
function emptyFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'key-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

describe.runIf(canRunCommands)('fleet.yml', () => {
  it('fleet.yml reports an operator that has drifted, and as in order after a re-run of the failed jobs', async () => {
    const company = await startCompany(1)
    const { github, keys, operators } = company
    Object.assign(operators[0] ?? {}, { 'approved-by': '<b>alice</b> | *bob*' })
    github.putSecret(place(1), SECRET, foreignKey().hex)
    const first = await runFleet(company)
    expect(pageOf(first)).toMatch(/^## Drifted: 1\. Not checked: 0\. In order: 0\.\n/)
    github.putSecret(place(1), SECRET, keys[0]?.hex)
    const second = await rerunWorkflow(first, { jobs: 'failed' })
    expect(second.conclusion, second.log).toBe('success')
    expect(pageOf(second)).toMatch(/^## Drifted: 0\. Not checked: 0\. In order: 1\.\n/)
    const { fingerprint } = parsePublicKey(keys[0]?.publicKeyHex ?? '') ?? {}
    const where = 'octo/keys, environment production-1'
    expect(rowsOf(second)).toEqual([
      `none | operator 1 in minivault | ${where} | <b>alice</b> | *bob* | 0 days | yes | \`${fingerprint}\``,
    ])
    expect(pageOf(second)).toContain('| &#60;b&#62;alice&#60;/b&#62; &#124; &#42;bob&#42; |')
    expectNoLeak(company, second)
  })

  it('fleet.yml lists drifted and unchecked operators before the others', async () => {
    const company = await startCompany(8)
    const { github, ledger, operators } = company
    github.putSecret(place(2), SECRET, foreignKey().hex)
    register(github, ledger, foreignKey().publicKeyHex, place(3))
    github.deleteSecret(place(4), SECRET)
    for (const name of [API_KEY_ID, API_KEY_SECRET]) github.deleteSecret(place(5), name)
    github.removeEnvironment(REPOSITORY, 'production-6')
    const folder = emptyFolder()
    const stored = [foreignKey(), foreignKey()]
    company.keys.push(...stored)
    for (const [i, key] of stored.entries()) {
      const path = join(folder, `operator-${i + 9}.key`)
      writeFileSync(path, key.hex, { mode: 0o600 })
      const environment = `monitor-${i + 9}`
      github.addEnvironment(REPOSITORY, environment)
      register(github, ledger, key.publicKeyHex, { repository: REPOSITORY, environment })
      operators.push({
        ...operators[0],
        operator: `operator ${i + 9}`,
        environment,
        'key-store': `file://${path}`,
        'public-key-hex': i === 0 ? key.publicKeyHex : foreignKey().publicKeyHex,
      })
    }
    const result = await runFleet(company, { perPage: 4, runner: { environment: 'self-hosted' } })
    expect(pageOf(result)).toMatch(/^## Drifted: 4\. Not checked: 2\. In order: 4\.\n/)
    const rows = rowsOf(result).map(row => row.split(' | '))
    expect(rows.map(([drift, operator, , , , registered]) => [drift, operator, registered])).toEqual([
      ['**yes**', 'operator 2 in minivault', 'not asked'],
      ['**yes**', 'operator 3 in minivault', '**another key**'],
      ['**yes**', 'operator 4 in minivault', 'not asked'],
      ['**yes**', 'operator 10 in minivault', 'not asked'],
      ['**not checked**', 'operator 5 in minivault', 'not known'],
      ['**not checked**', 'operator 6 in minivault', 'not known'],
      ...[1, 7, 8, 9].map(i => ['none', `operator ${i} in minivault`, 'yes']),
    ])
    expect(rows.at(-1)?.[2]).toBe(operators[8]?.['key-store'])
    const reasons = pageOf(result).match(/^- .*$/gm) ?? []
    const codes = reasons.map(line =>
      /^- (.+): \*\*operator \d+ in minivault\*\*\. .+ \(\[([a-z-]+)\]\(https:/.exec(line)?.slice(1),
    )
    expect(codes).toEqual([
      ['Drifted', 'key-mismatch'],
      ['Drifted', 'another-key-registered'],
      ['Drifted', 'key-empty'],
      ['Drifted', 'key-mismatch'],
      ['Not checked', 'api-access-incomplete'],
      ['Not checked', 'destination-not-found'],
    ])
    expect(jobOf(result, 'Write the page').result).toBe('failure')
    expectNoLeak(company, result)
  })

  it.skipIf(SKIPS_MINISTACK)('fleet.yml counts an operator as drifted if others may sign with its key', async () => {
    const aws = await sharedMinistack()
    const company = await startCompany(1)
    const request = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', MultiRegion: true }
    const { KeyMetadata } = await aws.set('kms', 'CreateKey', request)
    const { Arn: arn } = KeyMetadata as { Arn: string }
    const { PublicKey } = await aws.set('kms', 'GetPublicKey', { KeyId: arn })
    const { hex } = parsePublicKey(String(PublicKey)) ?? { hex: '' }
    register(company.github, company.ledger, hex, place(1))
    Object.assign(company.operators[0] ?? {}, { 'key-store': `awskms:///${arn}`, 'public-key-hex': hex })
    // AWS checks the times of signatures.
    company.github.clock.advance(Date.now() - company.github.clock.now().getTime())
    const { GITHUB_RUN_ID: _, ...env } = aws.env(root)
    const result = await runFleet(company, { env })
    expect(pageOf(result)).toMatch(/^## Drifted: 1\. Not checked: 0\. In order: 0\.\n/)
    expect(pageOf(result)).toContain('[key-exposed]')
  })

  it('fleet.yml counts an operator as not checked if its job was cancelled', async () => {
    const company = await startCompany(1)
    const cancel = new AbortController()
    const result = await runFleet(company, {
      signal: cancel.signal,
      onEvent: event =>
        event.type === 'job-starts' && event.job.endsWith('only the environment has the key') && cancel.abort(),
    })
    expect(pageOf(result)).toContain('## Drifted: 0. Not checked: 1. In order: 0.')
  })

  const refusal = (result: WorkflowResult) => {
    expect(pageOf(result)).toBe('## No operator was checked: the list of operators is missing or wrong\n')
    expect(jobOf(result, 'Write the page').result).toBe('failure')
    return jobOf(result, 'Read the list of operators')
      .annotations.map(({ message }) => message)
      .slice(0, -1)
  }

  it.each<[string, unknown, string]>([
    ['is an object', {}, 'It is not a list of operators.'],
    ['is empty', [], 'It is not a list of operators.'],
    ['has an entry that is no object', ['payments'], 'It has an entry that is not an object.'],
  ])('fleet.yml checks no operator if the list %s', async (_, list, problem) => {
    expect(refusal(await runFleet(await startCompany(0), { list }))).toEqual([problem])
  })

  it('fleet.yml checks no operator if an entry is invalid, and names each problem', async () => {
    const WRONG: [Record<string, unknown>, string][] = [
      [{ operator: undefined }, 'lacks operator.'],
      [{ keystore: 'vault://x' }, 'has an unknown member: keystore.'],
      [{ environment: '' }, 'has a member that is empty or no text.'],
      [{ environment: 7 }, 'has a member that is empty or no text.'],
      [{ operator: 'operator\n' }, 'has a member that is empty or no text.'],
      [{ operator: 'a / b' }, 'has a name with a slash between spaces, which separates jobs.'],
      [{ 'public-key-hex': 'PUBLIC-KEY-HEX' }, 'has a public-key-hex that is not 130 hex characters from 04.'],
      [{ 'approved-on': '2 November' }, 'has an approved-on that is no date such as 2026-11-27.'],
    ]
    const { operators } = await startCompany(WRONG.length)
    const list = operators.map((operator, i) => ({ ...operator, ...WRONG[i]?.[0] }))
    const expected = WRONG.map(([, problem], i) => `Operator ${i + 1} ${problem}`)
    expect(refusal(await runFleet(await startCompany(0), { list }))).toEqual(expected)
    const example = readFileSync(join(ROOT, 'examples/ledger-operators.json'), 'utf8')
    const placeholders = refusal(await runFleet(await startCompany(0), { list: example }))
    expect(placeholders.slice(0, 2)).toEqual([1, 2].map(i => `Operator ${i} ${WRONG[6]?.[1]}`))
  })

  it('fleet.yml checks no operator if an operator or a key is listed twice', async () => {
    const company = await startCompany(2)
    const [first, second] = company.operators
    const list = [first, { ...second, operator: 'operator 1' }, { ...second, operator: 'operator 3' }]
    expect(refusal(await runFleet(company, { list }))).toEqual([
      'operator 1 in minivault is listed twice.',
      'operator 1 in minivault and operator 3 in minivault have the same key.',
    ])
  })

  it('fleet.yml checks no operator if two operators have one name for their jobs', async () => {
    const company = await startCompany(2)
    const [first, second] = company.operators
    const list = [
      { ...first, operator: 'a', workspace: 'b in c' },
      { ...second, operator: 'A in b', workspace: 'c' },
    ]
    expect(refusal(await runFleet(company, { list }))).toEqual(['a in b in c is listed twice.'])
  })
})
