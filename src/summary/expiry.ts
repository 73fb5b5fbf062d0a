import { page } from './markdown.ts'

/**
 * What it means that a vault deletes a key by itself: a whole sentence.
 * @param expiresAt ISO 8601
 */
export function expiryOf(expiresAt: string): string {
  return `The vault deletes this version of the secret by itself on ${expiresAt} (\`delete_version_after\`), and no software can read the key from then on.`
}

/** What to do about it, in whole sentences. */
export const EXPIRY_REMEDY =
  'Let an admin of the vault turn that off for the mount (`vault write MOUNT/config delete_version_after=0s`) and for the secret ' +
  '(`vault kv metadata put -mount=MOUNT -delete-version-after=0s PATH`). Both count for new versions. To keep this one, too, let them run `vault kv undelete -mount=MOUNT -versions=VERSION PATH`.'

/** @param expiresAt undefined if the key stays */
export function expirySection(expiresAt: string | undefined): string | undefined {
  return expiresAt === undefined
    ? undefined
    : page('### The vault will delete this key', expiryOf(expiresAt), EXPIRY_REMEDY)
}
