import type { PrivateKeyEncoding } from '../key/operator-key.ts'

export const IF_EXISTS = ['fail', 'keep', 'overwrite'] as const
/** What happens to what exists: the run fails, changes nothing, or replaces it. */
export type IfExists = (typeof IF_EXISTS)[number]

export const REQUIREMENTS = ['require', 'warn', 'ignore'] as const
/** What happens without a protection or an approval: the run fails, warns, or does not ask for it. */
export type Requirement = (typeof REQUIREMENTS)[number]

export const IF_APPROVED = ['keep', 'discard'] as const

/** Here, because the bundle with the code for keys is loaded after the inputs are read. */
export const PRIVATE_KEY_ENCODINGS = ['hex', 'pem'] as const satisfies PrivateKeyEncoding[]
