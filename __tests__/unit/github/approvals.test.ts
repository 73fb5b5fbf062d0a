import { describe, expect, it } from 'vitest'
import { approvalError, readApprovals } from '../../../src/github/approvals.ts'
import { readWorkflowRun, type WorkflowRun } from '../../../src/runner/workflow-run.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type ScriptedReply, scriptedGitHub } from '../../support/scripted-github.ts'

const RUN_PATH = 'GET /repos/octo/keys/actions/runs/42'
const REVIEWS_PATH = `${RUN_PATH}/approvals`

const FIRST = readWorkflowRun({
  GITHUB_REPOSITORY: 'octo/keys',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_ACTOR: 'alice',
  GITHUB_ACTOR_ID: '7',
  GITHUB_TRIGGERING_ACTOR: 'Alice',
})
const RERUN: WorkflowRun = { ...FIRST, triggeringActor: 'bob', runAttempt: '2' }

const ALICE = { login: 'alice', id: 7, type: 'User' }
const BOB = { login: 'bob', id: 8, type: 'User' }
const CAROL = { login: 'carol', id: 9, type: 'User' }
const APP = { login: 'ci[bot]', id: 10, type: 'Bot' }

const approval = (user: unknown, environment: unknown = 'prod', state = 'approved') => ({
  state,
  user,
  environments: [{ name: environment }],
})

interface Asked {
  reviews?: unknown
  /** GitHub's answer about the run, by default that Bob re-ran it. */
  run?: ScriptedReply
  by?: WorkflowRun
  environment?: string | undefined
  allowedBots?: string[] | 'any'
}

/** Reads a record that GitHub answers with, and keeps the requests. */
async function read(asked: Asked) {
  const { reviews, run, by, environment, allowedBots } = {
    reviews: [],
    run: { status: 200, data: { triggering_actor: BOB } },
    by: FIRST,
    environment: 'prod',
    allowedBots: [],
    ...asked,
  }
  const { client, routes } = scriptedGitHub({ [REVIEWS_PATH]: [{ status: 200, data: reviews }], [RUN_PATH]: [run] })
  return { record: await readApprovals(client, by, { environment, allowedBots }), routes: routes() }
}

