import type { Destination } from '../../src/inputs/destination.ts'

/** One destination of each level. */
export const REPOSITORY = { level: 'repository' as const, owner: 'octo', repo: 'keys' } satisfies Destination
export const ENVIRONMENT = {
  level: 'environment' as const,
  owner: 'octo',
  repo: 'keys',
  environment: 'ledger/prod',
}
export const ORGANIZATION = {
  level: 'organization' as const,
  organization: 'octo',
  visibility: 'private' as const,
  selectedRepositoryIds: [] as number[],
} satisfies Destination
