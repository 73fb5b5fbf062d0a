// Writes local/github/openapi.json: the operations that the actions use, from GitHub's API description, without prose. The
// package has 385 MB, so it is not a dependency. npm fetches it into a temporary folder, and two files are read from it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const VERSION = '23.0.2'
/** GitHub describes the audit log for Enterprise Cloud only. */
const FILES = ['package/generated/api.github.com.deref.json', 'package/generated/ghec.deref.json'] as const
const OUTPUT = join(dirname(import.meta.dirname), 'local', 'github', 'openapi.json')

const REPOSITORY = '/repos/{owner}/{repo}'
const ENVIRONMENT = `${REPOSITORY}/environments/{environment_name}`
const RUN = `${REPOSITORY}/actions/runs/{run_id}`
const ORGANIZATION = '/orgs/{org}'

/** In the order of the file. */
const OPERATIONS: [path: string, ...methods: string[]][] = [
  [`${REPOSITORY}/actions/secrets`, 'get'],
  ...secretsAndVariables(`${REPOSITORY}/actions`),
  [ENVIRONMENT, 'get', 'put'],
  [`${ENVIRONMENT}/deployment-branch-policies`, 'get', 'post'],
  [`${ENVIRONMENT}/deployment-branch-policies/{branch_policy_id}`, 'delete'],
  ...secretsAndVariables(ENVIRONMENT),
  ...secretsAndVariables(`${ORGANIZATION}/actions`),
  [`${ORGANIZATION}/actions/secrets/{secret_name}/repositories`, 'get'],
  [`${ORGANIZATION}/actions/variables/{name}/repositories`, 'get'],
  [REPOSITORY, 'get'],
  ['/rate_limit', 'get'],
  [RUN, 'get'],
  [`${RUN}/attempts/{attempt_number}`, 'get'],
  [`${RUN}/approvals`, 'get'],
  [`${RUN}/jobs`, 'get'],
  [`${REPOSITORY}/actions/workflows/{workflow_id}/runs`, 'get'],
  [`${REPOSITORY}/check-runs/{check_run_id}/annotations`, 'get'],
  [`${ORGANIZATION}/audit-log`, 'get'],
  // The rest is for `npm run setup`.
  ['/users/{username}', 'get'],
  [ORGANIZATION, 'get'],
  [`${ORGANIZATION}/teams/{team_slug}`, 'get'],
  [`${ORGANIZATION}/installations`, 'get'],
  [`${ORGANIZATION}/actions/permissions`, 'get'],
  [`${ORGANIZATION}/actions/permissions/selected-actions`, 'get'],
  [`${REPOSITORY}/installation`, 'get'],
  [`${REPOSITORY}/actions/permissions`, 'get'],
  [`${REPOSITORY}/actions/permissions/access`, 'get'],
  [`${REPOSITORY}/actions/permissions/selected-actions`, 'get'],
  [`${REPOSITORY}/actions/permissions/workflow`, 'get'],
  [`${REPOSITORY}/rules/branches/{branch}`, 'get'],
  [`${REPOSITORY}/branches/{branch}/protection`, 'get'],
  [`${REPOSITORY}/compare/{basehead}`, 'get'],
  [`${REPOSITORY}/contents/{path}`, 'get'],
]

const INSTALLATION = [
  'id',
  'account',
  'client_id',
  'app_id',
  'app_slug',
  'permissions',
  'repository_selection',
  'suspended_at',
]

/** What is kept of large responses: the members that are read. */
const KEPT: Record<string, string[]> = {
  [REPOSITORY]: [
    'id',
    'node_id',
    'name',
    'full_name',
    'owner',
    'private',
    'visibility',
    'archived',
    'default_branch',
    'permissions',
  ],
  [ORGANIZATION]: ['id', 'node_id', 'login', 'type', 'plan'],
  '/users/{username}': ['id', 'node_id', 'login', 'type'],
  [`${ORGANIZATION}/teams/{team_slug}`]: ['id', 'node_id', 'name', 'slug'],
  [`${ORGANIZATION}/installations`]: ['total_count', 'installations', ...INSTALLATION],
  [`${REPOSITORY}/installation`]: INSTALLATION,
  [`${REPOSITORY}/compare/{basehead}`]: ['status', 'ahead_by', 'behind_by', 'total_commits'],
  [`${REPOSITORY}/contents/{path}`]: ['type', 'name', 'path', 'sha', 'size', 'encoding', 'content'],
}

/** Members that only explain. */
const PROSE = new Set([
  'description',
  'example',
  'examples',
  'externalDocs',
  'summary',
  'tags',
  'title',
  'x-github',
  'x-github-breaking-changes',
])

