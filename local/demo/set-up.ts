import type { EnvironmentRules, LocalGitHub } from '../github/index.ts'

export const REPOSITORY = 'octo/keys'
/** The environment that has the token for writing secrets. */
export const TOKENS = 'ledger-tokens'

/**
 * Sets a repository up as docs/platform-engineer.md says.
 * @param environment the gate and vault
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
