import { createHash } from 'node:crypto'
import { foldCase } from './names.ts'
import type { Environment, GitHubState, Organization, Repository } from './state.ts'
import type { User } from './users.ts'

/** The response of `GET …/environments/{environment_name}`. */
export function describeEnvironment(
  { id, name, rules, createdAt }: Environment,
  { fullName, url, state }: { fullName: string; url: string; state: GitHubState },
) {
  const organization = state.organizations.get(foldCase(fullName.replace(/\/.*/, '')))
  const { reviewers = [], preventSelfReview = false, branchPolicy = 'all', adminsBypass = true, waitTimer = 0 } = rules
  const rule = (type: string, more: object, n: number) => ({
    id: id * 10 + n,
    node_id: nodeId('GA', id * 10 + n),
    type,
    ...more,
  })
  return {
    id,
    node_id: nodeId('EN', id),
    name,
    url: `${url}/repos/${fullName}/environments/${encodeURIComponent(name)}`,
    html_url: `https://github.com/${fullName}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: createdAt,
    updated_at: createdAt,
    can_admins_bypass: adminsBypass,
    protection_rules: [
      ...(waitTimer > 0 ? [rule('wait_timer', { wait_timer: waitTimer }, 1)] : []),
      ...(reviewers.length > 0
        ? [
            rule(
              'required_reviewers',
              {
                prevent_self_review: preventSelfReview,
                reviewers: reviewers.map(name =>
                  name.startsWith('team:')
                    ? { type: 'Team', reviewer: describeTeam(name.slice('team:'.length), organization, url) }
                    : { type: 'User', reviewer: describeUser(state.users.get(name), url) },
                ),
              },
              2,
            ),
          ]
        : []),
      ...(branchPolicy === 'all' ? [] : [rule('branch_policy', {}, 3)]),
    ],
    deployment_branch_policy:
      branchPolicy === 'all'
        ? null
        : { protected_branches: branchPolicy === 'protected', custom_branch_policies: branchPolicy === 'custom' },
  }
}

/** A pattern of a branch rule in a response. */
export function describePattern(environment: Environment, pattern: string) {
  const id = branchPolicyId(environment, pattern)
  const [, tag] = /^tag:(.*)$/.exec(pattern) ?? []
  return { id, node_id: nodeId('DBP', id), name: tag ?? pattern, type: tag === undefined ? 'branch' : 'tag' }
}

/** The id of a branch pattern: the same as long as the environment has it. */
export function branchPolicyId({ id }: Environment, pattern: string): number {
  return id * 1000 + (createHash('sha256').update(pattern).digest().readUInt16BE() % 1000)
}

/** A team in a response. */
export function describeTeam(slug: string, organization: Organization | undefined, url: string) {
  const id = organization?.teams.get(foldCase(slug)) ?? 0
  const team = `${url}/organizations/${organization?.id}/team/${id}`
  return {
    id,
    node_id: nodeId('T', id),
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url: team,
    html_url: `https://github.com/orgs/${organization?.name}/teams/${slug}`,
    members_url: `${team}/members{/member}`,
    repositories_url: `${team}/repos`,
    parent: null,
    type: 'organization',
    organization_id: organization?.id ?? 0,
  }
}

/** A repository in a response: the members that identify it. */
export function describeRepository(
  { id, owner, name, private: isPrivate, defaultBranch }: Repository,
  user: User,
  url: string,
) {
  return {
    id,
    node_id: nodeId('R', id),
    name,
    full_name: `${owner}/${name}`,
    private: isPrivate,
    visibility: isPrivate ? 'private' : 'public',
    owner: describeUser(user, url),
    html_url: `https://github.com/${owner}/${name}`,
    url: `${url}/repos/${owner}/${name}`,
    default_branch: defaultBranch,
  }
}

/** A user in a response. */
export function describeUser({ id, login, type }: User, url: string) {
  // The login of a bot has brackets: `deploy[bot]`.
  const name = encodeURIComponent(login.toWellFormed())
  const user = `${url}/users/${name}`
  return {
    login,
    id,
    node_id: nodeId('U', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: user,
    html_url: `https://github.com/${name}`,
    followers_url: `${user}/followers`,
    following_url: `${user}/following{/other_user}`,
    gists_url: `${user}/gists{/gist_id}`,
    starred_url: `${user}/starred{/owner}{/repo}`,
    subscriptions_url: `${user}/subscriptions`,
    organizations_url: `${user}/orgs`,
    repos_url: `${user}/repos`,
    events_url: `${user}/events{/privacy}`,
    received_events_url: `${user}/received_events`,
    type,
    site_admin: false,
  }
}

export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`
}
