import { randomBytes } from 'node:crypto'
import { foldCase } from './names.ts'
import { type Audience, nextAudience, StoredValues, timestamp } from './stored-values.ts'
import { type User, Users } from './users.ts'

/** Where secrets and variables are stored. */
export type Destination =
  | { repository: string }
  | { repository: string; environment: string }
  | { organization: string }

export interface EnvironmentRules {
  /** Logins, and teams as `team:SLUG`. */
  reviewers?: string[]
  preventSelfReview?: boolean
  branchPolicy?: 'all' | 'protected' | 'custom'
  /** Patterns of names, with `custom`; those of tags as `tag:PATTERN`. */
  branches?: string[]
  adminsBypass?: boolean
  /** Minutes. */
  waitTimer?: number
}

export interface Environment {
  id: number
  name: string
  rules: EnvironmentRules
  createdAt: string
  values: StoredValues
}

export interface Review {
  state: 'approved' | 'rejected'
  /** Login. */
  user: string
  comment: string
  environment: string
}

/** A review as it is stored: it belongs to the user, whose login can change. */
export interface RecordedReview extends Omit<Review, 'user'> {
  user: User
}

/** A workflow run. Reviews belong to the run and name no attempt. */
export interface Run {
  readonly id: number
  /** Who started it. */
  actor: User
  /** Who started the latest attempt. */
  triggeringActor: User
  /** 1, and one more with each re-run. */
  attempt: number
  /** The run as it was before each re-run here. */
  readonly earlierAttempts: Run[]
  /** Its title in the list of runs. */
  title: string
  event: string
  branch: string
  sha: string
  /** Path of the workflow file. */
  workflow: string
  /** null while the latest attempt runs. */
  conclusion: string | null
  readonly createdAt: string
  updatedAt: string
  readonly reviews: RecordedReview[]
  readonly jobs: RunJob[]
}

/** A job of a run, in one attempt. */
export interface RunJob {
  /** Also the id of its check run. */
  readonly id: number
  /** Its place within the run, which stays the same in a re-run. */
  readonly path: string
  readonly name: string
  readonly attempt: number
  /** null while it runs. */
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | null
  annotations: JobAnnotation[]
  readonly startedAt: string
  completedAt: string | null
}

export interface JobAnnotation {
  level: 'error' | 'warning' | 'notice'
  message: string
  title?: string
}

/** An event of an organization's audit log: the time in milliseconds, the name of the action, and what belongs to that action. */
export interface AuditEvent {
  '@timestamp': number
  action: string
  [member: string]: unknown
}

/** Properties of a new run. Users are given by login. */
export interface RunOptions {
  actor?: string
  /** The actor by default. */
  triggeringActor?: string
  attempt?: number
  title?: string
  event?: string
  branch?: string
  sha?: string
  workflow?: string
}

export interface Branch {
  name: string
  protected: boolean
  /** What a rule asks of changes; undefined if they need no pull request. */
  pullRequests?: PullRequestRule | undefined
}

/** A rule that changes of a branch need a pull request. */
export interface PullRequestRule {
  /** A ruleset, or the older protection of branches. */
  by: 'ruleset' | 'protection'
  approvals: number
  /** Whether a code owner must approve. */
  codeOwners?: boolean
  /** Whether somebody else must approve the last push. */
  lastPush?: boolean
  /** Whether a push dismisses the approvals before it. */
  dismissesStale?: boolean
  /** Users and teams who need no pull request; only the older protection shows them. */
  bypass?: { users?: readonly string[]; teams?: readonly string[] }
}

export interface Repository {
  id: number
  owner: string
  name: string
  private: boolean
  values: StoredValues
  environments: Map<string, Environment>
  runs: Map<number, Run>
  /** Sorted by name. */
  branches: Branch[]
  defaultBranch: string
  /** Which other repositories may use its actions and workflows, if it is not public. */
  access: 'none' | 'user' | 'organization' | 'enterprise'
  actions: ActionsPolicy
  /** Whether GitHub Actions may create and approve pull requests. */
  actionsApprove: boolean
  /** Texts of the default branch by path. */
  files: Map<string, string>
  /** The commits of the default branch, oldest first. */
  commits: Set<string>
  /** Commits that GitHub shows as if they were the repository's, but are on another branch, or only in a fork. */
  commitsElsewhere: Set<string>
}

/** What may run in a repository or an organization. */
export interface ActionsPolicy {
  enabled: boolean
  allowed: 'all' | 'local_only' | 'selected'
  githubOwned: boolean
  verified: boolean
  patterns: string[]
  shaPinningRequired: boolean
}

export interface Organization {
  id: number
  name: string
  values: StoredValues
  /** Oldest first; undefined without GitHub Enterprise Cloud. */
  auditLog: AuditEvent[] | undefined
  actions: ActionsPolicy
  /** Ids by slug. */
  teams: Map<string, number>
}

