import { ActionError, type ErrorCode } from '../errors.ts'

const STORE_AS = 'Store the key as `generate` does: as hex of the SEC1 PEM text, or as the PEM itself.'

/** The input holds something other than a key that Ledger takes. None of its text is shown. */
export function notAKey(code: ErrorCode, is: string, hint = STORE_AS): ActionError {
  return new ActionError(code, `The input \`private-key\` cannot be used: it is ${is}.`, hint)
}

/** The input holds a key of another kind. */
export function otherKind(is: string): ActionError {
  return notAKey(
    'key-unsupported',
    `${is}, and Ledger takes P-256 only`,
    'If another secret holds the operator key, use that one. If not, make a key with `generate`.',
  )
}

/** The input holds an encrypted key, which may well be the right one. */
export function encrypted(): ActionError {
  return notAKey(
    'key-unsupported',
    'an encrypted private key',
    'Decrypt it, for example with `openssl pkey -traditional`, and store the result.',
  )
}

/** The input looks like a private key but cannot be read. */
export function malformed(why: string): ActionError {
  return new ActionError(
    'key-malformed',
    `The input \`private-key\` looks like a private key that is incomplete or altered: ${why}.`,
    `If the key is whole in another place, store it again from there. ${STORE_AS}`,
  )
}

/** The parts of the key contradict each other. */
export function inconsistent(what: string): ActionError {
  return new ActionError(
    'key-inconsistent',
    `The input \`private-key\` holds a key ${what}.`,
    'Somebody or something has changed the secret. Do not use it; generate a new operator key.',
  )
}
