import { setImmediate } from 'node:timers/promises'
import type { EnvironmentRules, LocalGitHub, User } from '../../github/index.ts'

/** A reviewer's decision. */
export interface Review {
  decision: 'approved' | 'rejected'
  by: string
  comment?: string
}

/** A gate that waits for a review. */
export interface Gate {
  environment: string
  /** The waiting jobs, which are reviewed together. */
  jobs: string[]
  reviewers: string[]
  /** Who started this attempt of the run. */
  actor: string
  /** Why the previous review was refused. */
  refused?: string
}

/** @returns the review, or undefined if nobody reviewed within 30 days, which fails the job */
export type Approve = (gate: Gate) => Promise<Review | undefined>

interface GatedRun {
  repository: string
  runId: number
  /** Who started this attempt. */
  starter: User
}

/** The gates of an attempt. Jobs that wait for the same environment at the same time get one review. */
export class Gates {
  readonly #open = new Map<string, { jobs: string[]; review: Promise<Review | undefined> }>()
  readonly #github: LocalGitHub
  readonly #run: GatedRun
  readonly #approve: Approve

  constructor(github: LocalGitHub, run: GatedRun, approve: Approve) {
    this.#github = github
    this.#run = run
    this.#approve = approve
  }

  /** Waits for a review of the environment and records it. */
  wait(environment: string, rules: EnvironmentRules, job: string): Promise<Review | undefined> {
    const open = this.#open.get(environment)
    if (open) {
      open.jobs.push(job)
      return open.review
    }
    const jobs = [job]
    const review = this.#review(environment, rules, jobs)
    this.#open.set(environment, { jobs, review })
    return review
  }

  async #review(environment: string, rules: EnvironmentRules, jobs: string[]): Promise<Review | undefined> {
    // Jobs that became ready at the same time wait together.
    await setImmediate()
    // Users instead of logins, which can change while the gate is closed.
    const reviewers = (rules.reviewers ?? []).map(login => this.#github.state.users.get(login))
    const reasonAgainst = (review: Review) => this.#reasonAgainst(review, reviewers, rules.preventSelfReview === true)
    const gate = { environment, jobs, reviewers: rules.reviewers ?? [], actor: this.#run.starter.login }
    let review = await this.#approve(gate)
    const refused = review && reasonAgainst(review)
    if (refused) review = await this.#approve({ ...gate, refused })
    this.#open.delete(environment)
    // Whoever reviews is asked once more. Two refused reviews count as none.
    if (!review || reasonAgainst(review)) return undefined
    const { decision, by, comment = '' } = review
    const { repository, runId } = this.#run
    this.#github.state.addReview(repository, runId, { state: decision, user: by, comment, environment })
    return review
  }

  /** @returns why GitHub does not accept the review, or undefined if it does */
  #reasonAgainst({ by }: Review, reviewers: User[], preventSelfReview: boolean): string | undefined {
    const reviewer = this.#github.state.users.get(by)
    if (!reviewers.includes(reviewer)) return `${by} is not among the required reviewers`
    if (preventSelfReview && reviewer === this.#run.starter) return `${by} started this run and may not review it`
    return undefined
  }
}
