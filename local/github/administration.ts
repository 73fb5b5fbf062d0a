// What an admin does with a repository: environments and their rules, policies on actions, Apps, and what lies on the default branch.
import { createHash } from 'node:crypto'
import { isAdmin } from './authorization.ts'
import { branchPolicyId, describeEnvironment, describePattern, describeTeam, describeUser, nodeId } from './describe.ts'
import { foldCase } from './names.ts'
import { listPage, type OperationCall } from './operation-call.ts'
import { type ApiResponse, refuse, respond } from './response.ts'
import type { ActionsPolicy, App, Branch, Environment, EnvironmentRules, Organization, Repository } from './state.ts'

const MAX_REVIEWERS = 6

/** Operations by id. */
export const administration: Record<string, (call: OperationCall) => ApiResponse> = {
  'repos/create-or-update-environment': putEnvironment,
  'repos/create-deployment-branch-policy': addBranchPolicy,
  'repos/delete-deployment-branch-policy': deleteBranchPolicy,
  'repos/get-branch-rules': branchRules,
  'repos/get-branch-protection': branchProtection,
  'repos/compare-commits-with-basehead': compare,
  'repos/get-content': content,
  'users/get-by-username': user,
  'orgs/get': organization,
  'orgs/list-app-installations': installations,
  'teams/get-by-name': team,
  'apps/get-repo-installation': installation,
  'actions/get-github-actions-permissions-repository': call => respond(200, describePolicy(repositoryOf(call).actions)),
  'actions/get-allowed-actions-repository': call => allowedActions(repositoryOf(call).actions),
  'actions/get-workflow-access-to-repository': call => respond(200, { access_level: repositoryOf(call).access }),
  'actions/get-github-actions-default-workflow-permissions-repository': call =>
    respond(200, {
      default_workflow_permissions: 'read',
      can_approve_pull_request_reviews: repositoryOf(call).actionsApprove,
    }),
  'actions/get-github-actions-permissions-organization': call => {
    const { actions } = organizationOf(call) as Organization
    const { enabled, ...policy } = describePolicy(actions)
    return respond(200, { enabled_repositories: enabled ? 'all' : 'none', ...policy })
  },
  'actions/get-allowed-actions-organization': call => allowedActions((organizationOf(call) as Organization).actions),
}

function repositoryOf({ match: { parameters }, state }: OperationCall): Repository {
  return state.repository(`${parameters.owner}/${parameters.repo}`)
}

/** The organization of the path, or the owner of the repository if that is an organization. */
function organizationOf({ match: { parameters }, state }: OperationCall): Organization | undefined {
  return state.organizations.get(foldCase(parameters.org ?? parameters.owner ?? ''))
}

/** Replaces all rules that the API sets: those that the body leaves out get their defaults. */
function putEnvironment(call: OperationCall): ApiResponse {
  const { match, state, url } = call
  const { owner, repo, environment_name = '' } = match.parameters
  const fullName = `${owner}/${repo}`
  const rules = readRules(call)
  if ('status' in rules) return rules
  const existing = state.environment(fullName, environment_name)
  const found = existing ?? state.addEnvironment(fullName, environment_name)
  // A pattern stays as long as the environment has patterns.
  const branches = rules.branchPolicy === 'custom' ? (found.rules.branches ?? []) : []
  const { adminsBypass } = found.rules
  found.rules = { ...rules, branches, ...(adminsBypass !== undefined && { adminsBypass }) }
  return respond(200, describeEnvironment(found, { fullName, url, state }))
}

/** @returns the rules of a body, or why GitHub refuses them */
function readRules(call: OperationCall): EnvironmentRules | ApiResponse {
  const { body, state } = call
  const policy = body.deployment_branch_policy as
    | { protected_branches: boolean; custom_branch_policies: boolean }
    | null
    | undefined
  if (policy && policy.protected_branches === policy.custom_branch_policies) {
    return refuse(422, 'protected_branches and custom_branch_policies must be different values')
  }
  const given = (body.reviewers ?? []) as { type: string; id: number }[]
  if (given.length > MAX_REVIEWERS) return refuse(422, `You can list up to ${MAX_REVIEWERS} reviewers.`)
  if (given.length > 0 && repositoryOf(call).private && organizationOf(call)?.auditLog === undefined) {
    return refuse(
      422,
      'Failed to create the environment protection rule. Please ensure the billing plan supports the required reviewers protection rule.',
    )
  }
  const teams = [...(organizationOf(call)?.teams ?? [])]
  const reviewers = given.map(({ type, id }) => {
    const slug = teams.find(([, teamId]) => teamId === id)?.[0]
    return type === 'Team' ? slug && `team:${slug}` : state.users.withId(id)?.login
  })
  if (reviewers.includes(undefined)) return refuse(422, 'Validation Failed: a reviewer does not exist.')
  return {
    reviewers: reviewers as string[],
    preventSelfReview: body.prevent_self_review === true,
    waitTimer: Number(body.wait_timer ?? 0),
    branchPolicy: policy ? (policy.protected_branches ? 'protected' : 'custom') : 'all',
  }
}

