// What people are told, word for word: each text changes only where somebody means it, and is read when it does.
import { describe, expect, it } from 'vitest'
import { type ApprovalLook, approvalDoubt, lookAtApprovals, notApproved } from '../src/approvals.ts'
import { type Custody, duringChange, type Holding, meaningOf, titleOf } from '../src/custody.ts'
import {
  audienceOf,
  type Destination,
  describeDestination,
  destinationClaims,
  routeOf,
  settingsUrl,
} from '../src/destination.ts'
import {
  lookAtProtection,
  type Protection,
  protectionWarning,
  requireReviewers,
  weaknessesOf,
} from '../src/environment.ts'
import { refuseEvent } from '../src/events.ts'
import { Failure } from '../src/failure.ts'
import type { Reply } from '../src/github-api.ts'
import * as read from '../src/inputs.ts'
import { checkIdentity, LEDGER_API_URLS } from '../src/ledger.ts'
import { keyMismatch, parsePrivateKey } from '../src/private-key-text.ts'
import { PublicKeyVariable } from '../src/public-key-variable.ts'
import { refusal } from '../src/refusal.ts'
import { readRegistration } from '../src/registration.ts'
import { readRunContext, runClaims, runUrl } from '../src/run-context.ts'
import { closest } from '../src/spelling.ts'
import { parseTime } from '../src/time.ts'
import { LEDGER_SAMPLE_PEM } from './fixtures/ledger-sample-key.ts'
import { scriptedGitHub } from './scripted-github.ts'

const ENVIRONMENT = { level: 'environment', owner: 'octo', repo: 'keys', environment: 'ledger/prod' } as const
const DESTINATIONS: Destination[] = [
  { level: 'repository', owner: 'octo', repo: 'keys' },
  ENVIRONMENT,
  { level: 'organization', organization: 'octo', visibility: 'private', selectedRepositoryIds: [] },
]
const RUN = readRunContext({
  GITHUB_REPOSITORY: 'octo/keys',
  GITHUB_RUN_ID: '42',
  GITHUB_ACTOR: 'Alice',
  GITHUB_TRIGGERING_ACTOR: 'bob',
})
const PUBLIC_KEY = parsePrivateKey(LEDGER_SAMPLE_PEM).publicKey

/** All that a failure says; what is not one is thrown on. */
function failing(action: () => unknown) {
  try {
    action()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { code, message, next, uncertain } = error
    return { code, message, next, uncertain }
  }
  throw new Error('nothing failed')
}

async function failingAsync(promise: Promise<unknown>) {
  const outcome = await promise.then(
    () => undefined,
    error => () => {
      throw error
    },
  )
  return failing(outcome ?? (() => {}))
}

/** A GitHub that gives answers, the last of them again and again, and keeps what it was asked. */
function answering(...answers: { status: number; data?: unknown; headers?: Reply['headers'] }[]) {
  const asked: unknown[] = []
  const api = scriptedGitHub((route, parameters) => {
    asked.push([route, parameters])
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? {}
  })
  return { api, asked }
}

const reply = (status: number, message?: string, headers: Reply['headers'] = {}): Reply => ({
  status,
  data: message === undefined ? undefined : { message },
  headers,
  mayHaveActed: false,
})