/** A GitHub App that one account has installed. */
export interface App {
  clientId: string
  slug: string
  /** Login of the account. */
  account: string
  /** Full names, or `all` of the account. */
  repositories: string[] | 'all'
  permissions: Record<string, 'read' | 'write'>
  /** In PEM; its private key signs the App's tokens. */
  publicKey: string
  suspended?: boolean
}

/** Everything that the local GitHub stores. Names of owners, repositories and environments ignore case. */
export class GitHubState {
  readonly repositories = new Map<string, Repository>()
  readonly organizations = new Map<string, Organization>()
  readonly apps: App[] = []
  /** By old full name. */
  readonly renamed = new Map<string, Repository>()
  readonly users = new Users()
  readonly now: () => Date
  #lastId = 700_000

  constructor(now: () => Date) {
    this.now = now
  }

  addRepository(fullName: string, options: { private?: boolean; id?: number } = {}): Repository {
    const [owner = '', name = ''] = fullName.split('/')
    const repository: Repository = {
      id: options.id ?? ++this.#lastId,
      owner,
      name,
      private: options.private ?? true,
      values: new StoredValues(),
      environments: new Map(),
      runs: new Map(),
      branches: [{ name: 'main', protected: true, pullRequests: { by: 'protection', approvals: 1, lastPush: true } }],
      defaultBranch: 'main',
      access: 'none',
      actions: unrestricted(),
      actionsApprove: false,
      files: new Map(),
      commits: new Set(),
      commitsElsewhere: new Set(),
    }
    this.repositories.set(foldCase(fullName), repository)
    return repository
  }

  renameRepository(from: string, to: string): void {
    const repository = this.repository(from)
    this.repositories.delete(foldCase(from))
    ;[repository.owner, repository.name] = to.split('/') as [string, string]
    this.repositories.set(foldCase(to), repository)
    this.renamed.set(foldCase(from), repository)
  }

  addEnvironment(fullName: string, name: string, rules: EnvironmentRules = {}): Environment {
    const environment = {
      id: ++this.#lastId,
      name,
      rules,
      createdAt: timestamp(this.now()),
      values: new StoredValues(),
    }
    this.repository(fullName).environments.set(foldCase(name), environment)
    return environment
  }

  removeEnvironment(fullName: string, name: string): void {
    this.repository(fullName).environments.delete(foldCase(name))
  }

  addOrganization(name: string, { enterprise = false } = {}): Organization {
    const organization = {
      id: ++this.#lastId,
      name,
      values: new StoredValues(),
      auditLog: enterprise ? [] : undefined,
      actions: unrestricted(),
      teams: new Map(),
    }
    this.organizations.set(foldCase(name), organization)
    return organization
  }

