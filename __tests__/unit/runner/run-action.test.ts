import { afterEach, describe, expect, it, vi } from 'vitest'
import { ActionError, quote } from '../../../src/errors.ts'
import { GitHubClient, githubMessage } from '../../../src/github/client.ts'
import { connect } from '../../../src/github/octokit.ts'
import type { StateTexts } from '../../../src/runner/journal.ts'
import { type ActionContext, defineAction } from '../../../src/runner/run-action.ts'
import { PUBLIC_KEY } from '../../support/keys.ts'
import { recordedOutput } from '../../support/recorded-output.ts'
import { API_URL, type Script, scriptedFetch } from '../../support/scripted-github.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const TEXTS: StateTexts = { unchanged: 'All is as before.', recovery: 'Recover it.' }
const PLACE = 'The secret KEY of octo/keys'
const EMPTY = () => new ActionError('key-empty', 'It is empty.', 'Fill it.')

/** Runs an action with this body to its end, at a GitHub that answers by a script. */
async function runAction(
  body: (context: ActionContext) => Promise<void>,
  {
    env = { RUNNER_DEBUG: '1' },
    script = {},
    interruption = new AbortController(),
    texts = TEXTS,
  }: { env?: Record<string, string>; script?: Script; interruption?: AbortController; texts?: StateTexts } = {},
) {
  const clock = new VirtualClock()
  const { output, reports } = recordedOutput()
  const { fetch, sent } = scriptedFetch(clock, script)
  const run = defineAction(texts, body)
  const exitCode = await run({ env, clock, sleep: clock.sleep, fetch, output, signal: interruption.signal })
  const given = (method: string) => reports.filter(([name]) => name === method).map(([, ...given]) => given)
  const [[message, title] = []] = given('error') as [message: string, title: string][]
  return { exitCode, reports, sent, clock, given, message, title }
}

describe('a run that succeeds', () => {
  it('ends with exit code 0 and reports nothing by itself', async () => {
    const { exitCode, reports } = await runAction(async () => {})
    expect(exitCode).toBe(0)
    expect(reports).toEqual([])
  })

  it('warns of each key that it may leave behind', async () => {
    const { exitCode, reports } = await runAction(async ({ journal }) => {
      journal.append({ type: 'may-remain', key: '1', text: 'Remove 1.' })
      journal.append({ type: 'may-remain', key: '2', text: 'Remove 2.' })
      journal.append({ type: 'confirmed', place: PLACE, updatedAt: '2026-01-31T12:00:00Z' })
    })
    expect(exitCode).toBe(0)
    expect(reports).toEqual([
      ['warning', 'Remove 1.'],
      ['warning', 'Remove 2.'],
    ])
  })

  it('reports what its body reports', async () => {
    const { reports } = await runAction(async ({ output }) => {
      output.info('Hello.')
      output.setOutputs({ a: '1' })
    })
    expect(reports).toEqual([
      ['info', 'Hello.'],
      ['setOutputs', { a: '1' }],
    ])
  })
})

describe('the end of a run', () => {
  it.each([
    ['succeeds', async () => {}, 0],
    ['fails', () => Promise.reject(EMPTY()), 1],
  ])('cleans up in reverse order if the run %s, and warns of what fails', async (_, work, exitCode) => {
    const order: string[] = []
    const result = await runAction(async ({ atEnd, mask }) => {
      mask('hunter2-hunter2')
      atEnd(async () => void order.push('first'))
      atEnd(() => Promise.reject(new Error('hunter2-hunter2 is still valid')))
      atEnd(async () => void order.push('last'))
      order.push('work')
      await work()
    })
    expect(order).toEqual(['work', 'last', 'first'])
    expect(result.exitCode).toBe(exitCode)
    expect(result.given('warning')).toEqual([['*** is still valid']])
  })
})

