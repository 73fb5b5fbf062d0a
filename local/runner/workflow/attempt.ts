import type { Result } from '../expression/status.ts'
import type { JobResult } from '../job/job-result.ts'

/** Result and outputs of a job, for the jobs that need it. */
export interface JobEnd {
  result: Result
  outputs: Record<string, string>
}

/**
 * Which jobs a re-run runs: all, those that failed or were cancelled, or one, by its name or its id. Jobs that depend on them
 * run too.
 */
export type RerunJobs = 'all' | 'failed' | { job: string }

/** The attempt before a re-run. */
export interface PreviousAttempt {
  attempt: number
  ends: ReadonlyMap<string, JobEnd>
  jobs: JobResult[]
}

/**
 * One attempt of a run. In a re-run, some jobs keep the result and the outputs of an earlier attempt. A path identifies a job:
 * `approve`, `call/make` in a called workflow, `test[0]` for a leg of a matrix.
 */
export class Attempt {
  readonly number: number
  /** Results and outputs of jobs, calling jobs, legs and matrices, by path. */
  readonly ends: Map<string, JobEnd>
  /** Paths of the jobs to run again; undefined if all run. */
  readonly #chosen: string[] | undefined
  readonly #earlier: JobResult[]
  readonly #running = new Set<string>()

  /** @throws if the previous attempt has no such job */
  constructor(number: number, previous?: PreviousAttempt, jobs: RerunJobs = 'all') {
    this.number = number
    this.#chosen = previous && jobs !== 'all' ? chooseJobs(previous.jobs, jobs).map(job => job.path) : undefined
    this.#earlier = this.#chosen && previous ? previous.jobs : []
    this.ends = new Map(this.#chosen && previous?.ends)
  }

  /**
   * Decides whether a job runs in this attempt: the whole job, only the chosen legs and called jobs in it, or nothing.
   * @param needs paths of all jobs that it depends on, directly or indirectly
   */
  decide(path: string, needs: string[] = []): 'whole' | 'part' | 'keep' {
    const isWhole =
      !this.#chosen ||
      this.#chosen.includes(path) ||
      !this.ends.has(path) ||
      needs.some(need => this.#running.has(need))
    const runs = isWhole ? 'whole' : this.#chosen?.some(chosen => isWithin(chosen, path)) ? 'part' : 'keep'
    if (runs !== 'keep') this.#running.add(path)
    return runs
  }

  /** Returns what an earlier attempt recorded for a path. */
  kept(path: string): { end: JobEnd; jobs: JobResult[] } {
    const end = this.ends.get(path)
    if (!end) throw new Error(`no earlier attempt ran ${path}`)
    return { end, jobs: this.#earlier.filter(job => job.path === path || isWithin(job.path, path)) }
  }
}

function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}/`) || inner.startsWith(`${outer}[`)
}

function chooseJobs(jobs: JobResult[], wanted: 'failed' | { job: string }): JobResult[] {
  if (wanted === 'failed') return jobs.filter(({ result }) => result === 'failure' || result === 'cancelled')
  const named = jobs.filter(({ name }) => name === wanted.job)
  const chosen = named.length > 0 ? named : jobs.filter(({ id }) => id === wanted.job)
  if (chosen.length !== 1) throw new Error(`${chosen.length} jobs of the previous attempt are called ${wanted.job}`)
  return chosen
}