describe('where GitHub refuses, people are told', () => {
  it.each(DESTINATIONS)('what to do ($level)', destination => {
    for (const [status, message, headers] of [
      [401, 'Bad credentials'],
      [403, 'Resource not accessible by personal access token', { 'x-accepted-github-permissions': 'secrets=write' }],
      [403, 'Resource not accessible by integration'],
      [403, undefined],
      [404, 'Not Found'],
      [301, 'Moved Permanently'],
      [302],
      [307],
      [308],
      [409, 'Conflict'],
      [422, undefined],
    ] as const) {
      for (const thing of ['secret', 'variable'] as const) {
        const { code, message: what, next } = refusal(reply(status, message, headers), 'do THIS', destination, thing)
        expect({ code, what, next }).toMatchSnapshot(`${status} ${message} ${thing}`)
      }
    }
  })

  it('where a repository has moved to', () => {
    const moved = reply(301, 'Moved', { location: 'https://api.github.com/repositories/1296269/actions/secrets' })
    const { code, message, next } = refusal(moved, 'do THIS', ENVIRONMENT)
    expect({ code, message, next }).toMatchSnapshot()
  })

  it('whether an attempt before may have taken effect', () => {
    expect(refusal(reply(404), 'do', ENVIRONMENT).uncertain).toBe(false)
    expect(refusal({ ...reply(404), mayHaveActed: true }, 'do', ENVIRONMENT).uncertain).toBe(true)
  })
})

