import { setImmediate } from 'node:timers/promises'
import type { EnvironmentRules, LocalGitHub, User } from '../../github/index.ts'

/** The decision of somebody who stands at a gate. */
export interface Review {
  decision: 'approved' | 'rejected'
  by: string
  comment?: string
}

/** What stands at a gate: whoever reviews sees the run's summaries, and decides. */
export interface Gate {
  environment: string
  /** The jobs that wait there and are reviewed together. */
  jobs: string[]
  reviewers: string[]
  /** Who started this attempt of the run. */
  actor: string
  /** Why the review that was just given does not count. */
  refused?: string
}

/** @returns the review, or undefined where nobody came: after 30 days such a job fails. */
export type Approve = (gate: Gate) => Promise<Review | undefined>

interface GatedRun {
  repository: string
  runId: number
  /** Who started this attempt. */
  starter: User
}

/** The gates of one attempt of a run. Jobs that wait for the same environment at the same time get one review. */
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

  /** Waits until the environment's reviewers have decided, and records their decision. */
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
    // Jobs that became ready in the same moment stand at the gate together.
    await setImmediate()
    // The people, not their logins, which may change while the gate is closed.
    const reviewers = (rules.reviewers ?? []).map(login => this.#github.state.users.get(login))
    const refuse = (review: Review) => this.#refuse(review, reviewers, rules.preventSelfReview === true)
    const gate = { environment, jobs, reviewers: rules.reviewers ?? [], actor: this.#run.starter.login }
    let review = await this.#approve(gate)
    const refused = review && refuse(review)
    if (refused) review = await this.#approve({ ...gate, refused })
    this.#open.delete(environment)
    if (!review || refuse(review)) return undefined
    const { decision, by, comment = '' } = review
    const { repository, runId } = this.#run
    this.#github.state.addReview(repository, runId, { state: decision, user: by, comment, environment })
    return review
  }

  #refuse({ by }: Review, reviewers: User[], preventSelfReview: boolean): string | undefined {
    const reviewer = this.#github.state.users.get(by)
    if (!reviewers.includes(reviewer)) return `${by} is not among the required reviewers`
    if (preventSelfReview && reviewer === this.#run.starter) return `${by} started this run and may not review it`
    return undefined
  }
}