describe('a run that is cancelled', () => {
  it('sends requests only to clean up', async () => {
    const interruption = new AbortController()
    const { sent, given } = await runAction(
      async ({ atEnd, fetch }) => {
        atEnd(async network => void (await network.fetch(`${API_URL}/cleaned`, {})))
        interruption.abort(EMPTY())
        await fetch(`${API_URL}/worked`, {})
      },
      { interruption, script: { 'GET /cleaned': [{ status: 204 }] } },
    )
    expect(sent.map(({ route }) => route)).toEqual(['GET /cleaned'])
    expect(given('warning')).toEqual([])
  })
})

describe('a run that fails', () => {
  it('ends with one error annotation: what happened, what it means for the key, what to do, and where to read more', async () => {
    const { exitCode, given } = await runAction(() => Promise.reject(EMPTY()))
    expect(exitCode).toBe(1)
    expect(given('error')).toEqual([
      ['It is empty.\nAll is as before.\nFill it.\n(key-empty, see docs/troubleshooting.md)', 'Nothing was changed'],
    ])
  })

  it('derives title and meaning from the journal', async () => {
    const { message, title } = await runAction(async ({ journal }) => {
      journal.append({ type: 'planned', places: [PLACE], publicKey: PUBLIC_KEY })
      journal.append({ type: 'write-started', place: PLACE, replaces: false })
      throw EMPTY()
    })
    expect(title).toBe('The secret may have been changed')
    expect(message).toContain(`It is empty.\n${PLACE} may hold what this run sent, or nothing. Recover it.\nFill it.`)
  })

  it('uses the action’s own title', async () => {
    const { title } = await runAction(() => Promise.reject(EMPTY()), {
      texts: { ...TEXTS, unchangedTitle: 'Not verified' },
    })
    expect(title).toBe('Not verified')
  })

  it('says what is left to do instead of the error’s hint', async () => {
    const { message } = await runAction(async ({ journal }) => {
      journal.append({ type: 'follow-up', text: 'Set the variable.' })
      throw EMPTY()
    })
    expect(message).toContain('It is empty.\nAll is as before.\nSet the variable.\n(key-empty')
  })

  it('says what to do about each key that it may leave behind, beside the hint', async () => {
    const { message, given } = await runAction(async ({ journal }) => {
      journal.append({ type: 'may-remain', key: '1', text: 'Remove 1.' })
      journal.append({ type: 'may-remain', key: '2', text: 'Remove 2.' })
      throw EMPTY()
    })
    expect(message).toContain('may have left a key behind.\nRemove 1.\nRemove 2.\nFill it.\n(key-empty')
    expect(given('warning')).toEqual([])
  })

  const ACTION = {
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_ACTION_REPOSITORY: 'octo/actions',
    GITHUB_ACTION_REF: 'v1',
  }

  it('links the entry of the error at the commit of the running action', async () => {
    const { message } = await runAction(() => Promise.reject(EMPTY()), { env: ACTION })
    expect(message).toMatch(
      /\(key-empty, see https:\/\/github\.example\/octo\/actions\/blob\/v1\/docs\/troubleshooting\.md#key-empty\)$/,
    )
  })

  it.each(Object.keys(ACTION))('names the entry’s file alone if %s is not set', async unset => {
    const { message } = await runAction(() => Promise.reject(EMPTY()), { env: { ...ACTION, [unset]: '' } })
    expect(message).toMatch(/\(key-empty, see docs\/troubleshooting\.md\)$/)
  })

  it.each([
    ['an error', new TypeError('x is not a function'), 'x is not a function'],
    ['a text', 'a text', 'a text'],
    ['nothing', undefined, 'undefined'],
  ])('reports a defect as an internal error, without a stack trace (%s)', async (_, thrown, shown) => {
    const { exitCode, message } = await runAction(() => Promise.reject(thrown))
    expect(exitCode).toBe(1)
    expect(message).toBe(
      `An unexpected error occurred: ${shown}.\nAll is as before.\n` +
        'Report it as a bug, with this message and without any secret.\n(internal-error, see docs/troubleshooting.md)',
    )
  })

  it('reports an error that the body throws before it waits for anything', async () => {
    const body = () => {
      throw EMPTY()
    }
    expect((await runAction(body)).message).toContain('It is empty.')
  })
})

describe('step debug logging', () => {
  it('shows the stacks of the error and of its causes', async () => {
    const root = new TypeError('the root')
    const cause = new Error('the cause', { cause: root })
    const { given } = await runAction(() =>
      Promise.reject(new ActionError('key-empty', 'It is empty.', 'Fill it.', cause)),
    )
    expect(given('debug')).toHaveLength(1)
    const [[text] = []] = given('debug')
    expect(text).toMatch(
      /^Error: It is empty\.\n +at .+\nCaused by: Error: the cause\n +at .+\nCaused by: TypeError: the root\n +at .+$/s,
    )
  })

  it('shows nothing if it is off', async () => {
    const { reports } = await runAction(
      async ({ debug }) => {
        debug('a line')
        throw EMPTY()
      },
      { env: {} },
    )
    expect(reports.map(([method]) => method)).toEqual(['error'])
  })

  it('shows what was thrown if it is no error', async () => {
    expect((await runAction(() => Promise.reject('a text'))).given('debug')).toEqual([['a text']])
  })

  it('shows a timeline of the requests: method, path, status, duration and attempt', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { given, message } = await runAction(
      async context => {
        const client = new GitHubClient(connect('a token', API_URL, context.fetch), context)
        await client.request('GET /repos/{owner}/{repo}', { owner: 'octo', repo: 'keys' })
        throw EMPTY()
      },
      {
        script: {
          'GET /repos/octo/keys': [
            { status: 502, afterMs: 20 },
            { fails: 'ECONNRESET', afterMs: 5 },
            'silence',
            { status: 200, data: {}, afterMs: 7 },
          ],
        },
      },
    )
    expect(message).toContain('It is empty.')
    expect(given('debug').slice(0, -1)).toEqual([
      ['GitHub: GET /repos/octo/keys: 502 in 20 ms (attempt 1)'],
      ['GitHub: GET /repos/octo/keys: The connection to GitHub failed: ECONNRESET: of some kind in 5 ms (attempt 2)'],
      ['GitHub: GET /repos/octo/keys: GitHub did not answer within 10 s in 10000 ms (attempt 3)'],
      ['GitHub: GET /repos/octo/keys: 200 in 7 ms (attempt 4)'],
    ])
  })
})

