import type { GitHubClient } from '../src/github/client.ts'
import { isNotFound } from '../src/github/errors.ts'
import { membersOf } from '../src/http/json.ts'
import type { AdminName } from './command-line.ts'
import { refusal, SetupError } from './errors.ts'
import type { Repository } from './github.ts'

/** A person or a team that may approve. */
export interface Reviewer {
  type: 'User' | 'Team'
  id: number
  /** Login or slug. */
  name: string
}

/** Whether two entries mean one person or team. Names can change, ids cannot. */
export function isSameReviewer(a: Reviewer, b: Reviewer): boolean {
  return a.type === b.type && a.id === b.id
}

/**
 * Finds the ids of people and teams.
 * @throws SetupError if one does not exist, or the token may not see a team
 */
export async function findReviewers(
  client: GitHubClient,
  { owner, repo, ownerIsOrganization }: Repository,
  admins: AdminName[],
): Promise<Reviewer[]> {
  const place = { level: 'repository', owner, repo } as const
  const find = async ({ kind, name }: AdminName): Promise<Reviewer> => {
    const isTeam = kind === 'Team'
    if (isTeam && !ownerIsOrganization) {
      throw new SetupError(`${owner} is a user, and only organizations have teams: team:${name}.`)
    }
    const reply = isTeam
      ? await client.request('GET /orgs/{org}/teams/{team_slug}', { org: owner, team_slug: name })
      : await client.request('GET /users/{username}', { username: name })
    if (isNotFound(reply)) {
      throw isTeam
        ? new SetupError(
            `The organization ${owner} has no team ${JSON.stringify(name)} that this token can see.`,
            'Give the slug of the team, the last part of its URL. The token needs the scope read:org, or "Members" (organization permission): read.',
          )
        : new SetupError(`There is no user ${JSON.stringify(name)}.`, 'Give logins as in the URL of a profile.')
    }
    const { id, login, slug } = membersOf(reply.data)
    if (reply.status !== 200 || typeof id !== 'number') {
      throw refusal(
        reply,
        `show ${isTeam ? `the team ${name}` : name}`,
        place,
        '"Members" (organization permission): read',
      )
    }
    return { type: kind, id, name: String(login ?? slug ?? name) }
  }
  const found: Reviewer[] = []
  for (const admin of admins) {
    const reviewer = await find(admin)
    if (!found.some(each => isSameReviewer(each, reviewer))) found.push(reviewer)
  }
  return found
}
