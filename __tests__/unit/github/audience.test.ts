import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  type Audience,
  audienceAfter,
  audienceBody,
  describeAudience,
  readSelectedRepositoryIds,
  wideningWarning,
} from '../../../src/github/audience.ts'
import type { Destination } from '../../../src/inputs/destination.ts'
import { ENVIRONMENT, ORGANIZATION, REPOSITORY } from '../../support/destinations.ts'
import { actionErrorOf } from '../../support/errors.ts'
import { type ScriptedReply, scriptedGitHub } from '../../support/scripted-github.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const ALL: Audience = { visibility: 'all', selectedRepositoryIds: undefined }
const PRIVATE: Audience = { visibility: 'private', selectedRepositoryIds: undefined }
const selected = (...ids: number[]): Audience => ({ visibility: 'selected', selectedRepositoryIds: ids })
const SELECTED: Audience = { visibility: 'selected', selectedRepositoryIds: undefined }

describe('audienceAfter', () => {
  const organization = (visibility: Audience['visibility'] | undefined, ids: number[] = []): Destination => ({
    ...ORGANIZATION,
    visibility,
    selectedRepositoryIds: ids,
  })

  it.each<[string, Destination, Audience | undefined, Audience | undefined]>([
    ['undefined for a repository', REPOSITORY, undefined, undefined],
    ['undefined for an environment', ENVIRONMENT, ALL, undefined],
    ['private for a new secret', organization(undefined), undefined, PRIVATE],
    ['that of the existing secret', organization(undefined), selected(1), selected(1)],
    ['what the workflow says', organization('all'), selected(1), ALL],
    ['the repositories that the workflow selects', organization('selected', [2]), selected(1), selected(2)],
    ['no repositories unless some are selected', organization('private', [2]), undefined, PRIVATE],
  ])('returns %s', (_, destination, existing, audience) => {
    expect(audienceAfter(destination, existing)).toEqual(audience)
  })
})

describe('audienceBody', () => {
  it.each<[Audience | undefined, object]>([
    [undefined, {}],
    [ALL, { visibility: 'all' }],
    [PRIVATE, { visibility: 'private' }],
    [selected(1, 2), { visibility: 'selected', selected_repository_ids: [1, 2] }],
    [selected(), { visibility: 'selected', selected_repository_ids: [] }],
    [SELECTED, { visibility: 'selected' }],
    [{ visibility: 'all', selectedRepositoryIds: [1] }, { visibility: 'all' }],
  ])('of %j is %j', (audience, body) => {
    expect(audienceBody(audience)).toEqual(body)
  })
})

describe('describeAudience', () => {
  it.each<[Audience, string]>([
    [ALL, 'all repositories of the organization'],
    [PRIVATE, 'all private repositories of the organization'],
    [selected(1), '1 selected repository'],
    [selected(1, 2), '2 selected repositories'],
    [SELECTED, 'selected repositories'],
  ])('of %j is "%s"', (audience, words) => {
    expect(describeAudience(audience)).toBe(words)
  })
})

describe('wideningWarning', () => {
  it('names the secret and both audiences', () => {
    expect(wideningWarning('The secret KEY of the organization octo', selected(1), ALL)).toBe(
      'The secret KEY of the organization octo gets a wider audience: all repositories of the organization may use it, ' +
        'before 1 selected repository. Leave `visibility` out to keep its audience.',
    )
  })

  it.each<[Audience, Audience]>([
    [selected(1), PRIVATE],
    [SELECTED, ALL],
    [PRIVATE, ALL],
    [selected(1), selected(1, 2)],
    [selected(1, 2), selected(3)],
  ])('warns if %j becomes %j', (before, after) => {
    expect(wideningWarning('The secret', before, after)).toContain('wider audience')
  })

  it.each<[Audience | undefined, Audience | undefined]>([
    [undefined, ALL],
    [PRIVATE, undefined],
    [ALL, PRIVATE],
    [ALL, selected(1)],
    [PRIVATE, PRIVATE],
    [selected(1, 2), selected(1)],
    [SELECTED, selected(1)],
    [selected(1), SELECTED],
  ])('does not warn if %j becomes %j', (before, after) => {
    expect(wideningWarning('The secret', before, after)).toBeUndefined()
  })
})

describe('readSelectedRepositoryIds', () => {
  const page = (number: number) => `GET /orgs/octo/actions/secrets/KEY/repositories?per_page=100&page=${number}`
  const repositories = (count: number, from = 0): ScriptedReply => ({
    status: 200,
    data: { repositories: Array.from({ length: count }, (_, index) => ({ id: from + index })) },
  })

  it.each<[string, ScriptedReply[], number]>([
    ['one page', [repositories(2)], 2],
    ['a full page and an empty one', [repositories(100), repositories(0)], 100],
    ['several pages', [repositories(100), repositories(100, 100), repositories(1, 200)], 201],
  ])('reads %s', async (_, pages, count) => {
    const { client, routes } = scriptedGitHub(
      Object.fromEntries(pages.map((reply, index) => [page(index + 1), [reply]])),
    )
    const ids = await readSelectedRepositoryIds(client, 'octo', 'KEY')
    expect(ids).toEqual(Array.from({ length: count }, (_, id) => id))
    expect(routes()).toEqual(pages.map((_, index) => page(index + 1)))
  })

  it.each<[string, ScriptedReply]>([
    ['refuses', { status: 403 }],
    ['answers no list', { status: 200, data: { repositories: {} } }],
    ['answers no object', { status: 200, data: [] }],
    ['answers a repository without an id', { status: 200, data: { repositories: [{ id: 1 }, { id: '2' }] } }],
  ])('returns undefined if GitHub %s', async (_, reply) => {
    const { client } = scriptedGitHub({ [page(1)]: [reply] })
    expect(await readSelectedRepositoryIds(client, 'octo', 'KEY')).toBeUndefined()
  })

  it('returns undefined if GitHub refuses a later page', async () => {
    const { client } = scriptedGitHub({ [page(1)]: [repositories(100)], [page(2)]: [{ status: 404 }] })
    expect(await readSelectedRepositoryIds(client, 'octo', 'KEY')).toBeUndefined()
  })

  it('throws if GitHub does not answer', async () => {
    const { client } = scriptedGitHub({ [page(1)]: [{ status: 500 }] })
    expect(await actionErrorOf(readSelectedRepositoryIds(client, 'octo', 'KEY'))).toMatchObject({
      code: 'github-unavailable',
    })
  })
})
