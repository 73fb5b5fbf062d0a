import { describeEnvironment, describeRepository, describeUser, nodeId } from './describe.ts'
import type { Match } from './description.ts'
import { type Answer, answer, refuse } from './response.ts'
import { describeRun } from './runs.ts'
import type { World } from './state.ts'
import type { Audience, Secret, Variable, Vault } from './vault.ts'
import { timestamp } from './vault.ts'

/** How many secrets and variables a place may hold. */
const MAX = {
  repository: { secrets: 100, variables: 500 },
  environment: { secrets: 100, variables: 100 },
  organization: { secrets: 1000, variables: 1000 },
}
const MAX_BYTES = 48 * 1024

/** What a request wants, already matched and authorised, its body valid by the description. */
export interface Asked {
  match: Match
  query: URLSearchParams
  body: Record<string, unknown>
  world: World
  /** Base URL, for links in answers. */
  url: string
}

/** Carries out one operation, as GitHub documents it. */
export function perform(asked: Asked): Answer {
  const { operation, parameters } = asked.match
  if (operation.id === 'rate-limit/get') return rateLimit(asked)
  if (operation.id === 'actions/get-workflow-run') return workflowRun(asked)
  if (operation.id === 'actions/get-reviews-for-run') return reviews(asked)
  if (operation.id === 'repos/get-environment') return environment(asked)
  if (operation.id === 'repos/list-deployment-branch-policies') return branchPolicies(asked)
  if (operation.id === 'repos/list-branches') return branches(asked)
  if (operation.id === 'repos/get') return repository(asked)
  const vault = vaultOf(asked)
  if (!vault) return refuse(404, 'Not Found')
  if (operation.path.endsWith('/secrets/public-key')) {
    return answer(200, { key_id: vault.sealingKey.id, key: vault.sealingKey.publicKey })
  }
  if (operation.path.endsWith('/secrets')) {
    return listSecrets(asked, vault)
  }
  if (parameters.secret_name !== undefined) return onSecret(asked, vault, parameters.secret_name.toUpperCase())
  if (operation.path.includes('/variables')) return onVariable(asked, vault)
  return refuse(404, 'Not Found')
}

function vaultOf({ match: { parameters }, world }: Asked): Vault | undefined {
  const { owner, repo, org, environment_name } = parameters
  if (org !== undefined) return world.organizations.get(org.toLowerCase())?.vault
  if (environment_name !== undefined) return world.environment(`${owner}/${repo}`, environment_name)?.vault
  return world.repositories.get(`${owner}/${repo}`.toLowerCase())?.vault
}

function listSecrets(asked: Asked, vault: Vault): Answer {
  const all = [...vault.secrets.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return listPage(asked, all, shown => ({
    total_count: all.length,
    secrets: shown.map(secret => describe(asked, secret)),
  }))
}

/** One page of a list, with a link to the next one as long as there is one. */
function listPage<Item>({ match, query, url }: Asked, all: Item[], describePage: (shown: Item[]) => unknown): Answer {
  const perPage = Math.min(Number(query.get('per_page') ?? 30), 100)
  const page = Number(query.get('page') ?? 1)
  const listed = answer(200, describePage(all.slice((page - 1) * perPage, page * perPage)))
  if (page * perPage < all.length) {
    const path = match.operation.path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(match.parameters[name] ?? ''),
    )
    const next = new URLSearchParams([...query].filter(([name]) => name !== 'page' && name !== 'per_page'))
    next.append('per_page', String(perPage))
    next.append('page', String(page + 1))
    listed.headers.link = `<${url}${path}?${next}>; rel="next"`
  }
  return listed
}

