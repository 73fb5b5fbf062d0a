import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Audience } from '../../../src/github/audience.ts'
import { Variable } from '../../../src/github/variable.ts'
import type { Destination, Visibility } from '../../../src/inputs/destination.ts'
import { ENVIRONMENT, ORGANIZATION } from '../../support/destinations.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { PUBLIC_KEY } from '../../support/keys.ts'
import { type ScriptedReply, scriptedGitHub } from '../../support/scripted-github.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const VARIABLES = '/repos/octo/keys/environments/ledger%2Fprod/variables'
const [READ, CREATE, UPDATE, DELETE] = [
  `GET ${VARIABLES}/PK`,
  `POST ${VARIABLES}`,
  `PATCH ${VARIABLES}/PK`,
  `DELETE ${VARIABLES}/PK`,
] as const

const status = (status: number, message?: string): ScriptedReply => ({
  status,
  ...(message !== undefined && { data: { message } }),
})

const REFUSED = status(401, 'Bad credentials')

function variableWith(script: Record<string, ScriptedReply>) {
  const github = scriptedGitHub(Object.fromEntries(Object.entries(script).map(([route, reply]) => [route, [reply]])))
  return { ...github, variable: new Variable(github.client, ENVIRONMENT, 'PK') }
}

it('displayName begins a sentence', () => {
  expect(variableWith({}).variable.displayName).toBe('The variable PK of the environment "ledger/prod" of octo/keys')
})

describe('read', () => {
  it.each<[string, ScriptedReply, string | undefined]>([
    ['its value', { status: 200, data: { name: 'PK', value: 'text' } }, 'text'],
    ['undefined if it does not exist', status(404), undefined],
    ['an empty text if the value is no text', { status: 200, data: { value: 7 } }, ''],
    ['an empty text if the response is no object', { status: 200, data: [] }, ''],
  ])('returns %s', async (_, reply, value) => {
    const { variable, routes } = variableWith({ [READ]: reply })
    expect(await variable.read()).toBe(value)
    expect(routes()).toEqual([READ])
  })

  it('throws if a page in place of GitHub answers 404', async () => {
    const { variable } = variableWith({ [READ]: { status: 404, data: '<html></html>' } })
    expect((await actionErrorOf(variable.read())).code).toBe('github-invalid-response')
  })

  it('throws if GitHub refuses', async () => {
    const { variable } = variableWith({ [READ]: REFUSED })
    const error = await actionErrorOf(variable.read())
    expect(error.code).toBe('token-rejected')
    expect(error.message).toContain('read the variable PK of the environment "ledger/prod" of octo/keys')
  })
})

describe('write', () => {
  it.each<[string, boolean, Record<string, ScriptedReply>]>([
    ['creates the variable', false, { [CREATE]: status(201) }],
    ['updates the variable', true, { [UPDATE]: status(204) }],
    ['updates the variable if it has appeared since', false, { [CREATE]: status(409), [UPDATE]: status(204) }],
    ['creates the variable if it has gone since', true, { [UPDATE]: status(404), [CREATE]: status(201) }],
  ])('%s', async (_, exists, script) => {
    const { variable, sent } = variableWith(script)
    await variable.write(PUBLIC_KEY.hex, exists)
    expect(sent.map(({ route, body }) => [route, body])).toEqual(
      Object.keys(script).map(route => [
        route,
        route === CREATE ? { name: 'PK', value: PUBLIC_KEY.hex } : { value: PUBLIC_KEY.hex },
      ]),
    )
  })

  const [ORG_CREATE, ORG_UPDATE] = [
    'POST /orgs/octo/actions/variables',
    'PATCH /orgs/octo/actions/variables/PK',
  ] as const
  const audience: Audience = { visibility: 'selected', selectedRepositoryIds: [1, 2] }
  const members = { visibility: 'selected', selected_repository_ids: [1, 2] }
  const { hex: value } = PUBLIC_KEY

  it.each<[string, Visibility | undefined, boolean, string, object]>([
    ['sets the audience of a new variable', undefined, false, ORG_CREATE, { name: 'PK', value, ...members }],
    ['leaves the audience of an existing variable', undefined, true, ORG_UPDATE, { value }],
    ['sets the audience that the workflow asks for', 'selected', true, ORG_UPDATE, { value, ...members }],
  ])('%s in an organization', async (_, visibility, exists, route, body) => {
    const { client, sent } = scriptedGitHub({ [ORG_CREATE]: [status(201)], [ORG_UPDATE]: [status(204)] })
    const destination: Destination = { ...ORGANIZATION, visibility }
    await new Variable(client, destination, 'PK').write(PUBLIC_KEY.hex, exists, audience)
    expect(sent.map(({ route, body }) => [route, body])).toEqual([[route, body]])
  })

  it.each<[string, boolean, Record<string, ScriptedReply>, string, string]>([
    ['GitHub refuses to create it', false, { [CREATE]: REFUSED }, 'token-rejected', '"Bad credentials"'],
    ['GitHub refuses to update it', true, { [UPDATE]: status(422, 'No') }, 'github-refused', '"No"'],
    [
      'it exists and does not exist, with the first refusal',
      false,
      { [CREATE]: status(409, 'First'), [UPDATE]: status(404, 'Second') },
      'github-refused',
      '"First"',
    ],
    [
      'it does not exist and exists, with the first refusal',
      true,
      { [UPDATE]: status(404, 'First'), [CREATE]: status(409, 'Second') },
      'destination-not-found',
      '404',
    ],
    [
      'GitHub refuses the second request for another reason',
      false,
      { [CREATE]: status(409, 'First'), [UPDATE]: REFUSED },
      'token-rejected',
      '"Bad credentials"',
    ],
    ['GitHub answers with an undocumented success', false, { [CREATE]: status(200) }, 'github-refused', '200'],
  ])('throws if %s', async (_, exists, script, code, text) => {
    const { variable, routes } = variableWith(script)
    const error = await actionErrorOf(variable.write(PUBLIC_KEY.hex, exists))
    expect(error.code).toBe(code)
    expect(error.message).toContain('write the variable PK of')
    expect(error.message).toContain(text)
    expect(routes()).toEqual(Object.keys(script))
  })
})

describe('delete', () => {
  it.each([204, 404])('succeeds if GitHub answers %i', async answer => {
    const { variable, routes } = variableWith({ [DELETE]: status(answer) })
    await variable.delete()
    expect(routes()).toEqual([DELETE])
  })

  it.each([
    [401, 'token-rejected'],
    [200, 'github-refused'],
  ])('throws if GitHub answers %i', async (answer, code) => {
    const { variable } = variableWith({ [DELETE]: status(answer) })
    const error = await actionErrorOf(variable.delete())
    expect(error.code).toBe(code)
    expect(error.message).toContain('delete the variable PK of')
  })
})
