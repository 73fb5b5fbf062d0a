import { describe, expect, it } from 'vitest'
import { describeDestination, destinationClaims, routeOf, settingsUrl } from '../../../src/github/destination.ts'
import type { Destination } from '../../../src/inputs/destination.ts'
import { ENVIRONMENT, ORGANIZATION, REPOSITORY } from '../../support/destinations.ts'

const SERVER = 'https://github.example'

describe('a destination', () => {
  it.each<[Destination, string]>([
    [REPOSITORY, 'the repository octo/keys'],
    [ENVIRONMENT, 'the environment "ledger/prod" of octo/keys'],
    [ORGANIZATION, 'the organization octo'],
  ])('describeDestination names the place in words ($level)', (destination, words) => {
    expect(describeDestination(destination)).toBe(words)
  })

  it.each<[Destination, object]>([
    [REPOSITORY, { repository: 'octo/keys' }],
    [ENVIRONMENT, { repository: 'octo/keys', environment: 'ledger/prod' }],
    [ORGANIZATION, { organization: 'octo' }],
  ])('destinationClaims states the names ($level)', (destination, claims) => {
    expect(destinationClaims(destination)).toEqual(claims)
  })

  it.each<[Destination, number | undefined, string]>([
    [REPOSITORY, undefined, '/octo/keys/settings/secrets/actions'],
    [REPOSITORY, 7, '/octo/keys/settings/secrets/actions'],
    [ENVIRONMENT, undefined, '/octo/keys/settings/environments'],
    [ENVIRONMENT, 7, '/octo/keys/settings/environments/7/edit'],
    [ORGANIZATION, undefined, '/organizations/octo/settings/secrets/actions'],
  ])('settingsUrl leads to the page of its secrets (%o, environment id %s)', (destination, id, path) => {
    expect(settingsUrl(destination, SERVER, id)).toBe(SERVER + path)
  })

  it.each<[Destination, string, object]>([
    [REPOSITORY, '/repos/{owner}/{repo}/actions', { owner: 'octo', repo: 'keys' }],
    [
      ENVIRONMENT,
      '/repos/{owner}/{repo}/environments/{environment_name}',
      { owner: 'octo', repo: 'keys', environment_name: 'ledger/prod' },
    ],
    [ORGANIZATION, '/orgs/{org}/actions', { org: 'octo' }],
  ])('routeOf begins its routes (%o)', (destination, base, parameters) => {
    expect(routeOf(destination)).toEqual({ base, parameters })
  })
})