describe('an input that cannot be meant is told, with what was probably meant', () => {
  const long = 'x'.repeat(300)
  const organization = { organization: 'octo', visibility: 'all' }
  it.each<[reader: (getInput: read.GetInput) => unknown, inputs: Record<string, string>]>([
    [get => read.readToken(get, 'token'), { token: '' }],
    [get => read.readToken(get, 'token'), { token: 'ghs_a b' }],
    ...['TRue', 'xtrue', 'truex', 'xfalse', 'falsex', 'ture', ''].map(
      flag =>
        [get => read.readBoolean(get, 'flag'), { flag }] as [(getInput: read.GetInput) => unknown, { flag: string }],
    ),
    [get => read.readChoice(get, 'choice', ['hex', 'pem']), { choice: 'HEX' }],
    [get => read.readText(get, 'text'), { text: long }],
    [get => read.readName(get, 'name'), { name: 'my key--of/me' }],
    [get => read.readName(get, 'name'), { name: 'github_github_key_github_x' }],
    [get => read.readName(get, 'name'), { name: '2nd key 3' }],
    [get => read.readName(get, 'name'), { name: '123' }],
    [get => read.readTime(get, 'time'), { time: 'noon' }],
    [get => read.readEvents(get, 'events'), { events: ' , ' }],
    [get => read.readEvents(get, 'events'), { events: 'workflow_call' }],
    [get => read.readEvents(get, 'events'), { events: 'push, cron' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://github.com' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://www.github.com/' }],
    [get => read.readApiUrl(get, 'url'), { url: 'api.github.com' }],
    [get => read.readApiUrl(get, 'url'), { url: 'me:hush@host?token=a#b\nc' }],
    [get => read.readApiUrl(get, 'url'), { url: 'ftp://me:hush@host/path?token=a' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://me@host/api' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://:hush@host/api' }],
    [get => read.readApiUrl(get, 'url'), { url: 'https://host/api?a' }],
    [get => read.readApiUrl(get, 'url'), { url: 'http://github.example/api/v3' }],
    [get => read.readApiUrl(get, 'url'), { url: 'http://localhost.example' }],
    [get => read.readApiUrl(get, 'url'), { url: 'http://not-localhost' }],
    [read.readDestination, { repository: 'octo/keys', visibility: 'all' }],
    [read.readDestination, { repository: 'octo/keys', 'selected-repository-ids': '1, 2' }],
    [read.readDestination, { repository: 'keys' }],
    [read.readDestination, { repository: 'octo/keys/more' }],
    [read.readDestination, { repository: 'https://github.com/octo/keys' }],
    [read.readDestination, { repository: 'git@github.com:octo/keys.git' }],
    [read.readDestination, { repository: 'octo/keys.git' }],
    [read.readDestination, { repository: 'octo/keys.GIT' }],
    [read.readDestination, { repository: 'octo-/keys' }],
    [read.readDestination, { repository: 'octo/k{}eys' }],
    [read.readDestination, { repository: 'octo/..' }],
    [read.readDestination, { repository: '/' }],
    [read.readDestination, { repository: 'octo/keys', environment: `${long}` }],
    [read.readDestination, { ...organization, environment: 'prod' }],
    [read.readDestination, { ...organization, organization: 'https://github.com/octo' }],
    [read.readDestination, { ...organization, organization: 'oc--to' }],
    [read.readDestination, { ...organization, organization: 'octo_' }],
    [read.readDestination, { ...organization, visibility: 'selected' }],
    [read.readDestination, { ...organization, 'selected-repository-ids': '1, 2' }],
    [read.readDestination, { ...organization, visibility: 'selected', 'selected-repository-ids': '1, x2' }],
    [read.readDestination, { ...organization, visibility: 'selected', 'selected-repository-ids': '2x' }],
    [read.readDestination, { ...organization, visibility: 'selected', 'selected-repository-ids': '0' }],
  ])('%# %o', (reader, inputs) => {
    const all: Record<string, string> = { visibility: 'private', ...inputs }
    expect(failing(() => reader(name => all[name] ?? ''))).toMatchSnapshot()
  })

  it.each([
    [{ repository: 'octo/a.gitb' }, { repo: 'a.gitb' }],
    [{ repository: `${'o'.repeat(39)}_corp/${'r'.repeat(100)}` }, { owner: `${'o'.repeat(39)}_corp` }],
    [{ repository: 'o-c-t/keys', environment: 'x'.repeat(255) }, { environment: 'x'.repeat(255) }],
  ])('unless it can (%o)', (inputs, destination) => {
    const all: Record<string, string> = { visibility: 'private', ...inputs }
    expect(read.readDestination(name => all[name] ?? '')).toMatchObject(destination)
  })

  it('which is near it: a third of its letters may differ, or two', () => {
    expect(closest('push', ['pull', 'pushed', 'bush'])).toBe('bush')
    expect(closest('pu sh', ['pu_sh'])).toBe('pu_sh')
    expect(closest('pu - sh', ['pu_sh'])).toBe('pu_sh')
    expect(closest('abc', ['abcde'])).toBe('abcde')
    expect(closest('abc', ['abcdef'])).toBeUndefined()
    expect(closest('abcdefghi', ['abcdefxyz'])).toBe('abcdefxyz')
    expect(closest('abcdefghi', ['abcdewxyz'])).toBeUndefined()
    expect(closest('ab', ['xb', 'ax'])).toBe('xb')
    expect(closest('', ['a'])).toBeUndefined()
    expect(closest('x'.repeat(80), ['x'.repeat(80)])).toBe('x'.repeat(80))
    expect(closest('x'.repeat(81), ['x'.repeat(81)])).toBeUndefined()
  })
})

describe('a time', () => {
  it.each([
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.5Z',
    '2026-01-31T12:00:00.123Z',
    '2026-01-31T12:00:00+02:00',
    '2024-02-29T00:00:00-11:30',
  ])('is read as RFC 3339 has it: %s', text => {
    expect(parseTime(text)).toEqual(new Date(text))
  })

  it.each([
    '',
    ' 2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00Zulu',
    '2026-01-31T12:00:00',
    '2026-01-31T12:00:00.Z',
    '2026-01-31T12:00:00+0200',
    '2026-01-31T12:00:00+2:00',
    '2026-01-31',
    '31-01-2026T12:00:00Z',
    '2026-02-31T12:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-01-31T25:00:00Z',
  ])('is nothing else: "%s"', text => {
    expect(parseTime(text)).toBeUndefined()
  })
})

describe('a run', () => {
  const names = [
    'GITHUB_SERVER_URL',
    'GITHUB_REPOSITORY',
    'GITHUB_REPOSITORY_ID',
    'GITHUB_REPOSITORY_OWNER_ID',
    'GITHUB_RUN_ID',
    'GITHUB_RUN_ATTEMPT',
    'GITHUB_SHA',
    'GITHUB_REF',
    'GITHUB_EVENT_NAME',
    'GITHUB_WORKFLOW_REF',
    'GITHUB_WORKFLOW_SHA',
    'GITHUB_ACTOR',
    'GITHUB_ACTOR_ID',
    'GITHUB_TRIGGERING_ACTOR',
    'RUNNER_ENVIRONMENT',
  ]

  it('is what the runner’s variables say, and is stated and shown so', () => {
    const run = readRunContext(Object.fromEntries(names.map(name => [name, `the ${name}`])))
    expect([run, runClaims(run), runUrl(run)]).toMatchSnapshot()
    expect(new Set(Object.values(run)).size).toBe(names.length)
    const { serverUrl, ...rest } = readRunContext({})
    expect(serverUrl).toBe('https://github.com')
    expect(new Set(Object.values(rest))).toEqual(new Set(['']))
  })
})

describe('a destination', () => {
  it.each(DESTINATIONS)('is told, stated, shown and asked for by its names ($level)', destination => {
    expect([
      describeDestination(destination),
      destinationClaims(destination),
      settingsUrl(destination, 'https://github.example'),
      settingsUrl(destination, 'https://github.example', 7),
      routeOf(destination),
      audienceOf(destination),
    ]).toMatchSnapshot()
  })

  it('in an organization has the audience that is chosen', () => {
    const organization = { level: 'organization' as const, organization: 'octo', selectedRepositoryIds: [1, 2] }
    expect(audienceOf({ ...organization, visibility: 'selected' })).toEqual({
      visibility: 'selected',
      selected_repository_ids: [1, 2],
    })
    expect(audienceOf({ ...organization, visibility: 'all' })).toEqual({ visibility: 'all' })
  })
})

describe('a variable with a public key', () => {
  const at = (...answers: Parameters<typeof answering>) => {
    const { api, asked } = answering(...answers)
    return { variable: new PublicKeyVariable(api, ENVIRONMENT, 'PK'), asked }
  }
  const base = '/repos/{owner}/{repo}/environments/{environment_name}/variables'
  const place = { owner: 'octo', repo: 'keys', environment_name: 'ledger/prod', name: 'PK' }
  const value = PUBLIC_KEY.hex
  const create = [`POST ${base}`, { ...place, value }]
  const update = [`PATCH ${base}/{name}`, { ...place, value }]

  it.each([
    [{ status: 200, data: { value: 'text' } }, 'text'],
    [{ status: 200, data: { value: 7 } }, ''],
    [{ status: 200, data: [] }, ''],
    [{ status: 404 }, undefined],
  ])('is read (%j)', async (answer, text) => {
    const { variable, asked } = at(answer)
    expect(await variable.look()).toBe(text)
    expect(asked).toEqual([[`GET ${base}/{name}`, place]])
  })

  it('that holds no public key says so, and what to do', () => {
    const { variable } = at({ status: 0 })
    expect(variable.parse(value)).toEqual(PUBLIC_KEY)
    expect(failing(() => variable.parse('04ff'))).toMatchSnapshot()
  })

  it.each([
    ['created', false, [{ status: 201 }], [create]],
    ['set anew', true, [{ status: 204 }], [update]],
    ['set anew where it has appeared since', false, [{ status: 409 }, { status: 204 }], [create, update]],
    ['created where it has gone since', true, [{ status: 404 }, { status: 201 }], [update, create]],
  ])('is %s', async (_, exists, answers, requests) => {
    const { variable, asked } = at(...answers)
    await variable.write(PUBLIC_KEY, exists)
    expect(asked).toEqual(requests)
  })

  it.each([
    ['refused', false, [{ status: 403, data: { message: 'no' } }]],
    ['refused', true, [{ status: 422, data: { message: 'no' } }]],
    ['refused for another reason', false, [{ status: 409, data: { message: 'first' } }, { status: 404 }]],
    ['refused for another reason', true, [{ status: 404, data: { message: 'first' } }, { status: 409 }]],
    ['refused in the end', true, [{ status: 404 }, { status: 409, data: { message: 'second' } }]],
    ['refused in the end', false, [{ status: 409 }, { status: 403, data: { message: 'second' } }]],
    ['said to be done in a way that GitHub does not document', false, [{ status: 200 }]],
  ])('that is %s says so (%#)', async (_, exists, answers) => {
    const { variable } = at(...answers)
    expect(await failingAsync(variable.write(PUBLIC_KEY, exists))).toMatchSnapshot()
  })

  it('that may not be read or deleted says so', async () => {
    for (const status of [403, 409]) {
      expect(await failingAsync(at({ status }).variable.look())).toMatchSnapshot()
      expect(await failingAsync(at({ status }).variable.delete())).toMatchSnapshot()
    }
    for (const status of [204, 404]) {
      const { variable, asked } = at({ status })
      await variable.delete()
      expect(asked).toEqual([[`DELETE ${base}/{name}`, place]])
    }
  })
})

describe('the protection of an environment', () => {
  const SAFE: Protection = {
    id: 7,
    reviewers: ['alice'],
    preventsSelfReview: true,
    branches: 'protected',
    adminsMayBypass: false,
  }
  const rules = (...rules: unknown[]) => ({ id: 7, protection_rules: rules, can_admins_bypass: false })
  const required = (...reviewers: unknown[]) => ({ type: 'required_reviewers', prevent_self_review: true, reviewers })
  const user = (login: string) => ({ type: 'User', reviewer: { login } })

  it('is asked for by the names of repository and environment', async () => {
    const { api, asked } = answering({ status: 200, data: rules() })
    await lookAtProtection(api, ENVIRONMENT)
    expect(asked).toEqual([
      [
        'GET /repos/{owner}/{repo}/environments/{environment_name}',
        { owner: 'octo', repo: 'keys', environment_name: 'ledger/prod' },
      ],
    ])
  })

  it.each([
    ['reviewers', rules(required(user('alice'), { type: 'Team', reviewer: { slug: 'admins' } })), {}],
    ['reviewers that GitHub does not name', rules(required({}, null)), { reviewers: ['somebody', 'somebody'] }],
    ['no reviewers', rules({ type: 'wait_timer' }), { reviewers: [], preventsSelfReview: false }],
    ['a rule without a list', rules({ type: 'required_reviewers' }), { reviewers: [], preventsSelfReview: false }],
    ['rules that are none', { ...rules(), protection_rules: 'all' }, { reviewers: [], preventsSelfReview: false }],
    [
      'two rules, one of which lets people review themselves',
      rules(required(user('alice')), { ...required(user('bob')), prevent_self_review: false }),
      { reviewers: ['alice', 'bob'] },
    ],
    [
      'a rule that lets people review themselves',
      rules({ ...required(user('alice')), prevent_self_review: 'no' }),
      { reviewers: ['alice'], preventsSelfReview: false },
    ],
    [
      'protected branches',
      { ...rules(required(user('a'))), deployment_branch_policy: { protected_branches: true } },
      { reviewers: ['a'], branches: 'protected' },
    ],
    [
      'selected branches',
      { ...rules(required(user('a'))), deployment_branch_policy: { protected_branches: false } },
      { reviewers: ['a'], branches: 'selected' },
    ],
    [
      'admins who may bypass it',
      { ...rules(required(user('a'))), can_admins_bypass: true },
      { reviewers: ['a'], adminsMayBypass: true },
    ],
  ])('is read: %s', async (_, data, differs) => {
    const look = await lookAtProtection(answering({ status: 200, data }).api, ENVIRONMENT)
    const common = { id: 7, reviewers: ['alice', 'admins'], preventsSelfReview: true, branches: 'any' }
    expect(look).toEqual({ ...common, adminsMayBypass: false, ...differs })
  })

  it('is not known where the answer is none, or may not be read', async () => {
    const looks = await Promise.all(
      [
        { status: 200, data: [] },
        { status: 200, data: { ...rules(), id: '7' } },
        { status: 403, data: { message: 'no' } },
        { status: 403, data: { message: 'no' }, headers: { 'x-accepted-github-permissions': 'environments=read' } },
      ].map(answer => lookAtProtection(answering(answer).api, ENVIRONMENT)),
    )
    expect(looks).toMatchSnapshot()
    for (const look of looks) {
      expect(protectionWarning(look, 'prod')).toMatchSnapshot()
      expect(failing(() => requireReviewers(look, 'prod'))).toMatchSnapshot()
    }
    expect(await failingAsync(lookAtProtection(answering({ status: 404 }).api, ENVIRONMENT))).toMatchSnapshot()
  })

  it('is weak in each of its parts', () => {
    expect(weaknessesOf(SAFE)).toEqual([])
    expect(weaknessesOf({ ...SAFE, branches: 'selected' })).toEqual([])
    expect(protectionWarning(SAFE, 'prod')).toBeUndefined()
    requireReviewers(SAFE, 'prod')
    for (const weak of [
      { reviewers: [] },
      { reviewers: [], preventsSelfReview: false },
      { preventsSelfReview: false },
      { branches: 'any' as const },
      { adminsMayBypass: true },
      { preventsSelfReview: false, branches: 'any' as const, adminsMayBypass: true },
    ]) {
      expect(protectionWarning({ ...SAFE, ...weak }, 'prod')).toMatchSnapshot(JSON.stringify(weak))
    }
    expect(failing(() => requireReviewers({ ...SAFE, reviewers: [] }, 'prod'))).toMatchSnapshot()
  })
})

describe('the record of approvals', () => {
  const review = (login: unknown, state = 'approved', ...environments: unknown[]) => ({
    state,
    user: { login },
    environments: environments.map(name => ({ name })),
  })
  const read = async (data: unknown, environment?: string) =>
    lookAtApprovals(answering({ status: 200, data }).api, RUN, environment)

  it('is asked for by the ids of the run', async () => {
    const { api, asked } = answering({ status: 200, data: [] })
    await lookAtApprovals(api, RUN, undefined)
    expect(asked).toEqual([
      ['GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', { owner: 'octo', repo: 'keys', run_id: '42' }],
    ])
  })

  it('counts who approved, each once, and whether it was another than who started the run or ran it again', async () => {
    expect(await read([review('Carol', 'approved', 'a'), review('carol', 'approved', 'b')])).toEqual({
      approvedBy: ['carol'],
      byAnother: true,
    })
    expect(await read([review('alice'), review('BOB')])).toEqual({ approvedBy: ['alice', 'BOB'], byAnother: false })
    expect(await read([review('carol', 'rejected'), review(7), null, 'x', {}])).toEqual({
      approvedBy: [],
      byAnother: false,
    })
  })

  it('counts for one environment, whatever its case, where one is named', async () => {
    const record = [review('carol', 'approved', 'Prod'), review('dave', 'approved', 'test', null), review('erin')]
    expect(await read(record, 'pROD')).toEqual({ approvedBy: ['carol'], byAnother: true })
    expect(await read([{ ...review('carol'), environments: 'prod' }], 'prod')).toEqual({
      approvedBy: [],
      byAnother: false,
    })
    expect(await read(record)).toEqual({ approvedBy: ['carol', 'dave', 'erin'], byAnother: true })
  })

  it('is told where it is no approval', async () => {
    const refused = await lookAtApprovals(answering({ status: 403, data: { message: 'no' } }).api, RUN, 'prod')
    const looks: ApprovalLook[] = [
      refused,
      await read({ message: 'no list' }),
      { approvedBy: [], byAnother: false },
      { approvedBy: ['alice', 'BOB'], byAnother: false },
    ]
    for (const look of looks) {
      for (const environment of [undefined, 'prod']) {
        const doubt = approvalDoubt(look, environment) ?? ''
        const { code, message, next } = notApproved(look, doubt)
        expect({ code, message, next }).toMatchSnapshot()
        expect(message).toBe(doubt)
      }
    }
    const good = { approvedBy: ['carol'], byAnother: true }
    expect(approvalDoubt(good, 'prod')).toBeUndefined()
    expect(await failingAsync(lookAtApprovals(answering({ status: 409 }).api, RUN, 'prod'))).toMatchSnapshot()
    expect(await lookAtApprovals(answering({ status: 404 }).api, RUN, 'prod')).toMatchObject({
      unreadable: expect.stringContaining('status 404'),
    })
  })
})

describe('the end of a run', () => {
  const place = 'The secret X of the environment "prod" of octo/keys'
  const holdings: Holding[] = [
    { state: 'unchanged', note: 'Nothing was done.' },
    { state: 'unchanged', title: 'Nothing at all', note: 'Nothing was done.' },
    { state: 'uncertain', place, replaces: false },
    { state: 'uncertain', place, replaces: true },
    { state: 'collided', place },
    { state: 'unconfirmed', place },
    { state: 'confirmed', place, updatedAt: '2026-01-31T12:00:00Z', publicKey: PUBLIC_KEY },
    { state: 'deleting', place },
    { state: 'deleted', place },
    { state: 'partial', missing: ['the secret C', 'the secret D'] },
  ]

  it.each(holdings)('says what holds for the secret ($state)', holding => {
    for (const stored of [[], ['the secret A', 'the secret B']]) {
      const custody = { holding, stored, cure: 'Cure it.' }
      expect([titleOf(custody), meaningOf(custody)]).toMatchSnapshot()
    }
  })

  it('keeps the record true while something is changed', async () => {
    const before: Holding = { state: 'unchanged', note: 'Nothing was done.' }
    const during: Holding = { state: 'deleting', place }
    const holdingAfter = async (change: () => Promise<string>) => {
      const custody: Custody = { holding: before, stored: [], cure: '' }
      const outcome = await duringChange(custody, during, () => {
        expect(custody.holding).toBe(during)
        return change()
      }).catch((error: Error) => error.message)
      return [outcome, custody.holding]
    }
    const fail = (uncertain: boolean) => () => Promise.reject(new Failure('github-down', 'down', '', uncertain))
    expect(await holdingAfter(async () => 'done')).toEqual(['done', during])
    expect(await holdingAfter(fail(true))).toEqual(['down', during])
    expect(await holdingAfter(fail(false))).toEqual(['down', before])
    expect(await holdingAfter(() => Promise.reject(new Error('what')))).toEqual(['what', during])
  })
})

describe('a key, an event, and what Ledger has on file', () => {
  it.each([
    ['', 'nothing'],
    ['ab'.repeat(32), 'a scalar'],
    [PUBLIC_KEY.hex, 'a public key'],
    ['abc', 'hex that is cut'],
    ['3077', 'DER'],
    ['text', 'text'],
    ['-----BEGIN RSA PRIVATE KEY-----', 'RSA'],
    ['-----BEGIN DSA PRIVATE KEY-----', 'DSA'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'OpenSSH'],
    ['-----BEGIN ENCRYPTED PRIVATE KEY-----', 'PKCS #8 encrypted'],
    ['-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n', 'SEC1 encrypted'],
    ['-----BEGIN PUBLIC KEY-----', 'SPKI'],
    ['-----BEGIN RSA PUBLIC KEY-----', 'RSA public'],
    ['-----BEGIN CERTIFICATE-----', 'a certificate'],
    ['-----BEGIN SOMETHING-----', 'something'],
    ['-----BEGIN EC PRIVATE KEY-----\nAAAA', 'no end'],
    ['-----BEGIN EC PRIVATE KEY-----\n!\n-----END EC PRIVATE KEY-----', 'no base64'],
    ['-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----', 'no key'],
  ])('of %j says what it is instead (%s)', text => {
    expect(failing(() => parsePrivateKey(text))).toMatchSnapshot()
  })

  it('that is another than the approved one says both fingerprints', () => {
    const { code, message, next } = keyMismatch({ fingerprint: 'aa' }, { fingerprint: 'bb' })
    expect({ code, message, next }).toMatchSnapshot()
  })

  it('that may not generate says which may', () => {
    expect(failing(() => refuseEvent('push', ['schedule', 'workflow_dispatch']))).toMatchSnapshot()
    refuseEvent('schedule', ['schedule'])
  })

  it('is the same key, another, or not told', () => {
    const check = (publicKeyHex?: string, workspace?: string) =>
      checkIdentity({ publicKeyHex, workspace }, PUBLIC_KEY, 'minivault')
    expect(check(PUBLIC_KEY.hex.toUpperCase(), 'minivault')).toBe('true')
    expect(check(PUBLIC_KEY.hex)).toBe('true')
    expect(check(undefined, 'minivault')).toBe('unknown')
    const another = `04${'6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'}`
    expect(failing(() => check(another))).toMatchSnapshot()
    expect(failing(() => check('04ff'))).toMatchSnapshot()
    expect(failing(() => check(PUBLIC_KEY.hex, 'other'))).toMatchSnapshot()
  })

  it('is asked for with the whole of API access, or not at all', () => {
    const read = (inputs: Record<string, string>, needsAccess = true) =>
      readRegistration(
        name =>
          ({ 'ledger-api-version': 'v2', 'require-registered': 'true', ...inputs })[name as 'ledger-api-version'] ?? '',
        needsAccess,
      )
    const access = { workspace: 'w', 'api-key-id': 'i', 'api-key-secret': 's' }
    expect(read(access)).toEqual({
      access: { version: 'v2', url: LEDGER_API_URLS.v2, workspace: 'w', apiKeyId: 'i', apiKeySecret: 's' },
      required: true,
    })
    expect(read({ ...access, 'ledger-api-version': 'v1', 'require-registered': 'false' })).toMatchObject({
      access: { version: 'v1', url: LEDGER_API_URLS.v1 },
      required: false,
    })
    expect(read({ ...access, 'ledger-api-url': 'https://ledger.example/' })?.access.url).toBe('https://ledger.example')
    expect(read({ workspace: 'w' }, false)).toBeUndefined()
    expect(read({ workspace: 'w', 'require-registered': 'false' })).toBeUndefined()
    for (const inputs of [
      {},
      { workspace: 'w' },
      { workspace: 'w', 'api-key-id': 'i' },
      { 'api-key-id': 'i', 'api-key-secret': 's', 'require-registered': 'false' },
      { workspace: 'w', 'api-key-secret': 's', 'require-registered': 'false' },
    ]) {
      expect(failing(() => read(inputs))).toMatchSnapshot(JSON.stringify(inputs))
    }
    expect(failing(() => read({ ...access, 'ledger-api-url': 'ledger' }))).toMatchSnapshot()
    // The workspace is sent as a header by v1 alone.
    const v1 = { 'ledger-api-version': 'v1', 'require-registered': 'false' }
    for (const workspace of ['wörk', 'ö', 'work\nspace', 'w\u007f']) {
      expect(failing(() => read({ ...access, ...v1, workspace }))).toMatchSnapshot(encodeURIComponent(workspace))
      expect(read({ ...access, workspace })?.access.workspace).toBe(workspace)
    }
    expect(read({ ...access, ...v1, workspace: ' ~' })?.access.workspace).toBe(' ~')
    expect(read({ ...v1 })).toBeUndefined()
  })
})
