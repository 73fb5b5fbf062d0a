import type { Destination } from '../../src/github/destination.ts'

/** One destination of each level. */
export const REPOSITORY: Destination = { level: 'repository', owner: 'octo', repo: 'keys' }
export const ENVIRONMENT: Destination = {
  level: 'environment',
  owner: 'octo',
  repo: 'keys',
  environment: 'ledger/prod',
}
export const ORGANIZATION: Destination = {
  level: 'organization',
  organization: 'octo',
  visibility: 'private',
  selectedRepositoryIds: [],
}
