import type { EnvironmentRules, LocalGitHub } from '../github/index.ts'
import { REPOSITORY as ALLOWED } from '../openbao/policies.ts'

export const REPOSITORY = ALLOWED.name
/** The environment with the token that writes secrets. */
export const TOKENS = 'ledger-tokens'
/** The environment of the software. */
export const IN_SERVICE = 'ledger-production'
/** The environment of the daily check of a key store. */
export const MONITOR = 'ledger-monitor'

/**
 * Sets up a repository as docs/platform-engineer.md describes.
 * @param gate the environment with the admins, which gets the key
 */
export function setUp(github: LocalGitHub, gate: string): void {
  const token = 'github_pat_onlyonthismachine'
  const main: EnvironmentRules = { branchPolicy: 'custom', branches: ['main'], adminsBypass: false }
  github.addRepository(REPOSITORY, { id: ALLOWED.id })
  for (const environment of [TOKENS, IN_SERVICE, MONITOR, 'ledger-discard']) {
    github.addEnvironment(REPOSITORY, environment, main)
  }
  github.addEnvironment(REPOSITORY, gate, { ...main, reviewers: ['alice', 'bob'], preventSelfReview: true })
  github.addToken(token, {
    kind: 'fine-grained',
    repositories: [REPOSITORY],
    permissions: { environments: 'write', actions: 'read' },
  })
  for (const environment of [TOKENS, gate])
    github.putSecret({ repository: REPOSITORY, environment }, 'LEDGER_KEYS_TOKEN', token)
}