function onSecret(asked: Asked, vault: Vault, name: string): Answer {
  const { match, body, world } = asked
  const secret = vault.secrets.get(name)
  switch (match.operation.method) {
    case 'GET':
      return secret ? answer(200, describe(asked, secret)) : refuse(404, 'Not Found')
    case 'DELETE':
      return vault.secrets.delete(name) ? answer(204) : refuse(404, 'Not Found')
    default: {
      const refused = refuseName('Secret', name) ?? refuseAudience(asked)
      if (refused) return refused
      if (!secret && vault.secrets.size >= limits(asked).secrets) return refuseNumber('secrets', limits(asked).secrets)
      const box = Buffer.from(String(body.encrypted_value), 'base64')
      const value = body.key_id === vault.sealingKey.id ? vault.sealingKey.open(box) : undefined
      if (!value) return refuse(422, 'Bad request - validation failed due to an improperly encrypted secret')
      if (value.length > MAX_BYTES) return refuseSize()
      return world.putSecret(vault, name, value, audienceOf(body)) === 'created' ? answer(201, {}) : answer(204)
    }
  }
}

function onVariable(asked: Asked, vault: Vault): Answer {
  const { match, body, world } = asked
  const { method } = match.operation
  const name = String(match.parameters.name ?? body.name).toUpperCase()
  const variable = vault.variables.get(name)
  if (method === 'GET') {
    return variable ? answer(200, { ...describe(asked, variable), value: variable.value }) : refuse(404, 'Not Found')
  }
  if (method === 'DELETE') return vault.variables.delete(name) ? answer(204) : refuse(404, 'Not Found')
  if (method === 'PATCH' && !variable) return refuse(404, 'Not Found')
  // PATCH may give the variable another name.
  const newName = String(body.name ?? name).toUpperCase()
  const value = String(body.value ?? variable?.value)
  const refused = refuseName('Variable', newName) ?? refuseAudience(asked)
  if (refused) return refused
  if (vault.variables.has(newName) && (method === 'POST' || newName !== name)) {
    return refuse(409, 'Already exists - Variable already exists')
  }
  if (!variable && vault.variables.size >= limits(asked).variables) {
    return refuseNumber('variables', limits(asked).variables)
  }
  if (Buffer.byteLength(value) > MAX_BYTES) return refuseSize()
  if (newName !== name) world.renameVariable(vault, name, newName)
  world.putVariable(vault, newName, value, audienceOf(body))
  return method === 'POST' ? answer(201, {}) : answer(204)
}

function limits({ match: { parameters } }: Asked): { secrets: number; variables: number } {
  if (parameters.org !== undefined) return MAX.organization
  return parameters.environment_name === undefined ? MAX.repository : MAX.environment
}

function refuseNumber(kind: string, most: number): Answer {
  return refuse(422, `Validation failed: you may have at most ${most} ${kind}.`)
}

function refuseSize(): Answer {
  return refuse(422, 'Validation failed: the value is larger than 48 KB.')
}

function refuseName(kind: 'Secret' | 'Variable', name: string): Answer | undefined {
  if (name.startsWith('GITHUB_')) return refuse(422, `${kind} names must not start with GITHUB_.`)
  if (/^[A-Z_][A-Z0-9_]*$/.test(name)) return undefined
  const rule = 'alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed.'
  return refuse(
    422,
    `${kind} names can only contain ${rule} Must start with a letter ([a-z], [A-Z]) or underscores (_).`,
  )
}

function audienceOf({ visibility, selected_repository_ids }: Record<string, unknown>): Audience {
  return {
    ...(visibility !== undefined && { visibility: visibility as 'all' | 'private' | 'selected' }),
    ...(selected_repository_ids !== undefined && {
      selected_repository_ids: (selected_repository_ids as unknown[]).map(Number),
    }),
  }
}

function refuseAudience({ match, body, world }: Asked): Answer | undefined {
  const { visibility, selected_repository_ids: ids } = audienceOf(body)
  if (match.parameters.org === undefined || ids === undefined) return undefined
  if (visibility !== 'selected')
    return refuse(422, 'Validation failed: selected_repository_ids goes with visibility selected.')
  const known = new Set([...world.repositories.values()].map(({ id }) => id))
  return ids.every(id => known.has(id))
    ? undefined
    : refuse(422, 'Validation failed: a selected repository does not exist.')
}