function environmentOf({ match: { parameters }, state }: OperationCall): Environment | undefined {
  return state.environment(`${parameters.owner}/${parameters.repo}`, parameters.environment_name ?? '')
}

function addBranchPolicy(call: OperationCall): ApiResponse {
  const found = environmentOf(call)
  if (found?.rules.branchPolicy !== 'custom') return refuse(404, 'Not Found')
  const pattern = `${call.body.type === 'tag' ? 'tag:' : ''}${call.body.name}`
  const { branches = [] } = found.rules
  if (branches.includes(pattern)) return refuse(303, 'See Other')
  found.rules.branches = [...branches, pattern]
  return respond(200, describePattern(found, pattern))
}

function deleteBranchPolicy(call: OperationCall): ApiResponse {
  const found = environmentOf(call)
  const { branches = [] } = found?.rules ?? {}
  const rest = branches.filter(
    name => found && branchPolicyId(found, name) !== Number(call.match.parameters.branch_policy_id),
  )
  if (!found || rest.length === branches.length) return refuse(404, 'Not Found')
  found.rules.branches = rest
  return respond(204)
}

function user({ match: { parameters }, state, url }: OperationCall): ApiResponse {
  const found = state.users.find(parameters.username ?? '')
  return found ? respond(200, { ...describeUser(found, url), user_view_type: 'public' }) : refuse(404, 'Not Found')
}

function team(call: OperationCall): ApiResponse {
  const found = organizationOf(call)
  const slug = foldCase(call.match.parameters.team_slug ?? '')
  return found?.teams.has(slug) ? respond(200, describeTeam(slug, found, call.url)) : refuse(404, 'Not Found')
}

/** The plan is for owners of the organization. */
function organization(call: OperationCall): ApiResponse {
  const found = organizationOf(call)
  if (!found) return refuse(404, 'Not Found')
  const { id, name, auditLog } = found
  const plan = auditLog === undefined ? 'team' : 'enterprise'
  const isOwner =
    isAdmin(call.grant) && (call.grant.kind === 'classic' || call.grant.permissions?.organization_administration)
  return respond(200, {
    id,
    node_id: nodeId('O', id),
    login: name,
    type: 'Organization',
    ...(isOwner && { plan: { name: plan, space: 976_562_499, private_repos: 999_999, filled_seats: 5, seats: 10 } }),
  })
}

function describePolicy({ enabled, allowed, shaPinningRequired }: ActionsPolicy) {
  return {
    enabled,
    ...(enabled && { allowed_actions: allowed, sha_pinning_required: shaPinningRequired }),
  }
}

/** GitHub answers 409 if the policy has no list. */
function allowedActions({ allowed, githubOwned, verified, patterns }: ActionsPolicy): ApiResponse {
  return allowed === 'selected'
    ? respond(200, { github_owned_allowed: githubOwned, verified_allowed: verified, patterns_allowed: patterns })
    : refuse(409, 'Conflict: allowed_actions is not selected')
}

function installation(call: OperationCall): ApiResponse {
  const { parameters } = call.match
  const fullName = foldCase(`${parameters.owner}/${parameters.repo}`)
  const app = call.state.apps.find(({ clientId }) => clientId === call.grant.clientId)
  const covers = app?.repositories === 'all' || app?.repositories.some(name => foldCase(name) === fullName)
  const isOwners = foldCase(app?.account ?? '') === foldCase(parameters.owner ?? '')
  return app && covers && isOwners ? respond(200, describeInstallation(app, call)) : refuse(404, 'Not Found')
}

