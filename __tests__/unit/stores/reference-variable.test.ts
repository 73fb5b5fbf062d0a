import { expect, it } from 'vitest'
import { Journal } from '../../../src/runner/journal.ts'
import { ReferenceVariable } from '../../../src/stores/reference-variable.ts'
import { ENVIRONMENT } from '../../support/destinations.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type ScriptedReply, scriptedGitHub } from '../../support/scripted-github.ts'

const VARIABLES = '/repos/octo/keys/environments/ledger%2Fprod/variables'
const [READ, CREATE, UPDATE] = [`GET ${VARIABLES}/KEY`, `POST ${VARIABLES}`, `PATCH ${VARIABLES}/KEY`] as const
const REFERENCE = 'hashivault://operator?version=1'
const UPDATED_AT = '2026-01-31T12:00:00Z'
const PLACE = 'The variable KEY of the environment "ledger/prod" of octo/keys'

const shown = (value: string): ScriptedReply => ({ status: 200, data: { name: 'KEY', value, updated_at: UPDATED_AT } })
const [CREATED, UPDATED, ABSENT, REFUSED] = [201, 204, 404, 401].map(status => ({ status })) as [
  ScriptedReply,
  ScriptedReply,
  ScriptedReply,
  ScriptedReply,
]

async function storing(script: Record<string, ScriptedReply[]>, before?: string) {
  const github = scriptedGitHub(script)
  const journal = new Journal()
  const variable = new ReferenceVariable(github.client, { ...github.network, journal }, ENVIRONMENT, 'KEY')
  journal.append({ type: 'planned', places: [variable.displayName] })
  const stored = () => variable.store(REFERENCE, before, undefined)
  return { ...github, journal, stored, variable }
}

it.each<[string, string | undefined, Record<string, ScriptedReply[]>]>([
  ['is created', undefined, { [CREATE]: [CREATED], [READ]: [shown(REFERENCE)] }],
  ['replaces another one', 'other', { [UPDATE]: [UPDATED], [READ]: [shown(REFERENCE)] }],
  ['is confirmed once GitHub shows it', undefined, { [CREATE]: [CREATED], [READ]: [ABSENT, ABSENT, shown(REFERENCE)] }],
])('a reference %s', async (_, before, script) => {
  const { journal, stored, variable } = await storing(script, before)
  await stored()
  expect(await variable.read()).toBe(REFERENCE)
  expect(journal.state).toMatchObject({ state: 'confirmed', place: PLACE, updatedAt: UPDATED_AT })
})

it.each<[string, Record<string, ScriptedReply[]>, string, string, object, string?]>([
  [
    'GitHub never shows it',
    { [CREATE]: [CREATED], [READ]: [ABSENT] },
    'not-confirmed',
    'no such variable',
    { state: 'unconfirmed' },
  ],
  [
    'another one replaces it',
    { [CREATE]: [CREATED], [READ]: [shown('other')] },
    'not-confirmed',
    'another value',
    { state: 'unconfirmed' },
  ],
  [
    'GitHub refuses it',
    { [CREATE]: [REFUSED] },
    'token-rejected',
    'write the variable KEY',
    { state: 'indeterminate', replaces: false },
  ],
  [
    'GitHub refuses it in place of another one',
    { [UPDATE]: [REFUSED] },
    'token-rejected',
    'write the variable KEY',
    { state: 'indeterminate', replaces: true },
    'other',
  ],
])('a reference is not confirmed if %s', async (_, script, code, message, state, before) => {
  const { journal, stored, network } = await storing(script, before)
  const error = await actionErrorOf(stored())
  expect(error.code).toBe(code)
  expect(error.message).toContain(message)
  expect(journal.state).toMatchObject(state)
  expect(network.clock.elapsedMs()).toBe(code === 'not-confirmed' ? 10_000 : 0)
})
