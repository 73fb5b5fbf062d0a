import { ActionError } from '../errors.ts'
import { membersOf } from '../http/json.ts'
import { repositoryOf, type WorkflowRun } from '../runner/workflow-run.ts'
import { displayName, isSameName } from '../text.ts'
import type { GitHubClient, Reply } from './client.ts'
import { toActionError } from './errors.ts'
import { malformed, refused, type Unreadable } from './unreadable.ts'

/** A user of GitHub. Logins can change hands, ids cannot. */
export interface Approver {
  login: string
  id: number
}

/** A user as GitHub describes one. */
interface User extends Approver {
  /** `User` for a person, `Bot` for an app. */
  type: unknown
}

/** Who approved a run, by GitHub's record of its reviews. The record covers all attempts of the run. */
export interface ApprovalRecord {
  /** Every user who approved, each once, in the order of their first approval. */
  approvedBy: Approver[]
  /** Whether one of them is another person: not a bot, not who started the run, not who re-ran it. */
  byAnother: boolean
  /** The bot that started or re-ran the run without being allowed to: whoever approved may have made it do so. */
  bot?: string
}

export interface ApprovalOptions {
  /** Counts only approvals of this environment; those of any environment if undefined. */
  environment: string | undefined
  /** Logins of the bots, such as `release-app[bot]`, that may start a run which people approve; or any bot. */
  allowedBots: readonly string[] | 'any'
}

const PERMISSION_HINT =
  'Give the job `permissions: actions: read`, which the caller of a reusable workflow must grant too. ' +
  'A token of your own needs "Actions" (repository permission): read.'

/**
 * Reads who approved jobs of this run (`GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals`).
 * @throws ActionError if GitHub refuses for another reason than access (403, 404), or does not answer
 */
export async function readApprovals(
  client: GitHubClient,
  run: WorkflowRun,
  { environment, allowedBots }: ApprovalOptions,
): Promise<ApprovalRecord | Unreadable> {
  const approvers = await readApprovers(client, run, environment)
  if ('unreadable' in approvers) return approvers
  const { users } = approvers
  const approvedBy = users.map(({ login, id }) => ({ login, id }))
  const bot = allowedBots === 'any' ? undefined : unexpectedBot(run, allowedBots)
  if (bot !== undefined) return { approvedBy, byAnother: false, bot }
  const people = users.filter(({ type }) => type === 'User')
  if (people.length === 0) return { approvedBy, byAnother: false }
  const starters = await readStarters(client, run)
  if ('unreadable' in starters) return starters
  return { approvedBy, byAnother: people.some(({ id }) => !starters.ids.includes(String(id))) }
}

/**
 * Reads the users and bots who approved jobs of this run, each once, in the order of their first approval.
 * @param environment counts only its approvals; undefined for those of any environment
 * @throws ActionError if GitHub refuses for another reason than access (403, 404), or does not answer
 */
export async function readApprovers(
  client: GitHubClient,
  run: WorkflowRun,
  environment: string | undefined,
): Promise<{ users: User[] } | Unreadable> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals'
  const reviews = await readRun(client, run, route, "read this run's reviews")
  if ('unreadable' in reviews) return reviews
  if (!Array.isArray(reviews.data)) return malformed("GitHub's response is not a list of reviews.")
  const approvals = reviews.data
    .map(membersOf)
    .filter(review => review.state === 'approved' && isOf(review, environment))
  const users = new Map(
    approvals.map(({ user }) => membersOf(user)).flatMap(user => (isUser(user) ? [[user.id, user]] : [])),
  )
  return { users: [...users.values()] }
}

/**
 * Why a run does not count as approved by another person; undefined if it does.
 * @param environment the one that `readApprovals` was asked for
 * @returns an error to throw, or to warn of by its message
 */