function installations(call: OperationCall): ApiResponse {
  const all = call.state.apps.filter(({ account }) => foldCase(account) === foldCase(call.match.parameters.org ?? ''))
  return listPage(call, all, shown => ({
    total_count: all.length,
    installations: shown.map(app => describeInstallation(app, call)),
  }))
}

function describeInstallation(app: App, { state, url }: OperationCall) {
  return {
    id: 500_000 + state.apps.indexOf(app),
    account: { ...describeUser(state.users.get(app.account), url), type: 'Organization' },
    app_id: 40_000 + state.apps.indexOf(app),
    client_id: app.clientId,
    app_slug: app.slug,
    repository_selection: app.repositories === 'all' ? 'all' : 'selected',
    permissions: { metadata: 'read', ...app.permissions },
    suspended_at: app.suspended ? '2026-11-01T00:00:00Z' : null,
  }
}

function branchOf(call: OperationCall): Branch | undefined {
  return repositoryOf(call).branches.find(({ name }) => name === call.match.parameters.branch)
}

/** The rules of rulesets. A branch that does not exist has none. */
function branchRules(call: OperationCall): ApiResponse {
  const {
    by,
    approvals,
    codeOwners = false,
    lastPush = false,
    dismissesStale = false,
  } = branchOf(call)?.pullRequests ?? {}
  const parameters = {
    required_approving_review_count: approvals,
    require_code_owner_review: codeOwners,
    dismiss_stale_reviews_on_push: dismissesStale,
    require_last_push_approval: lastPush,
    required_review_thread_resolution: false,
  }
  const source = { ruleset_source_type: 'Repository', ruleset_source: repositoryOf(call).name, ruleset_id: 42 }
  const rules = [{ type: 'non_fast_forward' }, { type: 'pull_request', parameters }]
  return listPage(call, by === 'ruleset' ? rules : [], shown => shown.map(rule => ({ ...rule, ...source })))
}

function branchProtection(call: OperationCall): ApiResponse {
  const branch = branchOf(call)
  if (!branch?.protected) return refuse(404, branch ? 'Branch not protected' : 'Branch not found')
  const {
    by,
    approvals,
    codeOwners = false,
    lastPush = false,
    dismissesStale = false,
    bypass,
  } = branch.pullRequests ?? {}
  const { users = [], teams = [] } = bypass ?? {}
  const reviews = {
    required_approving_review_count: approvals,
    require_code_owner_reviews: codeOwners,
    dismiss_stale_reviews: dismissesStale,
    require_last_push_approval: lastPush,
    // GitHub leaves the lists out until an admin sets one.
    ...(bypass && {
      bypass_pull_request_allowances: {
        users: users.map(login => ({ login })),
        teams: teams.map(slug => ({ slug })),
        apps: [],
      },
    }),
  }
  return respond(200, { enabled: true, ...(by === 'protection' && { required_pull_request_reviews: reviews }) })
}

/** Compares the default branch with a commit. GitHub answers 404 if it lacks one of them. */
function compare(call: OperationCall): ApiResponse {
  const { defaultBranch, commits, commitsElsewhere } = repositoryOf(call)
  const [base, head = ''] = (call.match.parameters.basehead ?? '').split('...')
  if (base !== defaultBranch) return refuse(404, 'Not Found')
  const isNewest = [...commits].at(-1) === head
  if (isNewest) return respond(200, { status: 'identical', ahead_by: 0, behind_by: 0, total_commits: 0 })
  if (commits.has(head)) return respond(200, { status: 'behind', ahead_by: 0, behind_by: 1, total_commits: 0 })
  return commitsElsewhere.has(head)
    ? respond(200, { status: 'diverged', ahead_by: 1, behind_by: 1, total_commits: 1 })
    : refuse(404, 'Not Found')
}

function content(call: OperationCall): ApiResponse {
  const { path = '' } = call.match.parameters
  const text = repositoryOf(call).files.get(path)
  if (text === undefined) return refuse(404, 'Not Found')
  const blob = Buffer.from(text)
  const sha = createHash('sha1').update(`blob ${blob.length}\0`).update(blob).digest('hex')
  // With line breaks, as GitHub writes base64.
  const base64 = blob.toString('base64').replace(/.{60}/g, '$&\n')
  return respond(200, {
    type: 'file',
    name: path.split('/').at(-1),
    path,
    sha,
    size: blob.length,
    encoding: 'base64',
    content: base64,
  })
}
