// The steps of promote that are the same wherever the key is stored.
import { ActionError } from '../errors.ts'
import type { IfExists } from '../inputs/choices.ts'
import type { Journal } from '../runner/journal.ts'
import type { Output } from '../runner/output.ts'
import type { GitHubSecret } from '../stores/github-secret.ts'
import { lowerFirst } from '../text.ts'
import type { readStaged } from './promote-inputs.ts'

const OVERWRITE =
  'a new run (a re-run keeps its inputs) with `if-exists: overwrite`; if the form has *replace*, tick that.'

/** What to do if a run ends between its stores. The forms that set-up writes have `replace` in place of `if-exists`. */
export const RECOVERY = `Start ${OVERWRITE} It stores everything again.`

/** A place to write, by its display name, and what it held before: when it was updated, or its value. */
export type Place = [displayName: string, before: string | undefined]

/**
 * Requires that the staged secret of an environment exists: if it does not, GitHub hands the job the secret of the repository or
 * the organization.
 * @param stagedAt when the staged secret was updated
 * @throws ActionError `staged-secret-missing`
 */
export function requireStaged(
  staged: ReturnType<typeof readStaged>,
  secret: GitHubSecret | undefined,
  stagedAt: string | undefined,
): void {
  if (!secret || stagedAt !== undefined || staged?.destination.level !== 'environment') return
  throw new ActionError(
    'staged-secret-missing',
    `${secret.displayName} does not exist, so \`private-key\` comes from another place.`,
    'Check `staged-environment` and `staged-secret-name`. If an earlier run has put the key into service, nothing is left to do.',
  )
}

/**
 * Decides whether what exists is kept, and says so in the log. Without `overwrite`, a run changes nothing that exists.
 * @param code of the error
 * @throws ActionError if something exists that may not, or only a part of what would be kept
 */
export function keepsExisting(
  places: Place[],
  ifExists: IfExists,
  code: 'secret-exists' | 'key-exists',
  output: Output,
): boolean {
  const namesOf = (exists: boolean) =>
    places
      .filter(([, before]) => (before !== undefined) === exists)
      .map(([displayName]) => lowerFirst(displayName))
      .join('; ')
  const [existing, absent] = [namesOf(true), namesOf(false)]
  if (existing === '' || ifExists === 'overwrite') return false
  if (ifExists === 'fail') {
    throw new ActionError(
      code,
      `These already exist and may be in use: ${existing}.`,
      // A run that ended between its stores leaves a part, which `keep` refuses.
      absent === ''
        ? 'Choose other names or another place. Set `if-exists: keep` to change nothing, or `if-exists: overwrite` to put this key into service instead.'
        : `If an earlier run stopped before it had stored everything, start ${OVERWRITE} Otherwise choose other names or another place.`,
    )
  }
  if (absent !== '') {
    throw new ActionError(
      code,
      `\`if-exists: keep\` keeps a key that is in service, but only a part of one exists. These exist: ${existing}. These do not: ${absent}.`,
      'Set `if-exists: overwrite` to put this key into service; or delete what is left of another one, or correct the names.',
    )
  }
  output.info(`Kept, and nothing was changed: ${existing}.`)
  return true
}

/**
 * Deletes the staged secret, once the key is in service. A failure does not undo that.
 * @param stagedAt when the staged secret was updated; a newer one is not deleted
 */
export async function deleteStaged(
  secret: GitHubSecret | undefined,
  stagedAt: string | undefined,
  { journal, output }: { journal: Journal; output: Output },
): Promise<void> {
  if (!secret || stagedAt === undefined) return
  const { displayName } = secret
  const text = `The staged key is in service, but ${lowerFirst(displayName)} may still exist: delete it, unless it holds a newer key.`
  journal.append({ type: 'follow-up', text })
  await secret.delete(new Date(stagedAt))
  output.info(`${displayName} was staged and is deleted.`)
}
