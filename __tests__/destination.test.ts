import { describe, expect, it } from 'vitest'
import { audienceOf, describeDestination, destinationClaims, routeOf, settingsUrl } from '../src/github/destination.ts'
import { DESTINATIONS } from './told.ts'

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
