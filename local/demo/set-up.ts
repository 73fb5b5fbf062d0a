import type { EnvironmentRules, LocalGitHub } from '../github/index.ts'

export const REPOSITORY = 'octo/keys'
/** The environment with the token that writes secrets. */
export const TOKENS = 'ledger-tokens'

/**
 * Sets up a repository as docs/platform-engineer.md describes.
 * @param environment the gate, which gets the key
 */
export function setUp(github: LocalGitHub, environment: string): void {
  const token = 'github_pat_onlyonthismachine'
  const main: EnvironmentRules = { branchPolicy: 'custom', branches: ['main'], adminsBypass: false }
  github.addRepository(REPOSITORY)
  github.addEnvironment(REPOSITORY, TOKENS, main)
  github.addEnvironment(REPOSITORY, environment, { ...main, reviewers: ['alice', 'bob'], preventSelfReview: true })
  github.addToken(token, {
    kind: 'fine-grained',
    repositories: [REPOSITORY],
    permissions: { environments: 'write', actions: 'read' },
  })
  github.putSecret({ repository: REPOSITORY, environment: TOKENS }, 'LEDGER_KEYS_TOKEN', token)
}
