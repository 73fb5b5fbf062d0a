import { ActionError } from '../errors.ts'
import { encodePrivateKey, type OperatorPublicKey } from '../key/operator-key.ts'
import { parsePrivateKey, type StoredOperatorKey } from '../key/parse-private-key.ts'
import { type ProofClaims, signProof, signProofWith } from '../key/proof.ts'
import type { ActionContext } from '../runner/run-action.ts'
import type { KeyDescription, KeyStore } from '../stores/key-store.ts'
import { lowerFirst } from '../text.ts'

/** A stored key that can be verified: it shows its public half, and signs proofs. */
export interface VerifiableKey {
  publicKey: OperatorPublicKey
  /** Returns a proof of possession, whose signature is verified. */
  signProof(claims: ProofClaims): Promise<string>
  /** The private key, if it can be read. */
  privateKeyPem?: string
  /** Why Ledger's sample code cannot read the stored text; empty if it can, or if there is no text. */
  deviations: readonly string[]
  /** The claims of the key store; undefined if the workflow passed the key itself. */
  keyStore?: Record<string, string>
  /** What a signing store says of the key. */
  description?: KeyDescription
  /** When its store deletes the key by itself (ISO 8601); absent if it never does. */
  expiresAt?: string | undefined
}

/**
 * The key that the input `private-key` holds, which is masked.
 * @throws ActionError if the text is not an operator's private key
 */
export function keyInput(text: string, context: ActionContext): VerifiableKey & { privateKeyPem: string } {
  return readableKey(parsePrivateKey(text), context)
}

function readableKey(key: StoredOperatorKey, context: ActionContext): VerifiableKey & { privateKeyPem: string } {
  const { publicKey, privateKeyPem, deviations } = key
  context.mask(privateKeyPem, encodePrivateKey(privateKeyPem, 'hex'))
  return {
    publicKey,
    privateKeyPem,
    deviations,
    signProof: async claims => signProof(key, claims, context.clock.now()),
  }
}

/**
 * The key in a key store.
 * @throws ActionError if it does not exist, or is another one than the URI pins
 */
export async function keyInStore(store: KeyStore, context: ActionContext): Promise<VerifiableKey> {
  if (store.kind === 'secret') {
    const { text, expiresAt } = await store.readPrivateKey()
    const key = parseStored(text, store.displayName)
    return { ...readableKey(key, context), keyStore: store.claims, expiresAt }
  }
  const { publicKey, ...description } = await store.describe()
  const signer = { publicKey, sign: (bytes: Buffer) => store.sign(bytes) }
  return {
    publicKey,
    deviations: [],
    keyStore: store.claims,
    description,
    signProof: claims => signProofWith(signer, claims, context.clock.now()),
  }
}

/** Reads a private key; the errors are about its place instead of the input `private-key`. */
function parseStored(text: string, displayName: string) {
  try {
    return parsePrivateKey(text)
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    const { code, message, hint } = error
    if (code === 'key-empty') {
      throw new ActionError(
        code,
        `${displayName} is empty.`,
        'Check `key-store`. If nothing else uses this place, generate a new key into it.',
      )
    }
    throw new ActionError(
      code,
      message.replace('The input `private-key`', () => `The content of ${lowerFirst(displayName)}`),
      hint,
    )
  }
}
