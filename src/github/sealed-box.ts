const SEALING_KEY_BYTES = 32

/** A public key (X25519) for which GitHub opens sealed boxes, as one of its `secrets/public-key` endpoints gave it. */
export interface SealingKey {
  /** GitHub's name for the key; it goes back with the box. */
  id: string
  bytes: Uint8Array
}

/**
 * Reads the key that GitHub hands out for sealing.
 * @param base64 the standard base64 of 32 bytes
 * @throws Error (a sentence without a full stop, to follow a subject) if it is anything else
 */
export function parseSealingKey(id: string, base64: string): SealingKey {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) throw new Error('is not base64')
  if (bytes.length !== SEALING_KEY_BYTES) {
    throw new Error(`has ${bytes.length} bytes, an X25519 public key has ${SEALING_KEY_BYTES}`)
  }
  return { id, bytes }
}

/** Loads libsodium and compiles its WebAssembly, once; worth starting while requests are on the wire. */
export async function loadSodium() {
  const { default: sodium } = await import('./libsodium.ts')
  await sodium.ready
  return sodium
}

/**
 * Seals a text into a libsodium sealed box (`crypto_box_seal`): only the holder of the private half of `key` can open it.
 * @returns standard base64 of the box, 48 bytes longer than the text's UTF-8
 * @throws Error if libsodium refuses the key, as it does for points of low order
 */
export async function seal(text: string, key: SealingKey): Promise<string> {
  const sodium = await loadSodium()
  return Buffer.from(sodium.crypto_box_seal(text, key.bytes)).toString('base64')
}