describe('mask', () => {
  const SECRET = 'the-secret-of-this-run'

  it('masks each value in the log, except empty ones', async () => {
    const { reports } = await runAction(async ({ mask }) => mask(SECRET, '', 'x'))
    expect(reports).toEqual([
      ['mask', SECRET],
      ['mask', 'x'],
    ])
  })

  it('redacts the values in responses', async () => {
    let text: string | undefined
    await runAction(
      async ({ mask, fetch }) => {
        mask(SECRET)
        const response = await fetch(`${API_URL}/echo`, {})
        text = await response.text()
      },
      { script: { 'GET /echo': [{ status: 200, data: { message: `You sent ${SECRET}` } }] } },
    )
    expect(text).toBe('{"message":"You sent ***"}')
  })

  it('redacts the values in a refusal before the error cuts it', async () => {
    // A message is cut at 200 characters: of the secret a part would be left, which no mask matches.
    const echo = `${'x'.repeat(190)}${SECRET}`
    const { message } = await runAction(
      async context => {
        context.mask(SECRET)
        const client = new GitHubClient(connect(SECRET, API_URL, context.fetch), context)
        const { data } = await client.request('GET /echo', {})
        throw new ActionError('github-refused', `GitHub said ${quote(githubMessage(data))}.`, 'Do as it says.')
      },
      { script: { 'GET /echo': [{ status: 422, data: { message: echo } }] } },
    )
    expect(message).toContain(`${'x'.repeat(190)}***`)
    expect(message).not.toContain(SECRET.slice(0, 4))
  })

  it('redacts the values in the timeline and the stack trace', async () => {
    const { given } = await runAction(async ({ mask, debug }) => {
      mask(SECRET)
      debug(`GET /${SECRET}`)
      throw new Error(`about ${SECRET}`, { cause: new Error(`because of ${SECRET}`) })
    })
    const text = given('debug').flat().join('\n')
    expect(text).toContain('GET /***')
    expect(text).toContain('Error: about ***')
    expect(text).toContain('Error: because of ***')
    expect(text).not.toContain(SECRET)
  })
})

