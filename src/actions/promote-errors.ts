import { ActionError } from '../errors.ts'

/** GitHub hands a job the secret of the repository or the organization if the environment that it names has none. */
export function stagedSecretMissing(displayName: string): ActionError {
  return new ActionError(
    'staged-secret-missing',
    `${displayName} does not exist, so \`private-key\` comes from another place.`,
    'Check `staged-environment` and `staged-secret-name`. If an earlier run has put the key into service, nothing is left to do.',
  )
}

export function secretsExist(places: string[]): ActionError {
  return new ActionError(
    'secret-exists',
    `These already exist and may be in use: ${places.join('; ')}.`,
    'Choose other names or another place. Set `if-exists: keep` to change nothing, or `if-exists: overwrite` to put this key into service instead.',
  )
}

/** For what a run leaves that ended between its stores. */
export function incompleteToKeep(existing: string[], absent: string[]): ActionError {
  return new ActionError(
    'secret-exists',
    `\`if-exists: keep\` keeps a key that is in service, but only a part of one exists. These exist: ${existing.join('; ')}. ` +
      `These do not: ${absent.join('; ')}.`,
    'Set `if-exists: overwrite` to put this key into service; or delete what is left of another one, or correct the names.',
  )
}