function describe({ match, url }: Asked, { name, created_at, updated_at, visibility }: Secret | Variable) {
  const { org } = match.parameters
  const kind = match.operation.path.includes('/variables') ? 'variables' : 'secrets'
  return {
    name,
    created_at,
    updated_at,
    ...(org !== undefined && { visibility }),
    ...(visibility === 'selected' && {
      selected_repositories_url: `${url}/orgs/${org}/actions/${kind}/${name}/repositories`,
    }),
  }
}

function repository({ match: { parameters }, world, url }: Asked): Answer {
  const found = world.repository(`${parameters.owner}/${parameters.repo}`)
  return answer(200, describeRepository(found, world.users.get(found.owner), url))
}

function environment({ match: { parameters }, world, url }: Asked): Answer {
  const { owner, repo, environment_name = '' } = parameters
  const found = world.environment(`${owner}/${repo}`, environment_name)
  if (!found) return refuse(404, 'Not Found')
  return answer(200, describeEnvironment(found, { fullName: `${owner}/${repo}`, url, users: world.users }))
}

/** The patterns of an environment that allows named branches; empty for every other rule. */
function branchPolicies(asked: Asked): Answer {
  const { owner, repo, environment_name = '' } = asked.match.parameters
  const found = asked.world.environment(`${owner}/${repo}`, environment_name)
  if (!found) return refuse(404, 'Not Found')
  const { branchPolicy, branches = [] } = found.rules
  const policies = (branchPolicy === 'custom' ? branches : []).map((name, index) => {
    const id = found.id * 100 + index
    return { id, node_id: nodeId('DBP', id), name, type: 'branch' }
  })
  return listPage(asked, policies, shown => ({ total_count: policies.length, branch_policies: shown }))
}

function branches(asked: Asked): Answer {
  const { match, query, world, url } = asked
  const fullName = `${match.parameters.owner}/${match.parameters.repo}`
  const wanted = query.get('protected')
  const all = world
    .repository(fullName)
    .branches.filter(branch => wanted === null || branch.protected === (wanted === 'true'))
  return listPage(asked, all, shown =>
    shown.map(branch => ({
      name: branch.name,
      commit: { sha: SHA, url: `${url}/repos/${fullName}/commits/${SHA}` },
      protected: branch.protected,
    })),
  )
}

/** The commit of every branch and run unless a run says otherwise: nothing here has a history. */
const SHA = '0123456789abcdef0123456789abcdef01234567'

function workflowRun({ match: { parameters }, world, url }: Asked): Answer {
  const repository = world.repository(`${parameters.owner}/${parameters.repo}`)
  const run = repository.runs.get(Number(parameters.run_id))
  return run
    ? answer(200, describeRun(run, repository, url, world.users.get(repository.owner)))
    : refuse(404, 'Not Found')
}

function reviews({ match: { parameters }, world, url }: Asked): Answer {
  const fullName = `${parameters.owner}/${parameters.repo}`
  const found = world.repositories.get(fullName.toLowerCase())?.runs.get(Number(parameters.run_id))
  if (!found) return refuse(404, 'Not Found')
  return answer(
    200,
    found.reviews.map(review => {
      const environment = world.environment(fullName, review.environment)
      const { id, node_id, name, created_at, updated_at, ...rest } = environment
        ? describeEnvironment(environment, { fullName, url, users: world.users })
        : {
            id: 0,
            node_id: '',
            name: review.environment,
            url: '',
            html_url: '',
            created_at: timestamp(world.now()),
            updated_at: timestamp(world.now()),
          }
      return {
        state: review.state,
        comment: review.comment,
        user: describeUser(review.user, url),
        environments: [{ id, node_id, name, url: rest.url, html_url: rest.html_url, created_at, updated_at }],
      }
    }),
  )
}

function rateLimit({ world }: Asked): Answer {
  const limit = { limit: 5000, used: 0, remaining: 5000, reset: Math.floor(world.now().getTime() / 1000) + 3600 }
  return answer(200, { resources: { core: limit, search: limit }, rate: limit })
}
