import { describeRepository } from './describe.ts'
import { foldCase } from './names.ts'
import { listPage, type OperationCall } from './operation-call.ts'
import { type ApiResponse, refuse, respond } from './response.ts'
import type { Audience, Secret, StoredValues, Variable } from './stored-values.ts'

/** GitHub's limits. */
const MAX = {
  repository: { secrets: 100, variables: 500 },
  environment: { secrets: 100, variables: 100 },
  organization: { secrets: 1000, variables: 1000 },
}
const MAX_BYTES = 48 * 1024

/** Carries out an operation on secrets or variables. */
export function onValues(call: OperationCall): ApiResponse {
  const { operation, parameters } = call.match
  const values = valuesOf(call)
  if (!values) return refuse(404, 'Not Found')
  if (operation.path.endsWith('/secrets/public-key')) {
    return respond(200, { key_id: values.sealingKey.id, key: values.sealingKey.publicKey })
  }
  if (operation.path.endsWith('/secrets')) return listSecrets(call, values)
  if (operation.path.endsWith('/repositories')) return listSelected(call, values)
  if (parameters.secret_name !== undefined) return onSecret(call, values, parameters.secret_name.toUpperCase())
  return onVariable(call, values)
}

function valuesOf({ match: { parameters }, state }: OperationCall): StoredValues | undefined {
  const { owner, repo, org, environment_name } = parameters
  if (org !== undefined) return state.organizations.get(foldCase(org))?.values
  if (environment_name !== undefined) return state.environment(`${owner}/${repo}`, environment_name)?.values
  return state.repositories.get(foldCase(`${owner}/${repo}`))?.values
}

function listSecrets(call: OperationCall, values: StoredValues): ApiResponse {
  const now = call.state.now().getTime()
  const all = [...values.secrets.keys()].sort().flatMap(name => values.visibleSecret(name, now) ?? [])
  return listPage(call, all, shown => ({
    total_count: all.length,
    secrets: shown.map(secret => describe(call, secret)),
  }))
}

/** The repositories that an organization's secret or variable is selected for. It has none with another visibility. */
function listSelected(call: OperationCall, values: StoredValues): ApiResponse {
  const { match, state, url } = call
  const { secret_name, name } = match.parameters
  const found =
    secret_name === undefined
      ? values.variables.get(String(name).toUpperCase())
      : values.secrets.get(secret_name.toUpperCase())
  if (!found) return refuse(404, 'Not Found')
  const ids = found.visibility === 'selected' ? (found.selected_repository_ids ?? []) : []
  const all = [...state.repositories.values()].filter(({ id }) => ids.includes(id))
  return listPage(call, all, shown => ({
    total_count: all.length,
    repositories: shown.map(repository => describeRepository(repository, state.users.get(repository.owner), url)),
  }))
}

function onSecret(call: OperationCall, values: StoredValues, name: string): ApiResponse {
  const { match, body, state } = call
  const secret = values.secrets.get(name)
  switch (match.operation.method) {
    case 'GET': {
      const visible = values.visibleSecret(name, state.now().getTime())
      return visible ? respond(200, describe(call, visible)) : refuse(404, 'Not Found')
    }
    case 'DELETE':
      return values.secrets.delete(name) ? respond(204) : refuse(404, 'Not Found')
    default: {
      const refused = refuseName('Secret', name) ?? refuseAudience(call)
      if (refused) return refused
      if (!secret && values.secrets.size >= limits(call).secrets) return refuseNumber('secrets', limits(call).secrets)
      const box = Buffer.from(String(body.encrypted_value), 'base64')
      const value = body.key_id === values.sealingKey.id ? values.sealingKey.open(box) : undefined
      if (!value) return refuse(422, 'Bad request - validation failed due to an improperly encrypted secret')
      if (value.length > MAX_BYTES) return refuseSize()
      const result = state.putSecret(values, name, value, audienceOf(body), call.late)
      return result === 'created' ? respond(201, {}) : respond(204)
    }
  }
}

function onVariable(call: OperationCall, values: StoredValues): ApiResponse {
  const { match, body, state } = call
  const { method } = match.operation
  const name = String(match.parameters.name ?? body.name).toUpperCase()
  const variable = values.variables.get(name)
  if (method === 'GET') {
    return variable ? respond(200, { ...describe(call, variable), value: variable.value }) : refuse(404, 'Not Found')
  }
  if (method === 'DELETE') return values.variables.delete(name) ? respond(204) : refuse(404, 'Not Found')
  if (method === 'PATCH' && !variable) return refuse(404, 'Not Found')
  // PATCH can rename the variable.
  const newName = String(body.name ?? name).toUpperCase()
  const value = String(body.value ?? variable?.value)
  const refused = refuseName('Variable', newName) ?? refuseAudience(call)
  if (refused) return refused
  if (values.variables.has(newName) && (method === 'POST' || newName !== name)) {
    return refuse(409, 'Already exists - Variable already exists')
  }
  if (!variable && values.variables.size >= limits(call).variables) {
    return refuseNumber('variables', limits(call).variables)
  }
  if (Buffer.byteLength(value) > MAX_BYTES) return refuseSize()
  if (newName !== name) state.renameVariable(values, name, newName)
  state.putVariable(values, newName, value, audienceOf(body))
  return method === 'POST' ? respond(201, {}) : respond(204)
}

function limits({ match: { parameters } }: OperationCall): { secrets: number; variables: number } {
  if (parameters.org !== undefined) return MAX.organization
  return parameters.environment_name === undefined ? MAX.repository : MAX.environment
}

function refuseNumber(kind: string, most: number): ApiResponse {
  return refuse(422, `Validation failed: you may have at most ${most} ${kind}.`)
}

function refuseSize(): ApiResponse {
  return refuse(422, 'Validation failed: the value is larger than 48 KB.')
}

function refuseName(kind: 'Secret' | 'Variable', name: string): ApiResponse | undefined {
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

function refuseAudience({ match, body, state }: OperationCall): ApiResponse | undefined {
  const { visibility, selected_repository_ids: ids } = audienceOf(body)
  if (match.parameters.org === undefined || ids === undefined) return undefined
  if (visibility !== 'selected')
    return refuse(422, 'Validation failed: selected_repository_ids goes with visibility selected.')
  const known = new Set([...state.repositories.values()].map(({ id }) => id))
  return ids.every(id => known.has(id))
    ? undefined
    : refuse(422, 'Validation failed: a selected repository does not exist.')
}

function describe({ match, url }: OperationCall, { name, created_at, updated_at, visibility }: Secret | Variable) {
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