export function approvalError(
  approvals: ApprovalRecord | Unreadable,
  environment: string | undefined,
): ActionError | undefined {
  const scope = environment === undefined ? '' : ` for the environment ${displayName(environment)}`
  if ('unreadable' in approvals) {
    return new ActionError(
      'approvals-unreadable',
      `It is unknown whether this run was approved${scope}. ${approvals.unreadable}`,
      approvals.hint,
    )
  }
  const { approvedBy, byAnother, bot } = approvals
  if (byAnother) return undefined
  if (bot !== undefined) return startedByBot(bot)
  return new ActionError(
    'not-approved',
    approvedBy.length === 0
      ? `Nobody has approved this run${scope}: GitHub has no approval on record.`
      : `This run was approved${scope} only by whoever started or re-ran it, or by bots: ${approvedBy.map(describeApprover).join(', ')}.`,
    'Make sure that the environment has required reviewers and prevents self-review. Find out who changed that, then start a new run.',
  )
}

/** The bot that started or re-ran a run without being allowed to; undefined if there is none. */
export function unexpectedBot(run: WorkflowRun, allowedBots: readonly string[]): string | undefined {
  const isAllowed = (login: string) => allowedBots.some(allowed => isSameName(allowed, login))
  return [run.actor, run.triggeringActor].find(login => isBot(login) && !isAllowed(login))
}

/** The error of a run that a bot started: its approval does not count. */
export function startedByBot(bot: string): ActionError {
  return new ActionError(
    'not-approved',
    `This run was started by the bot ${displayName(bot)}, so whoever approves it may also be the person who made the bot start it.`,
    'Start the workflow as a person. `allowed-bots` is for a bot that no reviewer can make start it.',
  )
}

/** A user as logs and pages show one: `"alice" (id 7)`. */
export function describeApprover({ login, id }: Approver): string {
  return `${displayName(login)} (id ${id})`
}

/**
 * The ids of who started the run and of who re-ran it. The runner names the latter only by login, and a login may have been
 * taken over since, so every attempt but the first asks GitHub.
 */
async function readStarters(client: GitHubClient, run: WorkflowRun): Promise<{ ids: string[] } | Unreadable> {
  if (!/^\d+$/.test(run.actorId)) return malformed('The runner does not say who started this run (GITHUB_ACTOR_ID).')
  if (run.runAttempt === '1' && isSameName(run.triggeringActor, run.actor)) return { ids: [run.actorId] }
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'
  const latest = await readRun(client, run, route, 'say who re-ran this run')
  if ('unreadable' in latest) return latest
  const triggeringActor = membersOf(membersOf(latest.data).triggering_actor)
  if (!isUser(triggeringActor)) return malformed("GitHub's response does not say who re-ran this run.")
  return { ids: [run.actorId, String(triggeringActor.id)] }
}

async function readRun(
  client: GitHubClient,
  run: WorkflowRun,
  route: string,
  doing: string,
): Promise<Reply | Unreadable> {
  const place = repositoryOf(run)
  const reply = await client.request(route, { ...place, run_id: run.runId })
  if (reply.status === 200) return reply
  const repository = { level: 'repository', ...place } as const
  if (reply.status !== 403 && reply.status !== 404) throw toActionError(reply, doing, repository)
  return refused(reply, doing, repository, PERMISSION_HINT)
}

function isOf({ environments }: Record<string, unknown>, environment: string | undefined): boolean {
  if (environment === undefined) return true
  const names = Array.isArray(environments) ? environments.map(each => membersOf(each).name) : []
  return names.some(name => typeof name === 'string' && isSameName(name, environment))
}

function isUser(user: Record<string, unknown>): user is Record<string, unknown> & User {
  return typeof user.login === 'string' && Number.isSafeInteger(user.id)
}

/** GitHub gives every App's login this ending, which no person's can have. Only its own coding agent is shown as `Copilot`. */
function isBot(login: string): boolean {
  return login.endsWith('[bot]') || isSameName(login, 'Copilot')
}
