import { type Answer, answer, refuse } from './answer.ts'
import type { Match } from './description.ts'
import { describeEnvironment, describeUser } from './people.ts'
import type { Audience, Secret, Variable, Vault } from './vault.ts'
import { timestamp } from './vault.ts'
import type { World } from './world.ts'

const MAX_SECRETS = { repos: 100, orgs: 1000 }
const MAX_SECRET_BYTES = 48 * 1024

/** What a request wants, already matched and authorised, its body valid by the description. */
export interface Asked {
  match: Match
  body: Record<string, unknown>
  world: World
  /** Base URL, for links in answers. */
  url: string
}

/** Carries out one operation, as GitHub documents it. */
export function perform(asked: Asked): Answer {
  const { operation, parameters } = asked.match
  if (operation.id === 'rate-limit/get') return rateLimit(asked)
  if (operation.id === 'actions/get-reviews-for-run') return reviews(asked)
  if (operation.id === 'repos/get-environment') return environment(asked)
  const vault = vaultOf(asked)
  if (!vault) return refuse(404, 'Not Found')
  if (operation.path.endsWith('/secrets/public-key')) {
    return answer(200, { key_id: vault.sealingKey.id, key: vault.sealingKey.publicKey })
  }
  if (operation.path.endsWith('/secrets')) {
    const secrets = [...vault.secrets.values()].map(secret => describe(asked, secret))
    return answer(200, { total_count: secrets.length, secrets })
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

function onSecret(asked: Asked, vault: Vault, name: string): Answer {
  const { match, body, world } = asked
  const secret = vault.secrets.get(name)
  switch (match.operation.method) {
    case 'GET':
      return secret ? answer(200, describe(asked, secret)) : refuse(404, 'Not Found')
    case 'DELETE':
      return vault.secrets.delete(name) ? answer(204) : refuse(404, 'Not Found')
    default: {
      if (!isName(name))
        return refuse(
          422,
          'Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
        )
      const level = match.parameters.org === undefined ? 'repos' : 'orgs'
      if (!secret && vault.secrets.size >= MAX_SECRETS[level]) {
        return refuse(422, `Validation failed: you may have at most ${MAX_SECRETS[level]} secrets.`)
      }
      const box = Buffer.from(String(body.encrypted_value), 'base64')
      const value = body.key_id === vault.sealingKey.id ? vault.sealingKey.open(box) : undefined
      if (!value) return refuse(422, 'Bad request - validation failed due to an improperly encrypted secret')
      if (value.length > MAX_SECRET_BYTES) return refuse(422, 'Validation failed: the value is larger than 48 KB.')
      const refused = refuseAudience(asked)
      if (refused) return refused
      return world.putSecret(vault, name, value, audienceOf(body)) === 'created' ? answer(201, {}) : answer(204)
    }
  }
}

function onVariable(asked: Asked, vault: Vault): Answer {
  const { match, body, world } = asked
  const name = String(match.parameters.name ?? body.name).toUpperCase()
  const variable = vault.variables.get(name)
  switch (match.operation.method) {
    case 'GET':
      return variable ? answer(200, { ...describe(asked, variable), value: variable.value }) : refuse(404, 'Not Found')
    case 'DELETE':
      return vault.variables.delete(name) ? answer(204) : refuse(404, 'Not Found')
    case 'POST':
      if (!isName(name))
        return refuse(
          422,
          'Variable names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
        )
      if (variable) return refuse(409, 'Already exists - Variable already exists')
      break
    default:
      if (!variable) return refuse(404, 'Not Found')
  }
  const refused = refuseAudience(asked)
  if (refused) return refused
  world.putVariable(vault, name, String(body.value ?? variable?.value), audienceOf(body))
  return match.operation.method === 'POST' ? answer(201, {}) : answer(204)
}

function isName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(name) && !name.startsWith('GITHUB_')
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

function environment({ match: { parameters }, world, url }: Asked): Answer {
  const { owner, repo, environment_name = '' } = parameters
  const found = world.environment(`${owner}/${repo}`, environment_name)
  return found ? answer(200, describeEnvironment(found, `${owner}/${repo}`, url)) : refuse(404, 'Not Found')
}

function reviews({ match: { parameters }, world, url }: Asked): Answer {
  const fullName = `${parameters.owner}/${parameters.repo}`
  const found = world.repositories.get(fullName.toLowerCase())?.runs.get(Number(parameters.run_id))
  if (!found) return refuse(404, 'Not Found')
  return answer(
    200,
    found.map(review => {
      const environment = world.environment(fullName, review.environment)
      const { id, node_id, name, created_at, updated_at, ...rest } = environment
        ? describeEnvironment(environment, fullName, url)
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