type Json = Record<string, unknown>
type Operation = Json & { responses: Record<string, Json> }
interface Description {
  openapi: string
  info: { version: string; license: Json }
  servers: Json[]
  paths: Record<string, Record<string, Operation>>
}

/** The operations on secrets and variables of a repository, an environment or an organization. */
function secretsAndVariables(base: string): [string, ...string[]][] {
  return [
    [`${base}/secrets/public-key`, 'get'],
    [`${base}/secrets/{secret_name}`, 'get', 'put', 'delete'],
    [`${base}/variables`, 'post'],
    [`${base}/variables/{name}`, 'get', 'patch', 'delete'],
  ]
}

/** Selects the operations from GitHub's descriptions, each from the first that has it. @throws if none has one */
function selectOperations(wholes: Description[]): Json {
  const [whole] = wholes as [Description, ...Description[]]
  const paths = Object.fromEntries(
    OPERATIONS.map(([path, ...methods]) => [
      path,
      Object.fromEntries(methods.map(method => [method, withoutBulk(withoutProse(find(wholes, path, method)))])),
    ]),
  )
  return {
    openapi: whole.openapi,
    info: {
      title: 'GitHub REST API, the operations on Actions secrets, variables and environments',
      version: whole.info.version,
      'x-source': `@octokit/openapi ${whole.info.version}, api.github.com and ghec`,
      license: whole.info.license,
    },
    servers: whole.servers,
    paths,
  }
}

function find(wholes: Description[], path: string, method: string): Operation {
  const operation = wholes.find(({ paths }) => paths[path]?.[method])?.paths[path]?.[method]
  if (!operation) throw new Error(`${method} ${path} is not in GitHub's description`)
  const kept = KEPT[path]
  if (!kept) return operation
  const { 200: success, ...others } = operation.responses
  return { ...operation, responses: { 200: keepDeep(success, kept) as Json, ...others } }
}

/** Keeps members of a response and of what it lists, and all of what these hold. */
function keepDeep(schema: unknown, kept: string[]): unknown {
  if (Array.isArray(schema)) return schema.map(each => keepDeep(each, kept))
  if (typeof schema !== 'object' || schema === null) return schema
  const { properties, ...rest } = schema as Json
  if (!properties) return Object.fromEntries(Object.entries(rest).map(([name, each]) => [name, keepDeep(each, kept)]))
  const { installations, ...members } = keepMembers(schema as Json, kept).properties as Json
  const listed = installations === undefined ? {} : { installations: keepDeep(installations, kept) }
  return { ...keepMembers(schema as Json, kept), properties: { ...members, ...listed } }
}

/** Keeps what identifies a repository in another response, and what a branch's protection says. The rest is large and unused. */
function withoutBulk(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutBulk)
  if (typeof schema !== 'object' || schema === null) return schema
  const members = Object.fromEntries(
    Object.entries(schema).map(([name, member]) => [name, withoutBulk(member)]),
  ) as Json
  const properties = members.properties as Json | undefined
  if (properties?.full_name) return keepMembers(members, ['id', 'node_id', 'name', 'full_name', 'owner', 'private'])
  if (properties?.required_status_checks)
    return keepMembers(members, ['enabled', 'url', 'required_pull_request_reviews'])
  if (properties?.dismissal_restrictions) {
    return keepMembers(members, [
      'url',
      'required_approving_review_count',
      'require_code_owner_reviews',
      'require_last_push_approval',
      'dismiss_stale_reviews',
    ])
  }
  return members
}

function keepMembers(schema: Json, kept: string[]): Json {
  const isKept = (name: string) => kept.includes(name)
  const properties = Object.entries(schema.properties as Json).filter(([name]) => isKept(name))
  const required = (schema.required as string[] | undefined)?.filter(isKept)
  return { ...schema, properties: Object.fromEntries(properties), ...(required && { required }) }
}

/** Within `properties`, a member such as `description` is the name of a field. */
function withoutProse(value: unknown, within = ''): unknown {
  if (Array.isArray(value)) return value.map(item => withoutProse(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => within === 'properties' || !PROSE.has(name))
      .map(([name, member]) => [name, withoutProse(member, within === 'properties' ? '' : name)]),
  )
}

function fetchDescriptions(): Description[] {
  const folder = mkdtempSync(join(tmpdir(), 'github-openapi-'))
  try {
    // On Windows npm is a command file, which needs a shell. No argument comes from outside.
    const shell = process.platform === 'win32'
    execFileSync('npm', ['pack', '--silent', `@octokit/openapi@${VERSION}`], { cwd: folder, shell })
    execFileSync('tar', ['-xzf', `octokit-openapi-${VERSION}.tgz`, ...FILES], { cwd: folder })
    return FILES.map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(OUTPUT, `${JSON.stringify(selectOperations(fetchDescriptions()), undefined, 1)}\n`)
}