describe('readApprovals', () => {
  it('asks for the reviews of this run', async () => {
    expect((await read({})).routes).toEqual([REVIEWS_PATH])
  })

  it.each<[what: string, asked: Asked, approvedBy: string[], byAnother: boolean]>([
    ['another person', { reviews: [approval(CAROL)] }, ['carol'], true],
    ['the starter and another person', { reviews: [approval(ALICE), approval(CAROL)] }, ['alice', 'carol'], true],
    ['nobody', { reviews: [] }, [], false],
    ['the starter', { reviews: [approval(ALICE)] }, ['alice'], false],
    ['the starter, renamed since', { reviews: [approval({ ...ALICE, login: 'mallory' })] }, ['mallory'], false],
    [
      "another person with the starter's old login",
      { reviews: [approval({ ...CAROL, login: 'alice' })] },
      ['alice'],
      true,
    ],
    ['a person who rejected', { reviews: [approval(CAROL, 'prod', 'rejected')] }, [], false],
    ['a person who has not decided', { reviews: [approval(CAROL, 'prod', 'pending')] }, [], false],
    ['a bot', { reviews: [approval(APP)] }, ['ci[bot]'], false],
    ['a user of no type', { reviews: [approval({ login: 'carol', id: 9 })] }, ['carol'], false],
    ['one person twice', { reviews: [approval(CAROL), approval({ ...CAROL, login: 'caroline' })] }, ['caroline'], true],
    ['another environment', { reviews: [approval(CAROL, 'test')] }, [], false],
    ['the environment in another case', { reviews: [approval(CAROL, 'PROD')] }, ['carol'], true],
    [
      'a look-alike of the environment',
      { reviews: [approval(CAROL, '\u212Aelvin')], environment: 'kelvin' },
      [],
      false,
    ],
    [
      'several environments at once',
      { reviews: [{ ...approval(CAROL), environments: [{ name: 'test' }, { name: 'prod' }] }] },
      ['carol'],
      true,
    ],
    [
      'any environment if none is named',
      { reviews: [approval(CAROL, 'test')], environment: undefined },
      ['carol'],
      true,
    ],
    ['who re-ran it', { by: RERUN, reviews: [approval(BOB)] }, ['bob'], false],
    [
      'who re-ran it, renamed since',
      { by: RERUN, reviews: [approval({ ...BOB, login: 'mallory' })] },
      ['mallory'],
      false,
    ],
    ['who started a run that another re-ran', { by: RERUN, reviews: [approval(ALICE)] }, ['alice'], false],
    ['a third person on a re-run', { by: RERUN, reviews: [approval(BOB), approval(CAROL)] }, ['bob', 'carol'], true],
    [
      "who re-ran it with the starter's old login",
      { by: { ...RERUN, triggeringActor: 'alice' }, reviews: [approval(BOB)] },
      ['bob'],
      false,
    ],
  ])('decides whether another person approved: %s', async (_, asked, approvedBy, byAnother) => {
    const { record } = await read(asked)
    expect(record).toEqual({
      approvedBy: approvedBy.map(login => ({ login, id: expect.any(Number) })),
      byAnother,
    })
  })

  it.each<[what: string, reviews: unknown[]]>([
    ['no objects', [null, 7, 'x', []]],
    ['without a user', [{ ...approval(CAROL), user: null }, approval('carol')]],
    ['of users without a numeric id', [approval({ ...CAROL, id: '9' }), approval({ ...CAROL, id: 0.5 })]],
    ['of users without a login', [approval({ ...CAROL, login: 7 })]],
    [
      'without environments',
      [
        { ...approval(CAROL), environments: 'prod' },
        { ...approval(CAROL), environments: [null, 'prod'] },
      ],
    ],
  ])('counts no reviews that are malformed: %s', async (_, reviews) => {
    expect((await read({ reviews })).record).toEqual({ approvedBy: [], byAnother: false })
  })

  it.each<[what: string, by: WorkflowRun, allowedBots: string[] | 'any', bot: string | undefined]>([
    ['started', { ...FIRST, actor: 'ci[bot]', triggeringActor: 'ci[bot]', actorId: '10' }, [], 'ci[bot]'],
    ['started', { ...FIRST, actor: 'ci[bot]', triggeringActor: 'ci[bot]', actorId: '10' }, ['other[bot]'], 'ci[bot]'],
    ['started', { ...FIRST, actor: 'ci[bot]', triggeringActor: 'ci[bot]', actorId: '10' }, ['CI[bot]'], undefined],
    ['started', { ...FIRST, actor: 'ci[bot]', triggeringActor: 'ci[bot]', actorId: '10' }, 'any', undefined],
    ['started', { ...FIRST, actor: 'Copilot', triggeringActor: 'Copilot', actorId: '10' }, ['ci[bot]'], 'Copilot'],
    ['re-ran', { ...RERUN, triggeringActor: 'ci[bot]' }, [], 'ci[bot]'],
    ['re-ran', { ...RERUN, triggeringActor: 'copilot' }, [], 'copilot'],
    ['re-ran', { ...RERUN, triggeringActor: 'ci[bot]' }, ['ci[bot]'], undefined],
  ])('counts no approval of a run that a bot %s unless it is allowed (%#)', async (_, by, allowedBots, bot) => {
    const { record } = await read({
      reviews: [approval(CAROL)],
      by,
      allowedBots,
      run: { status: 200, data: { triggering_actor: APP } },
    })
    expect(record).toEqual({
      approvedBy: [{ login: 'carol', id: 9 }],
      byAnother: bot === undefined,
      ...(bot !== undefined && { bot }),
    })
  })

  it.each<[what: string, by: WorkflowRun, requests: number]>([
    ['not on the first attempt', FIRST, 1],
    ['on a re-run by another', RERUN, 2],
    ['on a re-run by the same login, which another may have by now', { ...FIRST, runAttempt: '2' }, 2],
    ['if the runner names no re-runner', { ...FIRST, triggeringActor: '' }, 2],
  ])('asks GitHub who re-ran the run: %s', async (_, by, count) => {
    const { routes } = await read({ reviews: [approval(CAROL)], by })
    expect(routes).toEqual([REVIEWS_PATH, RUN_PATH].slice(0, count))
  })

  it.each<[what: string, asked: Asked, reason: RegExp, hint: RegExp]>([
    ['the record is no list', { reviews: { total: 1 } }, /not a list of reviews/, /proxy/],
    ['the runner gives no actor id', { by: { ...FIRST, actorId: '' } }, /GITHUB_ACTOR_ID/, /runner/],
    [
      'the runner gives an actor id that is no number',
      { by: { ...FIRST, actorId: '7x' } },
      /GITHUB_ACTOR_ID/,
      /runner/,
    ],
    ['the runner gives a name as the actor id', { by: { ...FIRST, actorId: 'x7' } }, /GITHUB_ACTOR_ID/, /runner/],
    [
      'GitHub does not show the run',
      { by: RERUN, run: { status: 404, data: { message: 'Not Found' } } },
      /status 404/,
      /actions: read/,
    ],
    [
      'GitHub does not name the re-runner',
      { by: RERUN, run: { status: 200, data: { triggering_actor: { login: 'bob' } } } },
      /does not say who/,
      /proxy/,
    ],
  ])('cannot tell who approved if %s', async (_, asked, reason, hint) => {
    const { record } = await read({ reviews: [approval(CAROL)], ...asked })
    expect(record).toEqual({ unreadable: expect.stringMatching(reason), hint: expect.stringMatching(hint) })
  })

  it.each<[status: number, message: string, unreadable: string]>([
    [403, 'Resource not accessible by integration', 'status 403: "Resource not accessible by integration"'],
    [404, 'Not Found', 'status 404: "Not Found"'],
    [404, '', 'status 404).'],
  ])('names the permission if GitHub refuses with %s %j', async (status, message, unreadable) => {
    const { client } = scriptedGitHub({ [REVIEWS_PATH]: [{ status, data: { message } }] })
    expect(await readApprovals(client, FIRST, { environment: 'prod', allowedBots: [] })).toEqual({
      unreadable: expect.stringContaining(unreadable),
      hint: expect.stringContaining('`permissions: actions: read`'),
    })
  })

  it.each<[what: string, reply: ScriptedReply, hint: RegExp]>([
    [
      'SAML SSO',
      { status: 403, data: { message: 'Resource protected by organization SAML enforcement.' } },
      /Authorize the token/,
    ],
    ['an IP allow list', { status: 403, data: { message: 'the IP allow list is enabled' } }, /address/],
    ['no reason', { status: 403, data: {} }, /GitHub gives no reason/],
  ])('names the cause if GitHub refuses for another reason than permissions: %s', async (_, reply, hint) => {
    const { client } = scriptedGitHub({ [REVIEWS_PATH]: [reply] })
    expect(await readApprovals(client, FIRST, { environment: 'prod', allowedBots: [] })).toEqual({
      unreadable: expect.stringContaining('status 403'),
      hint: expect.stringMatching(hint),
    })
  })

  it.each([401, 418])('stops if GitHub refuses with %s', async status => {
    const { client } = scriptedGitHub({ [REVIEWS_PATH]: [{ status, data: {} }] })
    const { code } = await actionErrorOf(readApprovals(client, FIRST, { environment: 'prod', allowedBots: [] }))
    expect(code).toBe(status === 401 ? 'token-rejected' : 'github-refused')
  })
})

describe('approvalError', () => {
  const approvedBy = [{ login: 'alice', id: 7 }]

  it('is undefined if another person approved', () => {
    expect(approvalError({ approvedBy, byAnother: true }, 'prod')).toBeUndefined()
  })

  it.each([
    ['unreadable', { unreadable: 'GitHub refused.', hint: 'Grant it.' }],
    ['approved by nobody', { approvedBy: [], byAnother: false }],
    ['approved by the starter', { approvedBy, byAnother: false }],
    ['started by a bot', { approvedBy, byAnother: false, bot: 'ci[bot]' }],
  ])('says why it is none, and never advises to weaken the gate: %s', (_, record) => {
    for (const environment of ['prod', undefined]) {
      const error = approvalError(record, environment)
      expect({ code: error?.code, message: error?.message, hint: error?.hint }).toMatchSnapshot()
      expect(`${error?.message} ${error?.hint}`).not.toMatch(/approval: (?:warn|ignore)/)
    }
  })
})