describe('a run that is interrupted', () => {
  const CANCELLED = new ActionError('cancelled', 'The run was cancelled.', 'Run this again.')

  it('ends at once with the reason, even if its body never ends', async () => {
    const interruption = new AbortController()
    const { exitCode, message, clock } = await runAction(
      async ({ clock, journal }) => {
        journal.append({ type: 'write-started', place: PLACE, replaces: true })
        interruption.abort(CANCELLED)
        await new Promise(() => clock)
      },
      { interruption },
    )
    expect(exitCode).toBe(1)
    expect(clock.elapsedMs()).toBe(0)
    expect(message).toBe(
      `The run was cancelled.\n${PLACE} may hold what this run sent, or its previous value. Recover it.\n` +
        'Run this again.\n(cancelled, see docs/troubleshooting.md)',
    )
  })

  it('ends before it begins if it is interrupted before', async () => {
    const interruption = new AbortController()
    interruption.abort(CANCELLED)
    const body = vi.fn(async () => {})
    const { exitCode, message } = await runAction(body, { interruption })
    expect(exitCode).toBe(1)
    expect(message).toContain('The run was cancelled.')
    expect(body).not.toHaveBeenCalled()
  })

  it('sends no request after it has ended', async () => {
    const interruption = new AbortController()
    const went = Promise.withResolvers<unknown>()
    const { sent } = await runAction(
      async ({ fetch }) => {
        interruption.abort(CANCELLED)
        await fetch(`${API_URL}/thing`, { method: 'PUT' }).catch(went.resolve)
      },
      { interruption, script: { 'PUT /thing': [{ status: 201 }] } },
    )
    expect(await went.promise).toBe(CANCELLED)
    expect(sent).toEqual([])
  })

  it('leaves the rejection of a body that fails later handled', async () => {
    // An unhandled rejection fails the run of the tests.
    const interruption = new AbortController()
    const { clock } = await runAction(
      async ({ sleep }) => {
        interruption.abort(CANCELLED)
        await sleep(10)
        throw new Error('too late')
      },
      { interruption },
    )
    await clock.sleep(100)
  })

  it('does not change a run that has ended', async () => {
    const interruption = new AbortController()
    const { exitCode, given, clock } = await runAction(async () => {}, { interruption })
    interruption.abort(CANCELLED)
    await clock.sleep(100)
    expect(exitCode).toBe(0)
    expect(given('error')).toEqual([])
  })
})

it('the body gets the context of the run, a deadline of its own, and a journal without events', async () => {
  let context: ActionContext | undefined
  const env = { INPUT_A: '1' }
  const { clock } = await runAction(
    async given => {
      context = given
    },
    { env },
  )
  expect(context).toMatchObject({ env, clock, sleep: clock.sleep })
  expect(context?.retry.remainingMs()).toBe(110_000)
  expect(context?.journal.state).toEqual({ state: 'unchanged' })
})

it('long waits are reported in the log', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const { given } = await runAction(
    async context => {
      const client = new GitHubClient(connect('a token', API_URL, context.fetch), context)
      await client.request('GET /thing', {})
    },
    {
      script: {
        'GET /thing': [
          { status: 429, headers: { 'retry-after': '5' } },
          { status: 200, data: {} },
        ],
      },
    },
  )
  expect(given('info')).toEqual([[expect.stringMatching(/limits requests .+\. Retrying in 5 s\.$/)]])
})