  addTeam(organization: string, slug: string): void {
    const found = this.organizations.get(foldCase(organization))
    if (!found) throw new Error(`there is no organization ${organization}`)
    found.teams.set(foldCase(slug), ++this.#lastId)
  }

  /** Adds a branch or changes its protection. */
  setBranch(fullName: string, branch: Branch): void {
    const repository = this.repository(fullName)
    const others = repository.branches.filter(({ name }) => name !== branch.name)
    repository.branches = [...others, branch].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  addRun(fullName: string, id: number, reviews: Review[] = [], options: RunOptions = {}): Run {
    const now = timestamp(this.now())
    const { actor = 'octocat', triggeringActor = actor, attempt = 1 } = options
    const run: Run = {
      id,
      actor: this.users.get(actor),
      triggeringActor: this.users.get(triggeringActor),
      attempt,
      earlierAttempts: [],
      title: options.title ?? 'Provision',
      event: options.event ?? 'workflow_dispatch',
      branch: options.branch ?? 'main',
      sha: options.sha ?? '0123456789abcdef0123456789abcdef01234567',
      workflow: options.workflow ?? '.github/workflows/provision.yml',
      conclusion: null,
      createdAt: now,
      updatedAt: now,
      reviews: [],
      jobs: [],
    }
    this.repository(fullName).runs.set(id, run)
    for (const review of reviews) this.addReview(fullName, id, review)
    return run
  }

  /** Starts the next attempt of a run. */
  rerun(fullName: string, id: number, triggeringActor: string): Run {
    const run = this.run(fullName, id)
    run.earlierAttempts.push({ ...run })
    run.attempt++
    run.triggeringActor = this.users.get(triggeringActor)
    run.conclusion = null
    run.updatedAt = timestamp(this.now())
    return run
  }

  addReview(fullName: string, runId: number, { user, ...review }: Review): void {
    this.run(fullName, runId).reviews.push({ ...review, user: this.users.get(user) })
  }

  endRun(fullName: string, id: number, conclusion: string): void {
    Object.assign(this.run(fullName, id), { conclusion, updatedAt: timestamp(this.now()) })
  }

  /** Records that a job of the latest attempt has started. */
  startJob(fullName: string, runId: number, { path, name }: Pick<RunJob, 'path' | 'name'>): RunJob {
    const { jobs, attempt } = this.run(fullName, runId)
    const startedAt = timestamp(this.now())
    const job = {
      id: ++this.#lastId,
      path,
      name,
      attempt,
      conclusion: null,
      annotations: [],
      startedAt,
      completedAt: null,
    }
    jobs.push(job)
    return job
  }

  /** Records how a job of the latest attempt has ended, also one that never started. */
  endJob(fullName: string, runId: number, ended: Omit<RunJob, 'id' | 'attempt' | 'startedAt' | 'completedAt'>): void {
    const { jobs, attempt } = this.run(fullName, runId)
    const started = jobs.find(job => job.path === ended.path && job.attempt === attempt)
    const { conclusion, annotations } = ended
    const completedAt = timestamp(this.now())
    Object.assign(started ?? this.startJob(fullName, runId, ended), { conclusion, annotations, completedAt })
  }

  /** Adds an event to the audit log of a repository's organization, if it keeps one. */
  audit(fullName: string, action: string, members: Record<string, unknown>): void {
    const { owner, name } = this.repository(fullName)
    const now = this.now().getTime()
    this.organizations.get(foldCase(owner))?.auditLog?.push({
      '@timestamp': now,
      _document_id: randomBytes(16).toString('base64url'),
      action,
      created_at: now,
      org: owner,
      repo: `${owner}/${name}`,
      ...members,
    })
  }

  run(fullName: string, id: number): Run {
    const run = this.repository(fullName).runs.get(id)
    if (!run) throw new Error(`there is no run ${id}`)
    return run
  }

  /** Changes a login, also in the lists of required reviewers. */
  renameUser(from: string, to: string): void {
    this.users.rename(from, to)
    for (const { environments } of this.repositories.values()) {
      for (const environment of environments.values()) {
        const reviewers = environment.rules.reviewers?.map(login => (foldCase(login) === foldCase(from) ? to : login))
        environment.rules = { ...environment.rules, ...(reviewers && { reviewers }) }
      }
    }
  }

  repository(fullName: string): Repository {
    const repository = this.repositories.get(foldCase(fullName))
    if (!repository) throw new Error(`there is no repository ${fullName}`)
    return repository
  }

  /** Converts `/repositories/ID/…`, the target of redirects of renamed repositories, to `/repos/OWNER/NAME/…`. */
  pathByName(path: string): string {
    const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? []
    const repository = [...this.repositories.values()].find(repository => String(repository.id) === id)
    return repository ? `/repos/${repository.owner}/${repository.name}${rest}` : path
  }

  environment(fullName: string, name: string): Environment | undefined {
    return this.repositories.get(foldCase(fullName))?.environments.get(foldCase(name))
  }

  values(destination: Destination): StoredValues {
    if ('organization' in destination) {
      const organization = this.organizations.get(foldCase(destination.organization))
      if (!organization) throw new Error(`there is no organization ${destination.organization}`)
      return organization.values
    }
    if (!('environment' in destination)) return this.repository(destination.repository).values
    const environment = this.environment(destination.repository, destination.environment)
    if (!environment) throw new Error(`there is no environment ${destination.environment}`)
    return environment.values
  }

  /**
   * Stores a value with the current time of GitHub's clock.
   * @param late milliseconds until it shows up in reads
   */
  putSecret(
    values: StoredValues,
    name: string,
    value: Buffer,
    audience: Audience = {},
    late = 0,
  ): 'created' | 'replaced' {
    const key = name.toUpperCase()
    const now = timestamp(this.now())
    const before = values.secrets.get(key)
    const times = { created_at: before?.created_at ?? now, updated_at: now }
    values.putSecret(
      { ...nextAudience(before ?? {}, audience), name: key, value, ...times },
      this.now().getTime() + late,
    )
    return before ? 'replaced' : 'created'
  }

  putVariable(values: StoredValues, name: string, value: string, audience: Audience = {}): void {
    const key = name.toUpperCase()
    const now = timestamp(this.now())
    const before = values.variables.get(key)
    const times = { created_at: before?.created_at ?? now, updated_at: now }
    values.variables.set(key, { ...nextAudience(before ?? {}, audience), name: key, value, ...times })
  }

  renameVariable(values: StoredValues, from: string, to: string): void {
    const variable = values.variables.get(from)
    if (!variable) return
    values.variables.delete(from)
    values.variables.set(to, { ...variable, name: to })
  }
}

function unrestricted(): ActionsPolicy {
  return {
    enabled: true,
    allowed: 'all',
    githubOwned: true,
    verified: false,
    patterns: [],
    shaPinningRequired: false,
  }
}
