import { type Audience, timestamp, Vault } from './vault.ts'

/** Where secrets and variables are kept. */
export type Destination =
  | { repository: string }
  | { repository: string; environment: string }
  | { organization: string }

export interface EnvironmentRules {
  reviewers?: string[]
  preventSelfReview?: boolean
  branchPolicy?: 'all' | 'protected' | 'custom'
  /** With `custom`: patterns of names. */
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
  vault: Vault
}

export interface Review {
  state: 'approved' | 'rejected'
  user: string
  comment: string
  environment: string
}

export interface Repository {
  id: number
  owner: string
  name: string
  private: boolean
  vault: Vault
  environments: Map<string, Environment>
  runs: Map<number, Review[]>
}

export interface Organization {
  name: string
  vault: Vault
}

/** Everything that this GitHub knows. Names of owners, repositories and environments are the same in either case. */
export class World {
  readonly repositories = new Map<string, Repository>()
  readonly organizations = new Map<string, Organization>()
  /** Old full names and where they lead. */
  readonly renamed = new Map<string, Repository>()
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
      vault: new Vault(),
      environments: new Map(),
      runs: new Map(),
    }
    this.repositories.set(fullName.toLowerCase(), repository)
    return repository
  }

  renameRepository(from: string, to: string): void {
    const repository = this.repository(from)
    this.repositories.delete(from.toLowerCase())
    ;[repository.owner, repository.name] = to.split('/') as [string, string]
    this.repositories.set(to.toLowerCase(), repository)
    this.renamed.set(from.toLowerCase(), repository)
  }

  addEnvironment(fullName: string, name: string, rules: EnvironmentRules = {}): Environment {
    const environment = { id: ++this.#lastId, name, rules, createdAt: timestamp(this.now()), vault: new Vault() }
    this.repository(fullName).environments.set(name.toLowerCase(), environment)
    return environment
  }

  removeEnvironment(fullName: string, name: string): void {
    this.repository(fullName).environments.delete(name.toLowerCase())
  }

  addOrganization(name: string): Organization {
    const organization = { name, vault: new Vault() }
    this.organizations.set(name.toLowerCase(), organization)
    return organization
  }

  addRun(fullName: string, runId: number, reviews: Review[] = []): void {
    this.repository(fullName).runs.set(runId, reviews)
  }

  repository(fullName: string): Repository {
    const repository = this.repositories.get(fullName.toLowerCase())
    if (!repository) throw new Error(`there is no repository ${fullName}`)
    return repository
  }

  /** `/repositories/ID/…`, where the redirects of renamed repositories lead, as `/repos/OWNER/NAME/…`. */
  pathByName(path: string): string {
    const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? []
    const repository = [...this.repositories.values()].find(repository => String(repository.id) === id)
    return repository ? `/repos/${repository.owner}/${repository.name}${rest}` : path
  }

  environment(fullName: string, name: string): Environment | undefined {
    return this.repositories.get(fullName.toLowerCase())?.environments.get(name.toLowerCase())
  }

  vault(destination: Destination): Vault {
    if ('organization' in destination) {
      const organization = this.organizations.get(destination.organization.toLowerCase())
      if (!organization) throw new Error(`there is no organization ${destination.organization}`)
      return organization.vault
    }
    if (!('environment' in destination)) return this.repository(destination.repository).vault
    const environment = this.environment(destination.repository, destination.environment)
    if (!environment) throw new Error(`there is no environment ${destination.environment}`)
    return environment.vault
  }

  /** Stores a value at this moment, by GitHub's clock. */
  putSecret(vault: Vault, name: string, value: Buffer, audience: Audience = {}): 'created' | 'replaced' {
    const key = name.toUpperCase()
    const now = timestamp(this.now())
    const before = vault.secrets.get(key)
    vault.secrets.set(key, { ...audience, name: key, value, created_at: before?.created_at ?? now, updated_at: now })
    return before ? 'replaced' : 'created'
  }

  putVariable(vault: Vault, name: string, value: string, audience: Audience = {}): void {
    const key = name.toUpperCase()
    const now = timestamp(this.now())
    const before = vault.variables.get(key)
    vault.variables.set(key, {
      ...before,
      ...audience,
      name: key,
      value,
      created_at: before?.created_at ?? now,
      updated_at: now,
    })
  }

  renameVariable(vault: Vault, from: string, to: string): void {
    const variable = vault.variables.get(from)
    if (!variable) return
    vault.variables.delete(from)
    vault.variables.set(to, { ...variable, name: to })
  }
}
